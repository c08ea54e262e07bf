import { sql } from "drizzle-orm";
import type { Tx } from "@/lib/auth/context";

/**
 * Ready tasks of a connection that nobody has decided yet and no automatic pass has left to a person, of customers
 * whose level writes alone; the oldest first.
 */
export async function selectCandidates(
  tx: Tx,
  of: { connectionId: string; level: string },
  limit: number,
): Promise<string[]> {
  const { rows } = await tx.db.execute<{ id: string }>(sql`
    select t.id from sync_tasks as t
      left join customer_mappings as m on m.partner_id = t.partner_id and m.customer_id = t.customer_id
                                      and m.connection_id = t.connection_id
     where t.partner_id = ${tx.ctx.partnerId}::uuid and t.connection_id = ${of.connectionId}::uuid
       and t.state = 'ready' and t.decided_at is null and t.reason is null
       and coalesce(m.settings ->> 'automationLevel', ${of.level}) in ('guarded', 'automatic')
     order by t.number limit ${limit}`);
  return rows.map((row) => row.id);
}

export type JudgedTask = {
  taskId: string;
  planLineId: string;
  customerId: string;
  customerSettings: unknown;
  warnings: { code: string; message: string }[];
  isFirstOfCustomer: boolean;
  isFirstOfProduct: boolean;
  isFirstOfContract: boolean;
  lowered: number;
};

/** The tasks of a draft with what their lines do not tell: what came before them, and what else their check made. */
export async function selectJudged(
  tx: Tx,
  plan: { id: string; connectionId: string },
): Promise<JudgedTask[]> {
  const partner = sql`${tx.ctx.partnerId}::uuid`;
  const connection = sql`${plan.connectionId}::uuid`;
  const { rows } = await tx.db.execute<JudgedTask>(sql`
    with task as materialized (
      select t.*, l.line -> 'plan' -> 'address' ->> 'psaContractId' as psa_contract_id
        from sync_tasks as t
        join plan_lines as l on l.partner_id = t.partner_id and l.id = t.plan_line_id
       where t.partner_id = ${partner} and t.plan_id = ${plan.id}::uuid and t.state = 'ready'
    ), known_customer as materialized (
      select id from (select distinct customer_id as id from task) as c
       where exists (select from subscriptions as s
                       join sync_tasks as done on done.partner_id = s.partner_id and done.subscription_id = s.id
                                              and done.state = 'applied'
                      where s.partner_id = ${partner} and s.customer_id = c.id
                        and done.connection_id = ${connection})
    ), known_product as materialized (
      select id from (select distinct product_id as id from task) as p
       where exists (select from sync_tasks as done
                      where done.partner_id = ${partner} and done.connection_id = ${connection}
                        and done.state = 'applied' and done.product_id = p.id)
    ), known_contract as materialized (
      select id from (select distinct psa_contract_id as id from task) as k
       where exists (select from line_links as link
                      where link.partner_id = ${partner} and link.connection_id = ${connection}
                        and link.psa_contract_id = k.id)
    ), run as materialized (
      select r.id, count(distinct made.subscription_id)::int as lowered
        from (select distinct sync_run_id as id from task) as r
        left join sync_tasks as made on made.partner_id = ${partner} and made.connection_id = ${connection}
              and made.sync_run_id = r.id and (made.type = 'cancellation' or made.direction = 'down')
              and made.state not in ('superseded', 'ignored')
       group by r.id
    )
    select t.id as "taskId", t.plan_line_id as "planLineId", t.customer_id as "customerId",
           coalesce(m.settings, '{}') as "customerSettings", t.warnings,
           t.customer_id not in (select id from known_customer) as "isFirstOfCustomer",
           t.product_id not in (select id from known_product) as "isFirstOfProduct",
           t.psa_contract_id not in (select id from known_contract) as "isFirstOfContract",
           run.lowered
      from task as t
      join run on run.id = t.sync_run_id
      left join customer_mappings as m on m.partner_id = t.partner_id and m.customer_id = t.customer_id
                                      and m.connection_id = t.connection_id`);
  return rows;
}

/** Subscriptions that the partner has, those included that a cancellation of today ended at the vendor. */
export async function countSubscriptions(tx: Tx): Promise<number> {
  const { rows } = await tx.db.execute<{ count: number }>(sql`
    select count(*)::int as count from subscriptions as s
     where s.partner_id = ${tx.ctx.partnerId}::uuid
       and (s.status not in ('cancelled', 'expired')
            or exists (select from sync_tasks as t
                        where t.partner_id = s.partner_id and t.subscription_id = s.id
                          and t.state not in ('applied', 'superseded')))`);
  return rows[0]?.count ?? 0;
}
