import { and, eq, sql } from "drizzle-orm";
import { customers } from "@/db/schema/customers";
import type { Tx } from "@/lib/auth/context";

export type StoredEdition = {
  partnerId: string;
  vendorCustomerId: string;
  id: string;
  asOf: Date;
  hash: string;
};

/** Which edition of each of these customers is stored; those of nobody are absent. */
export async function findEditions(
  tx: Tx,
  named: readonly { partnerId: string; vendorCustomerId: string }[],
): Promise<StoredEdition[]> {
  return await tx.db
    .select({
      partnerId: customers.partnerId,
      vendorCustomerId: customers.vendorCustomerId,
      id: customers.id,
      asOf: customers.asOf,
      hash: customers.contentHash,
    })
    .from(customers)
    .innerJoin(
      sql`jsonb_to_recordset(${JSON.stringify(named)}::jsonb) as n("partnerId" uuid, "vendorCustomerId" text)`,
      and(
        eq(customers.partnerId, sql`n."partnerId"`),
        eq(customers.vendorCustomerId, sql`n."vendorCustomerId"`),
      ),
    );
}

/** Same content confirmed later: only `asOf` moves on, so that an older edition stays old. */
export async function renewEditions(
  tx: Tx,
  renewed: readonly { partnerId: string; id: string; asOf: Date }[],
): Promise<void> {
  if (renewed.length === 0) return;
  await tx.db.execute(sql`
    update customers c set as_of = r."asOf"
      from jsonb_to_recordset(${JSON.stringify(renewed)}::jsonb) as r("partnerId" uuid, id uuid, "asOf" timestamptz)
     where c.partner_id = r."partnerId" and c.id = r.id`);
}
