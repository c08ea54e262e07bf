import { sql } from "drizzle-orm";
import type { Tx } from "@/lib/auth/context";
import type { LinePlan } from "@/lib/plans/plan";

export type PastTask = {
  plan: LinePlan;
  warnings: { code: string; message: string }[];
  customerSettings: unknown;
  isFirstOfCustomer: boolean;
  isFirstOfProduct: boolean;
  isFirstOfContract: boolean;
  lowered: number;
};

/** Planned changes of a connection since an instant, the newest `limit`, each with what stood before it. */
export async function selectPastTasks(
  tx: Tx,
  of: { connectionId: string; since: Date },
  limit: number,
): Promise<PastTask[]> {
  const partner = sql`${tx.ctx.partnerId}::uuid`;
  const connection = sql`${of.connectionId}::uuid`;
  const { rows } = await tx.db.execute<PastTask>(sql`
    with applied as materialized (
      select customer_id, product_id, number from sync_tasks
       where partner_id = ${partner} and connection_id = ${connection} and state = 'applied'
    ), first_of_customer as materialized (
      select customer_id as id, min(number) as number from applied group by customer_id
    ), first_of_product as materialized (
      select product_id as id, min(number) as number from applied group by product_id
    ), task as materialized (
      select t.*, l.line -> 'plan' as plan from sync_tasks as t
        join plan_lines as l on l.partner_id = t.partner_id and l.id = t.plan_line_id
       where t.partner_id = ${partner} and t.connection_id = ${connection}
         and t.created_at >= ${of.since.toISOString()}::timestamptz
         and t.state in ('ready', 'scheduled', 'approved', 'applying', 'applied', 'failed', 'needs_review')
         and l.line -> 'leftOut' is null
       order by t.number desc limit ${limit}
    ), run as materialized (
      select r.id, count(distinct made.subscription_id)::int as lowered
        from (select distinct sync_run_id as id from task) as r
        left join sync_tasks as made on made.partner_id = ${partner} and made.connection_id = ${connection}
              and made.sync_run_id = r.id and (made.type = 'cancellation' or made.direction = 'down')
              and made.state not in ('superseded', 'ignored')
       group by r.id
    )
    select t.plan, t.warnings, coalesce(m.settings, '{}') as "customerSettings", run.lowered,
           coalesce(c.number >= t.number, true) as "isFirstOfCustomer",
           coalesce(p.number >= t.number, true) as "isFirstOfProduct",
           not exists (select from line_links as link
                        where link.partner_id = t.partner_id and link.connection_id = t.connection_id
                          and link.psa_contract_id = t.plan -> 'address' ->> 'psaContractId'
                          and link.created_at < t.created_at) as "isFirstOfContract"
      from task as t
      join run on run.id = t.sync_run_id
      left join first_of_customer as c on c.id = t.customer_id
      left join first_of_product as p on p.id = t.product_id
      left join customer_mappings as m on m.partner_id = t.partner_id and m.customer_id = t.customer_id
                                      and m.connection_id = t.connection_id`);
  return rows;
}
