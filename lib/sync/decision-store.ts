import { sql } from "drizzle-orm";
import type { SyncTaskState } from "@/db/schema/sync";
import { uuidArray } from "@/db/uuid-array";
import type { Tx } from "@/lib/auth/context";
import { AppError } from "@/lib/errors";
import { settleTaskFindings } from "@/lib/findings/settle-task-findings";
import type { ChangedTask, Decision, NewTask, SupersededTask } from "./decision";
import { taskAction } from "./task-action";

/**
 * Writes the decisions of one page in one statement, whatever their number: new tasks with their numbers, replaced and
 * resettled ones, the marks of the order lines they answer, and an audit entry for each task touched. All or nothing;
 * a task or line that somebody else changed since it was read throws `conflict`, and the caller reads again. Ids are
 * given twice where rows are joined, so that the join goes through the key and never through all tasks of the partner.
 */
export async function writeDecisions(
  tx: Tx,
  run: { connectionId: string; syncRunId: string },
  decisions: readonly Decision[],
): Promise<void> {
  const made = decisions.flatMap((decision) => decision.made);
  const changed = decisions.flatMap((decision) => decision.changed);
  const superseded = decisions.flatMap((decision) => decision.superseded);
  const cleared = decisions.flatMap((decision) => decision.clearedLineIds);
  const overlooked = decisions.flatMap((decision) => decision.overlookedLineIds);
  const recalled = decisions.flatMap((decision) => decision.recalledLineIds);
  if (made.length + changed.length + superseded.length + cleared.length + recalled.length === 0) return;
  const partner = sql`${tx.ctx.partnerId}::uuid`;
  const now = sql`${tx.now.toISOString()}::timestamptz`;
  const { rows } = await tx.db.execute<{ cleared: number; changed: number; superseded: number }>(sql`
    with cleared as (
      update order_lines set is_unchecked = false, is_without_effect = id = any(${uuidArray(overlooked)}),
             updated_at = ${now}, version = version + 1
       where partner_id = ${partner} and id = any(${uuidArray([...cleared, ...recalled])})
         and (is_unchecked or is_without_effect) returning id
    ), superseded as (
      update sync_tasks as t
         set state = 'superseded', superseded_by_task_id = given.by, waits_for_task_id = null,
             updated_at = ${now}, version = t.version + 1
        from jsonb_to_recordset(${JSON.stringify(superseded.map(supersededRow))}::jsonb)
               as given(id uuid, version int, by uuid)
       where t.partner_id = ${partner} and t.id = any(${uuidArray(superseded.map((task) => task.id))})
         and t.id = given.id and t.version = given.version returning t.id
    ), changed as (
      update sync_tasks as t
         set state = given.state, type = given.type, direction = given.direction,
             previous_quantity = given.previous_quantity, sentence = given.sentence, missing = given.missing,
             warnings = given.warnings, waits_for_task_id = given.waits_for,
             connection_id = ${run.connectionId}::uuid, updated_at = ${now}, version = t.version + 1
        from jsonb_to_recordset(${JSON.stringify(changed.map(changedRow))}::jsonb)
               as given(id uuid, version int, state text, type text, direction text, previous_quantity numeric,
                        sentence text, missing jsonb, warnings jsonb, waits_for uuid)
       where t.partner_id = ${partner} and t.id = any(${uuidArray(changed.map((task) => task.id))})
         and t.id = given.id and t.version = given.version returning t.id
    ), counter as (
      insert into sync_counters as held (partner_id, next_task_number)
      select ${partner}, ${made.length}::bigint + 1 where ${made.length}::int > 0
      on conflict (partner_id) do update set next_task_number = held.next_task_number + ${made.length}::bigint
      returning next_task_number - ${made.length}::bigint as first
    ), made as (
      insert into sync_tasks (partner_id, id, created_at, updated_at, number, connection_id, sync_run_id, customer_id,
        subscription_id, product_id, type, origin, direction, state, order_line_ids, order_sequence, ordered_at,
        effective_date, quantity, previous_quantity, unit_price, unit_cost, currency, extras, sentence, warnings,
        missing, waits_for_task_id, reason)
      select ${partner}, given.id, ${now}, ${now}, counter.first + given.position, ${run.connectionId}::uuid,
        ${run.syncRunId}::uuid, given.customer_id, given.subscription_id, given.product_id, given.type, given.origin,
        given.direction, given.state, given.order_line_ids, given.order_sequence, given.ordered_at,
        given.effective_date, given.quantity, given.previous_quantity, given.unit_price, given.unit_cost,
        given.currency, given.extras, given.sentence, given.warnings, given.missing, given.waits_for, given.reason
      from counter cross join jsonb_to_recordset(${JSON.stringify(made.map(madeRow))}::jsonb)
        as given(position bigint, id uuid, customer_id uuid, subscription_id uuid, product_id uuid, type text,
          origin text, direction text, state text, order_line_ids uuid[], order_sequence bigint,
          ordered_at timestamptz, effective_date date, quantity numeric, previous_quantity numeric,
          unit_price numeric, unit_cost numeric, currency text, extras jsonb, sentence text, warnings jsonb,
          missing jsonb, waits_for uuid, reason text)
      returning id
    ), audited as (
      insert into audit_entries (partner_id, at, actor, action, record_kind, record_id, before, after, request_id,
        from_address)
      select ${partner}, ${now}, ${JSON.stringify(tx.ctx.actor)}::jsonb, given.action, 'sync_task', given.id,
        given.before, given.after, ${tx.ctx.requestId}, ${tx.ctx.from ?? null}
      from jsonb_to_recordset(${JSON.stringify(auditRows(made, changed, superseded))}::jsonb)
        as given(id text, action text, before jsonb, after jsonb)
    )
    select (select count(*) from cleared)::int as cleared, (select count(*) from changed)::int as changed,
           (select count(*) from superseded)::int as superseded`);
  const [done] = rows;
  const isComplete =
    done?.cleared === cleared.length + recalled.length &&
    done.changed === changed.length &&
    done.superseded === superseded.length;
  if (!isComplete)
    throw new AppError("conflict", "Tasks were changed while they were being checked. Check again.");
  const takenUp = [...changed, ...superseded].filter((task) => task.from === "ignored");
  await settleTaskFindings(
    tx,
    takenUp.map((task) => task.id),
  );
}

