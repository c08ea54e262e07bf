import { sql } from "drizzle-orm";
import type { Tx } from "@/lib/auth/context";
import {
  heldProducts,
  isUnmapped,
  matching,
  type ProductFilter,
  type YearlySum,
  yearlySum,
} from "./held-products-query";

export type FamilyRow = {
  familyId: string;
  code: string;
  name: string;
  products: number;
  mapped: number;
  free: number;
  unmapped: number;
  customers: number;
  money: YearlySum[];
};

/** Families with at least one product that the filter shows, as the vendor orders them. One statement. */
export async function selectFamilies(tx: Tx, filter: ProductFilter): Promise<FamilyRow[]> {
  const { rows } = await tx.db.execute<FamilyRow>(sql`
    with ${heldProducts(tx, filter.connectionId)}, shown as materialized (
      select k.*, ${isUnmapped} as is_unmapped from known as k where ${matching(filter)}
    ), holders as (
      select shown.family_id, count(distinct held.customer_id)::int as customers
        from shown join held on held.product_id = shown.id group by shown.family_id
    ), worth as (
      select family_id, jsonb_agg(${yearlySum} order by currency) as money
        from (select shown.family_id, money.currency, sum(money.per_year) as per_year
                from shown join money on money.product_id = shown.id group by 1, 2) as summed
       group by family_id
    )
    select shown.family_id as "familyId", family_code as code, family_name as name, count(*)::int as products,
           (count(*) filter (where state = 'mapped'))::int as mapped,
           (count(*) filter (where state = 'free'))::int as free,
           (count(*) filter (where is_unmapped))::int as unmapped,
           coalesce(max(holders.customers), 0) as customers,
           coalesce((array_agg(worth.money))[1], '[]') as money
      from shown
      left join holders on holders.family_id = shown.family_id
      left join worth on worth.family_id = shown.family_id
     group by shown.family_id, family_code, family_name, family_sort
     order by family_sort, family_name, shown.family_id`);
  return rows;
}

export type HeldTotals = {
  held: number;
  unmapped: number;
  free: number;
  all: number;
  unmappedMoney: YearlySum[];
};

/** How things stand with everything that customers hold, whatever the filter shows. */
export async function selectHeldTotals(tx: Tx, connectionId: string): Promise<HeldTotals> {
  const { rows } = await tx.db.execute<HeldTotals>(sql`
    with ${heldProducts(tx, connectionId)}
    select (count(*) filter (where k.customers is not null))::int as held, count(*)::int as all,
           (count(*) filter (where k.customers is not null and ${isUnmapped}))::int as unmapped,
           (count(*) filter (where k.customers is not null and k.state = 'free'))::int as free,
           coalesce((select jsonb_agg(${yearlySum} order by currency)
              from (select money.currency, sum(money.per_year) as per_year
                      from known as k join money on money.product_id = k.id
                     where k.customers is not null and ${isUnmapped} group by 1) as summed), '[]') as "unmappedMoney"
      from known as k`);
  const [row] = rows;
  if (!row) throw new Error("A count has no row.");
  return row;
}
