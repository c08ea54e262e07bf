"use client";

import { FlaskConical } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { useReader } from "@/components/shell/reader";

type SandboxLinkProps = {
  to: "requests" | "world";
  /** Whose look-alike, where the partner has more than one. */
  connection?: string;
  /** `requests`: what this operation sent. */
  operation?: string;
  /** `world`: a contract or a company by the PSA's own id. */
  contract?: string;
  company?: string;
  children: ReactNode;
};

/** From a screen of the portal to its counterpart in the PSA sandbox. Shown in demo mode only: there is none elsewhere. */
export function SandboxLink({ to, children, ...query }: SandboxLinkProps) {
  const reader = useReader();
  if (!reader.isDemo || !reader.may("sandbox.read")) return null;
  const given = Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== undefined);
  const search = given.length === 0 ? "" : `?${new URLSearchParams(given)}`;
  return (
    <Link
      href={`/sandbox/${to}${search}`}
      prefetch={false}
      className="inline-flex items-center gap-1 text-small text-accent underline"
    >
      <FlaskConical size={14} aria-hidden />
      {children}
    </Link>
  );
}
