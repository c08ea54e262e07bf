import { AppError } from "@/lib/errors";
import { findOwnTenant } from "./api-key-store";
import { type Ctx, withScope } from "./context";
import { findOwnPartner, type Membership, membershipsOf } from "./membership-store";
import { hasPermission } from "./require-permission";
import { type Permission, permissions, type Role, type VisitLevel } from "./roles";
import { findSession } from "./session-store";

export type Self = {
  kind: "person" | "api_key";
  name: string;
  email: string | null;
  partnerId: string;
  partnerName: string;
  /** How the reader's numbers and dates are written. */
  locale: string;
  /** Of the times on the screen: the person's own zone, else the partner's. */
  timeZone: string;
  /** Business time, for everything that says "ago". */
  now: Date;
  role: Role | null;
  canSeeCost: boolean;
  visit: VisitLevel | null;
  permissions: Permission[];
  /** Where the person could turn to; empty for a key. */
  tenants: Membership[];
};

/** Who is asking, as the doors understood it: for the frame of the screens and for scripts that want to be sure. */
export async function describeSelf(ctx: Ctx): Promise<Self> {
  const { actor } = ctx;
  if (actor.kind === "system") throw new AppError("forbidden", "A job of the portal is nobody to describe.");
  const found = await withScope(ctx, { ...ctx.scope, door: true }).transaction(async (tx) => ({
    now: tx.now,
    tenant: await findOwnTenant(tx),
    partner: await findOwnPartner(tx),
    person: actor.kind === "person" ? (await findSession(tx.db, actor))?.person : undefined,
    tenants: actor.kind === "person" ? await membershipsOf(tx.db, actor.personId) : [],
  }));
  return {
    kind: actor.kind,
    name: actor.name,
    email: found.person?.email ?? null,
    partnerId: ctx.partnerId,
    partnerName: found.tenant?.name ?? "",
    locale: found.partner?.locale ?? "en-GB",
    timeZone: found.person?.zone ?? found.partner?.timeZone ?? "UTC",
    now: found.now,
    role: ctx.role ?? null,
    canSeeCost: ctx.canSeeCost,
    visit: ctx.visit?.level ?? null,
    permissions: permissions.filter((permission) => hasPermission(ctx, permission)),
    tenants: found.tenants,
  };
}
