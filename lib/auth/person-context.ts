import { and, eq } from "drizzle-orm";
import type pg from "pg";
import type { Sql } from "@/db/client";
import { memberships } from "@/db/schema/people";
import { partners, tenants } from "@/db/schema/tenancy";
import { AppError } from "@/lib/errors";
import { findOpenVisit } from "@/lib/support-visits/find-open-visit";
import { type Ctx, makeContext } from "./context";
import { atTheDoor } from "./door";
import { findLiveSession, type LiveSession } from "./live-session";
import { isVendorRole, type Role } from "./roles";
import type { SessionClaim } from "./session-token";

export type Membership = {
  partnerId: string;
  tenantName: string;
  tenantKind: "vendor" | "partner";
  role: Role;
  canSeeCost: boolean;
};

const signedOut = (): AppError => new AppError("unauthenticated", "You are signed out. Sign in again.");

/**
 * The context of a signed-in person, with the session and membership read at this moment. Throws `unauthenticated`.
 *
 * Vendor roles see the vendor's side of every partner and, looking at one partner, its side too while it has an open
 * support visit; when the visit ends they are back in their own tenant.
 */
export async function personContext(
  pool: pg.Pool,
  claim: SessionClaim,
  request: { requestId: string; from?: string },
): Promise<Ctx> {
  const found = await atTheDoor(pool, async (db, now) => {
    const session = await findLiveSession(db, now, claim);
    if (!session) return undefined;
    const all = await membershipsOf(db, session.personId);
    const own = all.find((each) => each.partnerId === session.partnerId);
    const vendor = all.find((each) => each.tenantKind === "vendor");
    const everyPartner = vendor
      ? (await db.select({ id: partners.partnerId }).from(partners)).map((row) => row.id)
      : [];
    return { session, own, vendor, everyPartner };
  });
  if (!found) throw signedOut();
  const { session, own, vendor, everyPartner } = found;
  if (own && own.tenantKind === "partner") return context(pool, session, own, [own.partnerId], request);
  if (!vendor) throw signedOut();
  const atHome = context(pool, session, vendor, everyPartner, request);
  const visit = own ? undefined : await findOpenVisit(atHome, session.partnerId);
  if (!visit) return atHome;
  const guest = { ...vendor, partnerId: session.partnerId, canSeeCost: false };
  return context(pool, session, guest, [session.partnerId], { ...request, visit });
}

function context(
  pool: pg.Pool,
  session: LiveSession,
  membership: Membership,
  vendorSide: readonly string[],
  more: { requestId: string; from?: string; visit?: { id: string; level: "read" | "assist" } },
): Ctx {
  const { visit, ...request } = more;
  return makeContext(pool, {
    actor: { kind: "person", personId: session.personId, sessionId: session.id, name: session.name },
    partnerId: membership.partnerId,
    role: membership.role,
    canSeeCost:
      membership.role === "partner_admin" || (membership.canSeeCost && !isVendorRole(membership.role)),
    scope: { vendorSide, partnerSide: [membership.partnerId] },
    ...(visit && { visit: { id: visit.id, level: visit.level } }),
    ...request,
  });
}

/** Every tenant a person may look at. Members of a closed partner are refused, as is whoever was removed. */
export async function membershipsOf(db: Sql, personId: string): Promise<Membership[]> {
  const rows = await db
    .select({
      partnerId: memberships.partnerId,
      tenantName: tenants.name,
      tenantKind: tenants.kind,
      role: memberships.role,
      canSeeCost: memberships.canSeeCost,
      status: partners.status,
    })
    .from(memberships)
    .innerJoin(tenants, eq(tenants.id, memberships.partnerId))
    .leftJoin(partners, eq(partners.partnerId, memberships.partnerId))
    .where(and(eq(memberships.personId, personId), eq(memberships.state, "active")))
    .orderBy(tenants.name);
  return rows
    .filter((row) => row.status !== "closed")
    .map(({ status: _status, ...membership }) => membership);
}
