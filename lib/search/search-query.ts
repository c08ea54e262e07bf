import { sql } from "drizzle-orm";
import type { SyncTaskState } from "@/db/schema/sync";
import type { Tx } from "@/lib/auth/context";

export type HitKind = "customer" | "product" | "subscription" | "task";
export type HitRow = {
  kind: HitKind;
  id: string;
  /** What it is called, and what tells it from others of that name. */
  name: string;
  detail: string;
  /** Of a subscription or task. */
  customer: string | null;
  /** Of a task. */
  number: number | null;
  state: SyncTaskState | null;
  sentence: string | null;
};

export type SearchFor = {
  /** As a pattern for LIKE, without its wildcards. */
  pattern: string;
  /** The number of a task, where the text is one: "117", "T-000117". */
  taskNumber: number | undefined;
  perKind: number;
};

/**
 * What bears this text in its name or id, at most `perKind` of each kind, names that begin with it first. One statement.
 * Tasks are found by their number, their customer and the order they come from.
 */
export async function findHits(tx: Tx, { pattern, taskNumber, perKind }: SearchFor): Promise<HitRow[]> {
  const partner = sql`${tx.ctx.partnerId}::uuid`;
  const inside = sql`${`%${pattern}%`}`;
  const start = sql`${`${pattern}%`}`;
  const { rows } = await tx.db.execute<HitRow>(sql`
    with customer as materialized (
      select id, company_name as name, vendor_customer_id from customers
       where partner_id = ${partner} and (company_name ilike ${inside} or vendor_customer_id ilike ${start})
       order by not company_name ilike ${start}, company_name, id limit ${perKind}
    ), ordered as materialized (
      select id from orders where partner_id = ${partner} and (vendor_order_id ilike ${start} or reference ilike ${start})
       order by ordered_at desc limit ${perKind}
    )
    select 'customer' as kind, id::text, name, vendor_customer_id as detail, null as customer, null::int as number, null as state,
           null as sentence, 1 as place, row_number() over () as position
      from customer
    union all
    select * from (
      select 'product', p.id::text, p.name, p.sku, null, null::int, null, null, 2,
             row_number() over (order by not p.name ilike ${start}, p.name, p.id) as position
        from products as p where p.name ilike ${inside} or p.sku ilike ${start}
       order by position limit ${perKind}) as product
    union all
    select * from (
      select 'subscription', s.id::text, s.vendor_subscription_id, p.name, c.company_name, null::int, null, null,
             3, row_number() over (order by s.vendor_subscription_id) as position
        from (select * from subscriptions
               where partner_id = ${partner} and vendor_subscription_id ilike ${inside}
               order by vendor_subscription_id limit ${perKind}) as s
        join customers as c on c.partner_id = s.partner_id and c.id = s.customer_id
        join products as p on p.id = s.product_id) as subscription
    union all
    select * from (
      select 'task', t.id::text, '', p.name, c.company_name, t.number::int, t.state, t.sentence, 4,
             row_number() over (order by t.number is distinct from ${taskNumber ?? null}::bigint, t.number desc) as position
        from (
          select * from sync_tasks
           where partner_id = ${partner} and number = ${taskNumber ?? null}::bigint
          union
          select t.* from sync_tasks as t
           where t.partner_id = ${partner} and t.state not in ('applied', 'superseded') and t.subscription_id in (
             select l.subscription_id from order_lines as l join ordered on ordered.id = l.order_id
              where l.partner_id = ${partner}
             union
             select s.id from subscriptions as s join customer on customer.id = s.customer_id
              where s.partner_id = ${partner})
        ) as t
        join customers as c on c.partner_id = t.partner_id and c.id = t.customer_id
        join products as p on p.id = t.product_id
       order by position limit ${perKind}) as task
     order by place, position`);
  return rows;
}
