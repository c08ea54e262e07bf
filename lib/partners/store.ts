import { asc, inArray } from "drizzle-orm";
import { partners, tenants } from "@/db/schema/tenancy";
import type { Tx } from "@/lib/auth/context";

export type NamedPartner = Pick<
  typeof partners.$inferSelect,
  "partnerId" | "code" | "status" | "currency" | "timeZone"
>;

/** Needs the door's scope: partners of everybody. */
export async function partnersByCode(tx: Tx, codes: readonly string[]): Promise<NamedPartner[]> {
  return tx.db
    .select({
      partnerId: partners.partnerId,
      code: partners.code,
      status: partners.status,
      currency: partners.currency,
      timeZone: partners.timeZone,
    })
    .from(partners)
    .where(inArray(partners.code, [...codes]));
}

export async function everyTenantId(tx: Tx): Promise<string[]> {
  return (await tx.db.select({ id: tenants.id }).from(tenants).orderBy(asc(tenants.createdAt))).map(
    ({ id }) => id,
  );
}
