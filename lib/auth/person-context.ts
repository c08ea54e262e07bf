import type pg from "pg";
import { AppError } from "@/lib/errors";
import { findOpenVisit } from "@/lib/support-visits/find-open-visit";
import { type Ctx, makeContext } from "./context";
import { atTheDoor } from "./door";
import { isLive, isStale } from "./live-session";
import { everyPartnerId, type Membership, membershipsOf } from "./membership-store";
import { isVendorRole } from "./roles";
import { findSession, touchSession } from "./session-store";
import type { SessionClaim } from "./session-token";

type Known = { requestId: string; from?: string };
type Visitor = { personId: string; sessionId: string; name: string };

const signedOut = (): AppError => new AppError("unauthenticated", "You are signed out. Sign in again.");

/**
 * The context of a signed-in person. Session, person and membership are read at this moment, so that an ended session,
 * a locked person and a changed role count from the next request on. Throws `unauthenticated`.
 *
 * Vendor roles see the vendor's side of every partner and, looking at one partner, its side too while it has an open
 * support visit; when the visit ends they are back in their own tenant.
 */
export async function personContext(pool: pg.Pool, claim: SessionClaim, request: Known): Promise<Ctx> {
  const found = await atTheDoor(pool, async (db, now) => {
    const row = await findSession(db, claim);
    if (!row || !isLive(row.session, now) || row.person.state !== "active") return undefined;
    if (isStale(row.session, now)) await touchSession(db, row.session.id, now);
    const all = await membershipsOf(db, row.person.id);
    const vendor = all.find((each) => each.tenantKind === "vendor");
    return { ...row, all, vendor, everyPartner: vendor ? await everyPartnerId(db) : [] };
  });
  if (!found) throw signedOut();
  const { session, person, all, vendor, everyPartner } = found;
  const who = { personId: person.id, sessionId: session.id, name: person.name };
  const own = all.find((each) => each.partnerId === session.partnerId);
  if (own?.tenantKind === "partner") return contextOf(pool, who, own, [own.partnerId], request);
  if (!vendor) throw signedOut();
  const atHome = contextOf(pool, who, vendor, everyPartner, request);
  const visit = own ? undefined : await findOpenVisit(atHome, session.partnerId);
  if (!visit) return atHome;
  const guest = { ...vendor, partnerId: session.partnerId };
  return contextOf(pool, who, guest, [session.partnerId], { ...request, visit });
}

function contextOf(
  pool: pg.Pool,
  who: Visitor,
  membership: Membership,
  vendorSide: readonly string[],
  more: Known & Pick<Ctx, "visit">,
): Ctx {
  const { role, partnerId } = membership;
  return makeContext(pool, {
    actor: { kind: "person", ...who },
    partnerId,
    role,
    canSeeCost: role === "partner_admin" || (membership.canSeeCost && !isVendorRole(role)),
    scope: { vendorSide, partnerSide: [partnerId] },
    ...more,
  });
}
