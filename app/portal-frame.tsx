import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { QueryProvider } from "@/components/shell/query-provider";
import { type ReaderFacts, ReaderProvider } from "@/components/shell/reader";
import { Shell } from "@/components/shell/shell";
import type { Ctx } from "@/lib/auth/context";
import { describeSelf } from "@/lib/auth/describe-self";
import { isVendorRole, roleNames } from "@/lib/auth/roles";
import { dayMarksOf } from "@/lib/day-marks";
import { environment } from "@/lib/env";
import { numberMarksOf } from "@/lib/number-marks";
import { countWaitingTasks } from "@/lib/sync/count-waiting-tasks";
import { zoneMarksAt } from "@/lib/zone-marks";
import { visitor } from "./page-context";

/** Frame, reader and store of answers for every page behind the sign-in. Who is nobody gets no frame: the page sends them on. */
export async function PortalFrame({ children }: { children: ReactNode }) {
  const ctx = await visitor();
  if (!ctx) return children;
  const [facts, sync] = await Promise.all([readerFacts(ctx), countWaitingTasks(ctx)]);
  return (
    <ReaderProvider facts={facts}>
      <QueryProvider>
        <Shell badges={{ sync }}>{children}</Shell>
      </QueryProvider>
    </ReaderProvider>
  );
}

async function readerFacts(ctx: Ctx): Promise<ReaderFacts> {
  const self = await describeSelf(ctx);
  const jar = await cookies();
  return {
    name: self.name,
    email: self.email,
    role: self.role,
    roleName: self.role ? roleNames[self.role] : "",
    partnerId: self.partnerId,
    partnerName: self.partnerName,
    isVendor: self.role !== null && isVendorRole(self.role),
    locale: self.locale,
    marks: {
      number: numberMarksOf(self.locale),
      day: dayMarksOf(self.locale),
      zone: zoneMarksAt(self.timeZone, self.now.getTime()),
    },
    zone: self.timeZone,
    canSeeCost: self.canSeeCost,
    isDemo: environment().mode === "demo",
    visit: self.visit,
    permissions: self.permissions,
    tenants: self.tenants.map(({ partnerId, tenantName }) => ({ partnerId, tenantName })),
    madeAt: self.now.toISOString(),
    hasKeys: jar.get("keys")?.value !== "off",
  };
}
