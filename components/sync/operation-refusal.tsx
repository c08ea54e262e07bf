import Link from "next/link";
import { Notice } from "@/components/ui/notice";
import type { OperationDetailWire } from "@/lib/operations/operation-schema";

type StoredError = {
  message?: string;
  cause?: string;
  fix?: string;
  who?: string;
  link?: { label?: string; href?: string };
  psaSentence?: string;
};

/** Why it is not done: the cause, the way out, who can go it, and below them the PSA's own sentence. */
export function Refusal({ operation }: { operation: OperationDetailWire }) {
  const { state, error } = operation;
  if (typeof error !== "object" || error === null) return null;
  // Safe: every member is shown only where it is a text.
  const { message, cause, fix, who, link, psaSentence } = error as StoredError;
  const tone = state === "refused" || state === "needs_review" ? "red" : "amber";
  return (
    <Notice tone={tone} title={cause ?? message}>
      {cause && fix ? <p>{fix}</p> : null}
      {who ? <p className="text-small">Who can: {who}.</p> : null}
      {link?.href?.startsWith("/") ? (
        <Link href={link.href} className="text-small underline">
          {link.label}
        </Link>
      ) : null}
      {psaSentence ? <p className="mt-1 text-small">The PSA said: “{psaSentence}”</p> : null}
    </Notice>
  );
}
