import { sql } from "drizzle-orm";
import type { PlanLineState } from "@/db/schema/plans";
import type { SyncTaskState } from "@/db/schema/sync";
import { uuidArray } from "@/db/uuid-array";
import type { Tx } from "@/lib/auth/context";
import type { LineChoices } from "@/lib/plans/line-choices";

/**
 * Points tasks to the plan lines made of them; direction by content comes with the plan. One statement. Only tasks that
 * are still ready: gives the ids of those.
 */
export async function attachToPlan(
  tx: Tx,
  planId: string,
  tasks: readonly { taskId: string; planLineId: string; direction: "up" | "down" | "same" }[],
): Promise<string[]> {
  const { rows } = await tx.db.execute<{ id: string }>(sql`
    update sync_tasks as t
       set plan_id = ${planId}::uuid, plan_line_id = given."planLineId", direction = given.direction,
           updated_at = ${tx.now.toISOString()}::timestamptz, version = t.version + 1
      from jsonb_to_recordset(${JSON.stringify(tasks)}::jsonb)
             as given("taskId" uuid, "planLineId" uuid, direction text)
     where t.partner_id = ${tx.ctx.partnerId}::uuid and t.id = given."taskId" and t.state = 'ready'
    returning t.id`);
  return rows.map((row) => row.id);
}

/** Plans that these tasks point to now. */
export async function plansOfTasks(tx: Tx, taskIds: readonly string[]): Promise<string[]> {
  const { rows } = await tx.db.execute<{ id: string }>(sql`
    select distinct plan_id as id from sync_tasks
     where partner_id = ${tx.ctx.partnerId}::uuid and id = any(${uuidArray(taskIds)}) and plan_id is not null`);
  return rows.map((row) => row.id);
}

/** Whether a line that would be written has lost its task to another plan. */
export async function hasLinesWithoutTask(tx: Tx, planId: string): Promise<boolean> {
  const { rows } = await tx.db.execute(sql`
    select from plan_lines as l
     where l.partner_id = ${tx.ctx.partnerId}::uuid and l.plan_id = ${planId}::uuid and l.state = 'planned'
       and not exists (select from sync_tasks as t
                        where t.partner_id = l.partner_id and t.plan_id = l.plan_id and t.plan_line_id = l.id)
     limit 1`);
  return rows.length > 0;
}

export type Successor = { taskId: string; choices: LineChoices | null };

/** Successors of this plan's tasks that no plan was made of yet, with what a person had chosen for the change. */
export async function unplannedSuccessors(tx: Tx, planId: string): Promise<Successor[]> {
  const { rows } = await tx.db.execute<Successor>(sql`
    select later.id as "taskId", l.line -> 'choices' as choices from sync_tasks as t
      join plan_lines as l on l.partner_id = t.partner_id and l.id = t.plan_line_id
      join sync_tasks as later on later.partner_id = t.partner_id and later.id = t.superseded_by_task_id
     where t.partner_id = ${tx.ctx.partnerId}::uuid and t.plan_id = ${planId}::uuid and t.state = 'superseded'
       and later.state = 'ready' and later.plan_id is null
     order by later.number`);
  return rows;
}

/** The tasks that still belong to a plan and wait, with what a person had chosen for each. */
export async function wishesOfPlan(
  tx: Tx,
  planId: string,
): Promise<{ taskId: string; choices: LineChoices | null; leaveOut: string | null }[]> {
  const { rows } = await tx.db.execute<{
    taskId: string;
    choices: LineChoices | null;
    leaveOut: string | null;
  }>(sql`
    select t.id as "taskId", l.line -> 'choices' as choices, l.line ->> 'leftOut' as "leaveOut"
      from sync_tasks as t
      join plan_lines as l on l.partner_id = t.partner_id and l.id = t.plan_line_id
     where t.partner_id = ${tx.ctx.partnerId}::uuid and t.plan_id = ${planId}::uuid and t.state = 'ready'
     order by t.number`);
  return rows;
}

/**
 * Puts those one-time amounts of these tasks' plan lines among their warnings that nobody has charged: left to do by hand
 * from the start, refused by the PSA, or not sent any more. The task has to say so for good. `withFees`: fees too, which
 * a plan made later would charge. Gives what was said of each.
 */
export async function noteOneTimeAmounts(
  tx: Tx,
  taskIds: readonly string[],
  withFees: boolean,
): Promise<{ taskId: string; noted: { code: string; message: string }[] }[]> {
  if (taskIds.length === 0) return [];
  const { rows } = await tx.db.execute<{ taskId: string; noted: { code: string; message: string }[] }>(sql`
    update sync_tasks as t set warnings = t.warnings || said.noted
      from (select of.id, jsonb_agg(jsonb_build_object('code', 'one_time_' || (one.value ->> 'kind'),
                       'message', case when one.value -> 'charge' is null then one.value ->> 'sentence'
                                       else concat_ws(' ', one.value #>> '{charge,ifRefused}',
                                              coalesce(o.error ->> 'psaSentence', o.error ->> 'message')) end)
                     order by one.ordinality) as noted
              from sync_tasks as of
              join plan_lines as l on l.partner_id = of.partner_id and l.id = of.plan_line_id
             cross join jsonb_array_elements(l.line -> 'plan' -> 'remainders') with ordinality as one
              left join operations as o on o.partner_id = l.partner_id and o.plan_line_id = l.id
                                       and o.kind = 'add_charge'
                                       and (o.intended ->> 'remainder')::int = one.ordinality - 1
             where of.partner_id = ${tx.ctx.partnerId}::uuid and of.id = any(${uuidArray(taskIds)})
               and (${withFees} or one.value ->> 'kind' <> 'fee') and o.state is distinct from 'confirmed'
             group by of.id) as said
     where t.partner_id = ${tx.ctx.partnerId}::uuid and t.id = said.id
    returning t.id as "taskId", said.noted`);
  return rows;
}

export type TaskOfPlan = {
  taskId: string;
  state: SyncTaskState;
  planLineId: string;
  lineState: PlanLineState;
  note: string | null;
  /** Unticked by a person, with the reason. */
  leftOut: string | null;
  /** Something of it stands in the PSA already. */
  isPartlyWritten: boolean;
  /** Of the operation that was refused, if one was. */
  refusal: string | null;
  sentence: string | null;
};

/** The tasks of a plan with how their lines stand; locked, because two runs may be about to end them. */
export async function tasksOfPlan(tx: Tx, planId: string): Promise<TaskOfPlan[]> {
  const { rows } = await tx.db.execute<TaskOfPlan>(sql`
    select t.id as "taskId", t.state, t.plan_line_id as "planLineId", l.state as "lineState", l.note,
           l.line ->> 'leftOut' as "leftOut",
           exists (select from operations as o
                    where o.partner_id = l.partner_id and o.plan_line_id = l.id
                      and o.state = 'confirmed') as "isPartlyWritten",
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
