import { and, asc, eq, gte, ilike, inArray, or, sql } from "drizzle-orm";
import { customers } from "@/db/schema/customers";
import type { Tx } from "@/lib/auth/context";
import type { Page } from "@/lib/http/paging";
import { likeText } from "@/lib/like-text";

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

export type Customer = typeof customers.$inferSelect;

export type CustomerFilter = {
  /** Part of a name, or the vendor's id. */
  search?: string | undefined;
  status?: Customer["status"] | undefined;
  updatedSince?: Date | undefined;
};

/** One row more than the page holds, by name, or by the time of change when `updatedSince` is given. */
export async function selectCustomers(
  tx: Tx,
  filter: CustomerFilter,
  { after, limit }: Page,
): Promise<Customer[]> {
  const order = filter.updatedSince ? customers.updatedAt : customers.companyName;
  return await tx.db
    .select()
    .from(customers)
    .where(
      and(
        inArray(customers.partnerId, [...tx.ctx.scope.vendorSide]),
        filter.status && eq(customers.status, filter.status),
        filter.updatedSince && gte(customers.updatedAt, filter.updatedSince),
        filter.search === undefined
          ? undefined
          : or(
              ilike(customers.companyName, `%${likeText(filter.search)}%`),
              eq(customers.vendorCustomerId, filter.search),
            ),
        after && sql`(${order}, ${customers.id}) > (${after.value}, ${after.id})`,
      ),
    )
    .orderBy(asc(order), asc(customers.id))
    .limit(limit + 1);
}

export async function findCustomer(
  tx: Tx,
  by: { id: string } | { vendorCustomerId: string },
): Promise<Customer | undefined> {
  const [found] = await tx.db
    .select()
    .from(customers)
    .where(
      and(
        inArray(customers.partnerId, [...tx.ctx.scope.vendorSide]),
        "id" in by ? eq(customers.id, by.id) : eq(customers.vendorCustomerId, by.vendorCustomerId),
      ),
    )
    .limit(1);
  return found;
}
