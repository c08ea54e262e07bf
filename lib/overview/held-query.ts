import { type SQL, sql } from "drizzle-orm";
import type { Tx } from "@/lib/auth/context";
import { joinMoney } from "@/lib/sync/task-money-query";

/**
 * Where an active subscription stands on its way to the PSA: everything is mapped, or the first that is not (customer,
 * product, contract), or its mapping broke, or a person has left it out.
 */
export type Place =
  | "mapped"
  | "customer"
  | "customer_broken"
  | "product"
  | "product_broken"
  | "contract"
  | "excluded";

/** Nobody looks after it in the PSA, and nobody has said that this is meant. */
export const isUnmapped: SQL = sql`place not in ('mapped', 'excluded')`;

const periodsPerYear = (cycle: SQL): SQL => sql`case ${cycle} when 'monthly' then 12 when 'quarterly' then 4
  when 'semiannual' then 2 when 'annual' then 1 else 0 end`;

/** What decides the place of a subscription `s`. */
const mappings: SQL = sql`
    join customers as c on c.partner_id = s.partner_id and c.id = s.customer_id
    left join customer_mappings as cm on cm.partner_id = s.partner_id and cm.customer_id = s.customer_id
    left join product_mappings as pm on pm.partner_id = s.partner_id and pm.connection_id = cm.connection_id
      and pm.product_id = s.product_id
    left join contract_links as cl on cl.partner_id = s.partner_id and cl.subscription_id = s.id
      and cl.connection_id = cm.connection_id`;

const place: SQL = sql`case when s.status <> 'active' then null
  when c.billing = 'excluded' or cm.state = 'do_not_map' or pm.state in ('free', 'do_not_map') then 'excluded'
  when cm.state = 'broken' then 'customer_broken' when cm.state is distinct from 'mapped' then 'customer'
  when pm.state = 'broken' then 'product_broken' when pm.state is distinct from 'mapped' then 'product'
  when cl.id is null then 'contract' else 'mapped' end`;

/** Above this many tasks that would have to be compared with our copy of the PSA, those have no amount before a plan. */
const lookUpsAtMost = 5_000;

/**
 * `tasks`: the partner's tasks that are not over, the place of their subscriptions, and what each changes in a year, in
 * minor units: the amount that the Sync screen shows. It is null for what is charged once and where nobody can say yet;
 * only the latter is `is_unknown`.
 */
export const openTasks = (tx: Tx): SQL => sql`from_nothing as materialized (
  select count(*) <= ${lookUpsAtMost} as are_few from (
    select from sync_tasks where partner_id = ${tx.ctx.partnerId}::uuid and state not in ('applied', 'superseded')
       and previous_quantity is null limit ${lookUpsAtMost + 1}) as first_ones
), tasks as materialized (
  select t.id, t.number, t.customer_id, t.subscription_id, t.state, t.sentence, t.missing, t.reason, m.currency,
         p.name as product_name, t.state in ('needs_mapping', 'ready', 'failed', 'needs_review') as needs_person,
         ${place} as place, m.recurring * ${periodsPerYear(sql`m.cycle`)} as year_minor,
         m.recurring is null and m.one_time is null as is_unknown
    from sync_tasks as t
   cross join from_nothing
    join products as p on p.id = t.product_id
    join subscriptions as s on s.partner_id = t.partner_id and s.id = t.subscription_id
    ${mappings}
    ${joinMoney(sql`are_few`)}
   where t.partner_id = ${tx.ctx.partnerId}::uuid and t.state not in ('applied', 'superseded'))`;

/**
 * `held`: the active subscriptions, those of one customer that stand alike in one row (unmapped products apart), with
 * their money of a year, the number without a price, and what the open tasks say of them. Follows `tasks`.
 */
export const heldSubscriptions = (tx: Tx): SQL => sql`asked as materialized (
  select subscription_id, bool_or(state <> 'ignored') as is_waiting, bool_or(state = 'ignored') as is_ignored,
         count(*) filter (where state <> 'ignored') as open_tasks
    from tasks group by subscription_id
), each_held as (
  select s.customer_id, s.product_id, s.currency, s.quantity * s.unit_price * ${periodsPerYear(sql`p.billing_cycle`)} as per_year, ${place} as place,
         coalesce(is_waiting, false) as is_waiting, coalesce(is_ignored, false) as is_ignored, open_tasks
    from subscriptions as s
    join products as p on p.id = s.product_id
    ${mappings}
    left join asked on asked.subscription_id = s.id
   where s.partner_id = ${tx.ctx.partnerId}::uuid and s.status = 'active'
), held as materialized (
  select customer_id, case when place in ('product', 'product_broken') then product_id end as product_id, place, currency,
         is_waiting, is_ignored, sum(per_year) as per_year, count(*) as subscriptions,
         count(*) filter (where per_year is null) as without_price, coalesce(sum(open_tasks), 0) as open_tasks
    from each_held group by 1, 2, 3, 4, 5, 6)`;
