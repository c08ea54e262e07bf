import { and, asc, desc, eq, isNull, ne } from "drizzle-orm";
import type { Sql } from "@/db/client";
import { memberships, persons, sessions } from "@/db/schema/people";
import { tenants } from "@/db/schema/tenancy";
import type { Tx } from "@/lib/auth/context";
import type { Role } from "@/lib/auth/roles";

/** Members of the context's tenant. Joins persons, so it needs the door's scope. */
export function membersOfTenant(tx: Tx) {
  return tx.db
    .select({
      id: memberships.id,
      personId: memberships.personId,
      name: persons.name,
      email: persons.email,
      role: memberships.role,
      canSeeCost: memberships.canSeeCost,
      state: memberships.state,
      lastSignInAt: persons.lastSignInAt,
      version: memberships.version,
    })
    .from(memberships)
    .innerJoin(persons, eq(persons.id, memberships.personId))
    .where(and(eq(memberships.partnerId, tx.ctx.partnerId), ne(memberships.state, "removed")))
    .orderBy(asc(persons.name), asc(memberships.id));
}

/**
 * One member and the tenant's admins, locked: two admins who demote each other at once queue up, and the second finds
 * that it would be the last.
 */
export async function lockMember(tx: Tx, memberId: string) {
  const ofTenant = eq(memberships.partnerId, tx.ctx.partnerId);
  const tenant = (
    await tx.db.select({ kind: tenants.kind }).from(tenants).where(eq(tenants.id, tx.ctx.partnerId))
  )[0];
  const active = await tx.db
    .select()
    .from(memberships)
    .where(and(ofTenant, eq(memberships.state, "active")))
    .orderBy(asc(memberships.id))
    .for("update");
  return { tenant, active, member: active.find((row) => row.id === memberId) };
}

export type MemberChange = { role?: Role; canSeeCost?: boolean; state?: "removed" };

export async function changeMembership(
  tx: Tx,
  memberId: string,
  version: number,
  change: MemberChange,
): Promise<void> {
  await tx.db
    .update(memberships)
    .set({ ...change, version: version + 1, updatedAt: tx.now })
    .where(and(eq(memberships.partnerId, tx.ctx.partnerId), eq(memberships.id, memberId)));
}

/** A changed right needs a new sign-in: sessions in this tenant end at once. */
export async function endSessionsOf(tx: Tx, personId: string, reason: string): Promise<void> {
  await tx.db
    .update(sessions)
    .set({ endedAt: tx.now, endedReason: reason })
    .where(
      and(
        eq(sessions.personId, personId),
        eq(sessions.partnerId, tx.ctx.partnerId),
        isNull(sessions.endedAt),
      ),
    );
}

/** People who can sign in, with one line per membership: the vendor's first, then by tenant and role. */
export async function activePersons(db: Sql, limit: number) {
  return db
    .select({ email: persons.email, name: persons.name, role: memberships.role, tenant: tenants.name })
    .from(persons)
    .innerJoin(memberships, and(eq(memberships.personId, persons.id), eq(memberships.state, "active")))
    .innerJoin(tenants, eq(tenants.id, memberships.partnerId))
    .where(eq(persons.state, "active"))
    .orderBy(desc(tenants.kind), asc(tenants.name), asc(memberships.role), asc(persons.name))
    .limit(limit);
}