const supersededRow = (task: SupersededTask) => ({ id: task.id, version: task.version, by: task.byTaskId });

const changedRow = (task: ChangedTask) => ({
  id: task.id,
  version: task.version,
  state: task.state,
  type: task.type,
  direction: task.direction,
  previous_quantity: task.previousQuantity,
  sentence: task.sentence,
  missing: task.missing,
  warnings: task.warnings,
  waits_for: task.waitsForTaskId,
});

const madeRow = (task: NewTask, position: number) => ({
  position,
  id: task.id,
  customer_id: task.customerId,
  subscription_id: task.subscriptionId,
  product_id: task.productId,
  type: task.type,
  origin: task.origin,
  direction: task.direction,
  state: task.state,
  order_line_ids: task.orderLineIds,
  order_sequence: task.orderSequence,
  ordered_at: task.orderedAt,
  effective_date: task.effectiveDate,
  quantity: task.quantity,
  previous_quantity: task.previousQuantity,
  unit_price: task.unitPrice,
  unit_cost: task.unitCost,
  currency: task.currency,
  extras: task.extras,
  sentence: task.sentence,
  warnings: task.warnings,
  missing: task.missing,
  waits_for: task.waitsForTaskId,
  reason: task.reason,
});

/** Only what a reader of the log needs: the move, and what a new task is about. */
function auditRows(
  made: readonly NewTask[],
  changed: readonly ChangedTask[],
  superseded: readonly SupersededTask[],
): unknown[] {
  const moved = (id: string, from: SyncTaskState, to: SyncTaskState, more: object = {}) => ({
    id,
    action: taskAction(from, to),
    before: { state: from },
    after: { state: to, ...more },
  });
  return [
    ...made.map(({ id, state, type, sentence, orderLineIds }) => ({
      id,
      action: "task.created",
      after: { state, type, sentence, orderLineIds },
    })),
    ...changed.map(({ id, from, state, sentence, missing, waitsForTaskId }) =>
      from === state
        ? { id, action: "task.changed", after: { sentence, missing, waitsForTaskId } }
        : moved(id, from, state, { missing, waitsForTaskId }),
    ),
    ...superseded.map(({ id, from, byTaskId }) => moved(id, from, "superseded", { byTaskId })),
  ];
}
