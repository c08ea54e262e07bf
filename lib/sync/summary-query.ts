import { sql } from "drizzle-orm";
import type { connections } from "@/db/schema/connections";
import type { Tx } from "@/lib/auth/context";
import { taskStates } from "./sync-task";
import { type TaskFilter, whereTasks } from "./task-filter-query";
import type { StateCounts } from "./task-group";
import { joinMoney } from "./task-money-query";

/** Tasks of each state that a filter means, each counted no further than `limit`; changes that no check has seen too. */
export async function countTasks(
  tx: Tx,
  filter: TaskFilter,
  limit: number,
): Promise<{ counts: StateCounts; unseen: number }> {
  const { rows } = await tx.db.execute<{ counts: StateCounts; unseen: number }>(sql`
    select (select jsonb_object_agg(each.state, (
              select count(*) from (select from sync_tasks as t
                                     where ${whereTasks(tx, { ...filter, states: undefined })} and t.state = each.state
                                     limit ${limit}) as counted))
              from unnest(${`{${taskStates.join(",")}}`}::text[]) as each(state)) as counts,
           (select count(*)::int from (select from order_lines
                                        where partner_id = ${tx.ctx.partnerId}::uuid and is_unchecked
                                        limit ${limit}) as counted) as unseen`);
  return rows[0] ?? { counts: {}, unseen: 0 };
}

export type GroupMoney = {
  currency: string;
  cycle: string | null;
  recurringMinor: string;
  currentPeriodMinor: string;
  oneTimeMinor: string;
  unpriced: number;
  isEstimate: boolean;
};

/** Money of the tasks that a filter means, of `limit` of them at most; never added across currencies or cycles. */
export async function sumTasks(tx: Tx, filter: TaskFilter, limit: number): Promise<GroupMoney[]> {
  const { rows } = await tx.db.execute<GroupMoney>(sql`
    select m.currency, m.cycle, coalesce(sum(m.recurring), 0)::text as "recurringMinor",
           coalesce(sum(m.current_period), 0)::text as "currentPeriodMinor",
           coalesce(sum(m.one_time), 0)::text as "oneTimeMinor",
           (count(*) filter (where m.recurring is null and m.one_time is null))::int as unpriced,
           bool_or(m.is_estimate) as "isEstimate"
      from (select * from sync_tasks as t where ${whereTasks(tx, filter)} limit ${limit}) as t
      join subscriptions as s on s.partner_id = t.partner_id and s.id = t.subscription_id
      join products as p on p.id = t.product_id
      ${joinMoney()}
     group by m.currency, m.cycle
     order by count(*) desc, m.currency, m.cycle`);
  return rows;
}

export type CheckedConnection = Pick<
  typeof connections.$inferSelect,
  "id" | "provider" | "name" | "state" | "timeZone" | "settings"
> & { lastRunId: string | null };

/** Connections that may have tasks, the oldest first, each with its last check. */
export async function checkedConnections(tx: Tx): Promise<CheckedConnection[]> {
  const { rows } = await tx.db.execute<CheckedConnection>(sql`
    select k.id, k.provider, k.name, k.state, k.time_zone as "timeZone", k.settings,
           (select r.id from sync_runs as r where r.partner_id = k.partner_id and r.connection_id = k.id
             order by r.created_at desc limit 1) as "lastRunId"
      from connections as k
     where k.partner_id = ${tx.ctx.partnerId}::uuid and k.state not in ('draft', 'disabled')
     order by k.created_at, k.id`);
  return rows;
}
