import { sql } from "drizzle-orm";
import type { PlanLineState } from "@/db/schema/plans";
import type { SyncTaskState } from "@/db/schema/sync";
import { uuidArray } from "@/db/uuid-array";
import type { Tx } from "@/lib/auth/context";

/** Points tasks to the plan lines made of them; direction by content comes with the plan. One statement. */
export async function attachToPlan(
  tx: Tx,
  planId: string,
  tasks: readonly { taskId: string; planLineId: string; direction: "up" | "down" | "same" }[],
): Promise<void> {
  await tx.db.execute(sql`
    update sync_tasks as t
       set plan_id = ${planId}::uuid, plan_line_id = given."planLineId", direction = given.direction,
           updated_at = ${tx.now.toISOString()}::timestamptz, version = t.version + 1
      from jsonb_to_recordset(${JSON.stringify(tasks)}::jsonb)
             as given("taskId" uuid, "planLineId" uuid, direction text)
     where t.partner_id = ${tx.ctx.partnerId}::uuid and t.id = given."taskId"`);
}

export type TaskOfPlan = {
  taskId: string;
  state: SyncTaskState;
  planLineId: string;
  lineState: PlanLineState;
  note: string | null;
  hasOperations: boolean;
  /** Of the operation that was refused, if one was. */
  refusal: string | null;
  sentence: string | null;
};

/** The tasks of a plan with how their lines stand; locked, because two runs may be about to end them. */
export async function tasksOfPlan(tx: Tx, planId: string): Promise<TaskOfPlan[]> {
  const { rows } = await tx.db.execute<TaskOfPlan>(sql`
    select t.id as "taskId", t.state, t.plan_line_id as "planLineId", l.state as "lineState", l.note,
           exists (select from operations as o
                    where o.partner_id = l.partner_id and o.plan_line_id = l.id) as "hasOperations",
           r.error ->> 'refusal' as refusal, r.error ->> 'message' as sentence
      from sync_tasks as t
      join plan_lines as l on l.partner_id = t.partner_id and l.id = t.plan_line_id
      left join lateral (
        select error from operations as o
         where o.partner_id = l.partner_id and o.plan_line_id = l.id and o.state in ('refused', 'needs_review')
         order by o.position limit 1) as r on true
     where t.partner_id = ${tx.ctx.partnerId}::uuid and t.plan_id = ${planId}::uuid
     order by t.id
       for update of t`);
  return rows;
}
