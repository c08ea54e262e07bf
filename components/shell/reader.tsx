"use client";

import { createContext, type ReactNode, useContext, useMemo } from "react";
import type { Permission, Role, VisitLevel } from "@/lib/auth/roles";
import { learnManner, type Marks } from "@/lib/show";

/** Who looks at the screen, as the server said with the page. Plain data, so that it can cross to the browser. */
export type ReaderFacts = {
  name: string;
  email: string | null;
  role: Role | null;
  /** "admin", "operator". */
  roleName: string;
  partnerId: string;
  partnerName: string;
  isVendor: boolean;
  locale: string;
  /** How this locale and zone write numbers, days and times. */
  marks: Marks;
  zone: string;
  canSeeCost: boolean;
  isDemo: boolean;
  visit: VisitLevel | null;
  permissions: readonly string[];
  tenants: readonly { partnerId: string; tenantName: string }[];
  /** Business time when the page was made, ISO text. */
  madeAt: string;
  hasKeys: boolean;
};

export type Reader = ReaderFacts & {
  may(permission: Permission): boolean;
  /** Business time in milliseconds: the server's, running on. */
  now(): number;
};

const ReaderContext = createContext<Reader | undefined>(undefined);

export function ReaderProvider({ facts, children }: { facts: ReaderFacts; children: ReactNode }) {
  const reader = useMemo<Reader>(() => {
    learnManner(facts, facts.marks);
    // Facts that were read again bring a time of their own to count from.
    const loadedAt = performance.now();
    const began = Date.parse(facts.madeAt);
    return {
      ...facts,
      may: (permission) => facts.permissions.includes(permission),
      now: () => began + Math.max(0, performance.now() - loadedAt),
    };
  }, [facts]);
  return <ReaderContext value={reader}>{children}</ReaderContext>;
}

export function useReader(): Reader {
  const reader = useContext(ReaderContext);
  if (!reader) throw new Error("useReader needs the portal's frame around it.");
  return reader;
}

export const askAnAdmin = "Ask an admin of your company to do this.";
