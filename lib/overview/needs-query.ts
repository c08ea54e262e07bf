import { type SQL, sql } from "drizzle-orm";
import type { Tx } from "@/lib/auth/context";
import type { YearMoney } from "./month-money";

export type NeedRow = YearMoney & {
  kind:
    | "customer_unmapped"
    | "customer_broken"
    | "product_unmapped"
    | "product_broken"
    | "contract_unmapped"
    | "task_failed"
    | "task_needs_review"
    | "task_needs_mapping"
    | "tasks_ready";
  /** Of the customer, product or task; of `tasks_ready` the currency. */
  id: string;
  name: string;
  detail: string | null;
  number: number | null;
  missing: string[] | null;
  /** Customers that hold an unmapped product; of the rest 1. */
  customers: number;
  /** Subscriptions behind it; of `tasks_ready` tasks. */
  count: number;
  /** Tasks that wait for it. */
  waitingTasks: number;
  withoutPrice: number;
  /** Of the whole list, which is cut at the limit. */
  total: number;
};

/**
 * `needs`: what only a person can mend, the most money first. A mapping that is missing is one entry, however many tasks
 * wait for it; a task is an entry of its own when no such entry mends it. Follows the parts of `held-query`.
 */
export const listOfNeeds = (tx: Tx, limit: number): SQL => sql`alone as (
  select * from tasks
   where state in ('failed', 'needs_review') or (state = 'needs_mapping' and (place is null or place not in (
     'customer', 'customer_broken', 'product', 'product_broken')))
), entries as (
  select case place when 'customer' then 'customer_unmapped' else 'customer_broken' end as kind,
         customer_id as id, null::uuid as customer_id, null as detail, null as product_name, null::bigint as number, null::jsonb as missing,
         1::bigint as customers, sum(subscriptions) as count, sum(open_tasks) as waiting, currency,
         sum(per_year) as per_year, null::numeric as year_minor, sum(without_price) as without_price
    from held where place in ('customer', 'customer_broken') group by place, customer_id, currency
  union all
  select case place when 'product' then 'product_unmapped' else 'product_broken' end, product_id, null, null, null, null, null,
         count(distinct customer_id), sum(subscriptions), sum(open_tasks), currency, sum(per_year), null,
         sum(without_price)
    from held where place in ('product', 'product_broken') group by place, product_id, currency
  union all
  select 'contract_unmapped', customer_id, null, null, null, null, null, 1, sum(subscriptions), 0, currency, sum(per_year),
         null, sum(without_price)
    from held where place = 'contract' and not is_waiting group by customer_id, currency
  union all
  select 'task_' || state, id, customer_id, coalesce(reason, sentence), product_name, number, missing, 1, 1, 0, currency, null,
         year_minor, case when is_unknown then 1 else 0 end
    from alone
  union all
  select 'tasks_ready', null, null, null, null, null, null, count(distinct customer_id), count(*), 0, currency,
         null, sum(abs(year_minor)), count(*) filter (where is_unknown)
    from tasks where state = 'ready' group by currency
), needs as (
  -- A hundredth of the minor units is near enough for an order.
  select *, count(*) over () as total, abs(coalesce(per_year, 0) + coalesce(year_minor, 0) / 100) as size
    from entries order by size desc, kind, id limit ${limit}
), needs_named as (
  select needs.kind, coalesce(needs.id::text, needs.currency) as id, concat_ws(', ', coalesce(c.company_name, p.name), needs.product_name) as name,
         needs.detail, needs.number, needs.missing, needs.customers, needs.count, needs.waiting as "waitingTasks",
         needs.currency, trim_scale(coalesce(needs.per_year, 0))::text as "perYear",
         coalesce(needs.year_minor, 0)::text as "perYearMinor",
         needs.without_price as "withoutPrice", needs.total
    from needs
    left join customers as c on c.partner_id = ${tx.ctx.partnerId}::uuid and c.id = coalesce(needs.customer_id,
      case when needs.kind like any (array['customer%', 'contract%']) then needs.id end)
    left join products as p on p.id = case when needs.kind like 'product%' then needs.id end
   order by needs.size desc, needs.kind, needs.id)`;
