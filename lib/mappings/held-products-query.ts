import { type SQL, sql } from "drizzle-orm";
import type { Tx } from "@/lib/auth/context";
import { likeText } from "@/lib/like-text";

/** Which products the Products screen shows. */
export type ProductFilter = {
  connectionId: string;
  /** Held by customers, or everything that the vendor sells. */
  show: "held" | "all";
  onlyUnmapped: boolean;
  /** Part of a name or of a SKU. */
  search?: string | undefined;
};

/**
 * What customers hold of each product, for the common table expressions of a statement:
 *
 * - `held`: living subscriptions of the customers that this connection looks after. Excluded customers are left out:
 *   nothing of theirs needs a mapping. Customers without a mapping belong to the oldest connection, as in a check.
 * - `money`: what active subscriptions are worth in a year, exactly, by product and currency; usage is not foretold.
 * - `known`: every product with its mapping or none; fees only where somebody holds one.
 */
export function heldProducts(tx: Tx, connectionId: string): SQL {
  const partner = sql`${tx.ctx.partnerId}::uuid`;
  const connection = sql`${connectionId}::uuid`;
  return sql`
    held as materialized (
      select s.product_id, s.customer_id, s.quantity, s.unit_price, s.currency, s.status
        from subscriptions as s
        join customers as c on c.partner_id = s.partner_id and c.id = s.customer_id and c.billing <> 'excluded'
        left join customer_mappings as cm on cm.partner_id = s.partner_id and cm.customer_id = s.customer_id
       where s.partner_id = ${partner} and s.status not in ('cancelled', 'expired')
         and cm.state is distinct from 'do_not_map'
         and coalesce(case when cm.state in ('mapped', 'broken') then cm.connection_id end = ${connection},
               ${connection} = (select id from connections
                 where partner_id = ${partner} and (state not in ('draft', 'disabled') or id = ${connection})
                 order by created_at, id limit 1))
    ), sums as materialized (
      select product_id, count(distinct customer_id)::int as customers, sum(quantity) as quantity
        from held group by product_id
    ), money as materialized (
      select h.product_id, h.currency,
             sum(h.quantity * h.unit_price
                 * case p.billing_cycle when 'monthly' then 12 when 'quarterly' then 4 when 'semiannual' then 2 else 1 end
             ) as per_year
        from held as h join products as p on p.id = h.product_id
       where h.status = 'active' and h.unit_price is not null and p.billing_cycle <> 'one_time' and p.kind <> 'usage'
       group by h.product_id, h.currency
    ), known as materialized (
      select p.id, p.sku, p.name, p.billing_cycle, p.term, p.unit, p.kind, p.status,
             f.id as family_id, f.code as family_code, f.name as family_name, f.sort as family_sort,
             sums.customers, sums.quantity, coalesce(m.state, 'not_mapped') as state, m.psa_item_id, m.legs, m.driver,
             m.allowance, m.minimum, m.reason, m.version, m.id as mapping_id
        from products as p
        join product_families as f on f.id = p.family_id
        left join sums on sums.product_id = p.id
        left join product_mappings as m
          on m.partner_id = ${partner} and m.connection_id = ${connection} and m.product_id = p.id
       where sums.customers is not null or m.state in ('mapped', 'free', 'broken')
          or (p.status = 'active' and p.kind <> 'fee')
    )`;
}

/** Of the product `known as k`: whether somebody still has to say what it is in the PSA. */
export const isUnmapped = sql`k.state not in ('mapped', 'free', 'do_not_map')`;

export function matching(filter: ProductFilter): SQL {
  const text = filter.search?.trim();
  const held = text ? `%${likeText(text)}%` : undefined;
  return sql.join(
    [
      filter.show === "held" ? sql`k.customers is not null` : sql`true`,
      filter.onlyUnmapped ? isUnmapped : sql`true`,
      held === undefined ? sql`true` : sql`(k.name ilike ${held} or k.sku ilike ${held})`,
    ],
    sql` and `,
  );
}

/** Sums of a year by currency as the database hands them over; decimal text. */
export type YearlySum = { currency: string; perYear: string };

export const yearlySum = sql`jsonb_build_object('currency', currency, 'perYear', trim_scale(per_year)::text)`;
