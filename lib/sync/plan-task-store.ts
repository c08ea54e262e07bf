import { sql } from "drizzle-orm";
import type { PlanLineState } from "@/db/schema/plans";
import type { SyncTaskState } from "@/db/schema/sync";
import { uuidArray } from "@/db/uuid-array";
import type { Tx } from "@/lib/auth/context";
import type { OwnChange } from "@/lib/plans/plan-line-input";

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

/** The tasks of a plan with how their lines stand. */
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
     where t.partner_id = ${tx.ctx.partnerId}::uuid and t.plan_id = ${planId}::uuid`);
  return rows;
}

/**
 * Our confirmed changes of these lines that still take effect, in the order they were confirmed, by the line's PSA id.
 * The wanted day and total are the plan's, which differ where a day was already taken.
 */
export async function ownChangesOf(
  tx: Tx,
  connectionId: string,
  psaLineIds: readonly string[],
  fromDate: string,
): Promise<Map<string, OwnChange[]>> {
  const changes = new Map<string, OwnChange[]>();
  if (psaLineIds.length === 0) return changes;
  const { rows } = await tx.db.execute<OwnChange & { psaLineId: string }>(sql`
    select k.line_id as "psaLineId", o.intended ->> 'effectiveDate' as "effectiveDate",
           l.line -> 'plan' ->> 'effectiveDate' as "wantedFromDate",
           l.line -> 'plan' ->> 'quantity' as "wantedQuantity",
           o.intended ->> 'quantityBefore' as "quantityBefore", o.intended ->> 'quantity' as quantity,
           l.line -> 'before' ->> 'unitPrice' as "unitPriceBefore", o.intended ->> 'unitPrice' as "unitPrice"
      from unnest(array[${sql.join(
        psaLineIds.map((id) => sql`${id}`),
        sql`, `,
      )}]::text[]) as k(line_id)
      join operations as o on o.partner_id = ${tx.ctx.partnerId}::uuid and o.connection_id = ${connectionId}::uuid
       and o.psa_line_id = k.line_id
      join plan_lines as l on l.partner_id = o.partner_id and l.id = o.plan_line_id
     where o.state = 'confirmed' and o.kind <> 'set_line_text' and o.undone_by_operation_id is null
       and o.intended ->> 'effectiveDate' >= ${fromDate}
     order by o.finished_at, o.position`);
  for (const { psaLineId, ...row } of rows) {
    const change = Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)) as OwnChange;
    const list = changes.get(psaLineId);
    if (list) list.push(change);
    else changes.set(psaLineId, [change]);
  }
  return changes;
}
