import { and, eq } from "drizzle-orm";
import type { Sql } from "@/db/client";
import { memberships } from "@/db/schema/people";
import { partners, tenants } from "@/db/schema/tenancy";
import type { Tx } from "./context";
import type { Role } from "./roles";

export type Membership = {
  partnerId: string;
  tenantName: string;
  tenantKind: "vendor" | "partner";
  role: Role;
  canSeeCost: boolean;
};

/** Every tenant a person may look at, by name; of a closed partner nobody is a member any more. */
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

/** Of the vendor's people: whose customers and orders they see. */
export async function everyPartnerId(db: Sql): Promise<string[]> {
  return (await db.select({ id: partners.partnerId }).from(partners)).map((row) => row.id);
}

/** There is one vendor in a deployment. */
export async function findVendorId(db: Sql): Promise<string | undefined> {
  return (await db.select({ id: tenants.id }).from(tenants).where(eq(tenants.kind, "vendor")).limit(1))[0]
    ?.id;
}

/** The context's tenant as a partner; undefined for the vendor. */
export async function findOwnPartner(tx: Tx): Promise<typeof partners.$inferSelect | undefined> {
  return (await tx.db.select().from(partners).where(eq(partners.partnerId, tx.ctx.partnerId)))[0];
}
