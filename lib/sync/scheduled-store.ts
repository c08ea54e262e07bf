import { sql } from "drizzle-orm";
import type { SyncTaskState } from "@/db/schema/sync";
import { uuidArray } from "@/db/uuid-array";
import type { Tx } from "@/lib/auth/context";
import type { LineChoices } from "@/lib/plans/line-choices";

export type ScheduledTask = {
  taskId: string;
  connectionId: string;
  state: SyncTaskState;
  /** The plan that approved it. */
  planId: string;
  scheduledFor: string;
  reason: string;
  /** What a person had chosen for it. */
  choices: LineChoices | null;
};

/** These tasks, locked, with what they were scheduled for; unknown ids are left out. */
export async function lockForSending(tx: Tx, taskIds: readonly string[]): Promise<ScheduledTask[]> {
  const { rows } = await tx.db.execute<ScheduledTask>(sql`
    select t.id as "taskId", t.connection_id as "connectionId", t.state, t.plan_id as "planId", t.scheduled_for::text as "scheduledFor",
           coalesce(t.reason, '') as reason, l.line -> 'choices' as choices
      from sync_tasks as t
      left join plan_lines as l on l.partner_id = t.partner_id and l.id = t.plan_line_id
     where t.partner_id = ${tx.ctx.partnerId}::uuid and t.id = any(${uuidArray(taskIds)})
     order by t.number for update of t`);
  return rows;
}

/** Scheduled tasks of a connection whose day has come, those left out that are only watched by now. */
export async function selectDue(tx: Tx, of: { connectionId: string; today: string }): Promise<string[]> {
  const { rows } = await tx.db.execute<{ id: string }>(sql`
    select t.id from sync_tasks as t
      join connections as k on k.partner_id = t.partner_id and k.id = t.connection_id
      left join customer_mappings as m on m.partner_id = t.partner_id and m.customer_id = t.customer_id
                                      and m.connection_id = t.connection_id
     where t.partner_id = ${tx.ctx.partnerId}::uuid and t.connection_id = ${of.connectionId}::uuid
       and t.state = 'scheduled' and t.scheduled_for <= ${of.today}::date
       and coalesce(m.settings ->> 'automationLevel', k.settings ->> 'automationLevel', '') <> 'watch'
     order by t.number limit 200`);
  return rows.map((row) => row.id);
}
