import { sql } from "drizzle-orm";
import type { Tx } from "@/lib/auth/context";
import { heldProducts, type YearlySum } from "./held-products-query";

export type HolderRow = {
  customerId: string;
  companyName: string;
  subscriptions: number;
  quantity: string;
  /** Currency of the amount; without one nothing is billed yet. */
  money: YearlySum[];
};

/** Customers that hold a product, those with most of it first. */
export async function selectHolders(
  tx: Tx,
  on: { connectionId: string; productId: string; limit: number },
): Promise<HolderRow[]> {
  const { rows } = await tx.db.execute<HolderRow>(sql`
    with ${heldProducts(tx, on.connectionId)}, own as (
      select h.*, case p.billing_cycle when 'monthly' then 12 when 'quarterly' then 4 when 'semiannual' then 2
                                       when 'annual' then 1 else 0 end
                     * case p.kind when 'usage' then 0 else 1 end as times
        from held as h join products as p on p.id = h.product_id
       where h.product_id = ${on.productId}::uuid
    ), worth as (
      select customer_id, currency, sum(quantity * unit_price * times) as per_year from own
       where status = 'active' and unit_price is not null and times > 0 group by customer_id, currency
    )
    select c.id as "customerId", c.company_name as "companyName", count(*)::int as subscriptions,
           trim_scale(sum(own.quantity))::text as quantity,
           coalesce((select jsonb_agg(jsonb_build_object('currency', currency, 'perYear', trim_scale(per_year)::text)
                              order by currency) from worth where worth.customer_id = c.id), '[]') as money
      from own join customers as c on c.partner_id = ${tx.ctx.partnerId}::uuid and c.id = own.customer_id
     group by c.id, c.company_name
     order by sum(own.quantity) desc, c.company_name, c.id
     limit ${on.limit}`);
  return rows;
}

/** Names of catalog items, gone ones too: history tells of them. */
export async function namesOfItems(
  tx: Tx,
  connectionId: string,
  psaItemIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const { rows } = await tx.db.execute<{ id: string; name: string }>(sql`
    select psa_item_id as id, name from mirror_catalog_items
     where partner_id = ${tx.ctx.partnerId}::uuid and connection_id = ${connectionId}::uuid
       and psa_item_id in (select jsonb_array_elements_text(${JSON.stringify(psaItemIds)}::jsonb))`);
  return new Map(rows.map(({ id, name }) => [id, name]));
}
