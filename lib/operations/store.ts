import { and, asc, eq, inArray, lt, sql } from "drizzle-orm";
import { operations } from "@/db/schema/operations";
import { type PlanLineState, planLines, plans } from "@/db/schema/plans";
import { uuidArray } from "@/db/uuid-array";
import type { Tx } from "@/lib/auth/context";
import { AppError } from "@/lib/errors";
import { isPresent, sendMarginSeconds } from "./lock-store";
import { canMove } from "./operation";

export type OperationRow = typeof operations.$inferSelect;
export type NewOperation = typeof operations.$inferInsert;

const mine = (tx: Tx) => eq(operations.partnerId, tx.ctx.partnerId);

export async function insertOperations(tx: Tx, rows: readonly NewOperation[]): Promise<void> {
  // 65,535 parameters are the protocol's limit; 500 rows stay far below it.
  for (let start = 0; start < rows.length; start += 500) {
    await tx.db.insert(operations).values(rows.slice(start, start + 500));
  }
}

export async function operationsOfLines(tx: Tx, planLineIds: readonly string[]): Promise<OperationRow[]> {
  if (planLineIds.length === 0) return [];
  return tx.db
    .select()
    .from(operations)
    .where(and(mine(tx), inArray(operations.planLineId, [...planLineIds])))
    .orderBy(asc(operations.planLineId), asc(operations.position));
}

export async function operationsOfPlan(tx: Tx, planId: string): Promise<OperationRow[]> {
  return tx.db
    .select()
    .from(operations)
    .where(and(mine(tx), eq(operations.planId, planId)))
    .orderBy(asc(operations.planLineId), asc(operations.position));
}

export async function getOperation(tx: Tx, operationId: string, lock?: "for update"): Promise<OperationRow> {
  const query = tx.db
    .select()
    .from(operations)
    .where(and(mine(tx), eq(operations.id, operationId)));
  const [row] = lock ? await query.for("update") : await query;
  if (!row) throw new AppError("not_found", `There is no operation ${operationId}.`);
  return row;
}

/**
 * Commits to sending: only from `planned`, only while the lock is ours and long enough. False means that somebody else
 * has the line (or this process slept): the caller must not send.
 */
export async function beginSending(
  tx: Tx,
  operationId: string,
  holder: string,
  before: unknown,
): Promise<boolean> {
  const { rowCount } = await tx.db.execute(sql`
    update operations as o
       set state = 'sending', attempts = attempts + 1, sent_at = ${tx.now}, before = ${JSON.stringify(before)}::jsonb,
           updated_at = ${tx.now}, version = version + 1
      from operation_locks as l
     where o.partner_id = ${tx.ctx.partnerId}::uuid and o.id = ${operationId}::uuid and o.state = 'planned'
       and l.partner_id = o.partner_id and l.connection_id = o.connection_id and l.lock_key = o.lock_key
       and l.holder = ${holder}::uuid and l.lease_until > now() + make_interval(secs => ${sendMarginSeconds})`);
  return rowCount === 1;
}

type Change = Partial<
  Pick<
    OperationRow,
    "state" | "error" | "psaReference" | "finishedAt" | "durationMs" | "lookUps" | "undoneByOperationId"
  >
>;

/** Moves operations that are still in one of `from`; gives the ids that moved, so that nothing is decided twice. */
export async function moveOperations(
  tx: Tx,
  operationIds: readonly string[],
  from: readonly OperationRow["state"][],
  change: Change,
): Promise<string[]> {
  if (operationIds.length === 0) return [];
  const { state: to } = change;
  const illegal = to && from.find((state) => !canMove(state, to));
  if (illegal) throw new Error(`An operation that is ${illegal} never becomes ${to}.`);
  const moved = await tx.db
    .update(operations)
    .set({ ...change, updatedAt: tx.now, version: sql`${operations.version} + 1` })
    .where(and(mine(tx), inArray(operations.id, [...operationIds]), inArray(operations.state, [...from])))
    .returning({ id: operations.id });
  return moved.map((row) => row.id);
}

/**
 * Ends operations that are in flight or were found done: one statement, each with its own reference and duration; what
 * an earlier doubt said is cleared. Gives the ids that ended now.
 */
export async function finishOperations(
  tx: Tx,
  ended: readonly {
    operation: OperationRow;
    state: { address: { psaLineId?: string } };
    reference?: string;
    durationMs?: number;
  }[],
): Promise<string[]> {
  if (ended.length === 0) return [];
  const rows = JSON.stringify(
    ended.map(({ operation, state: seen, reference, durationMs }) => ({
      id: operation.id,
      line: seen.address.psaLineId,
      reference,
      duration: durationMs,
    })),
  );
  const { rows: moved } = await tx.db.execute<{ id: string }>(sql`
    update operations as o
       set state = 'confirmed', psa_reference = coalesce(given.reference, o.psa_reference),
           psa_line_id = coalesce(given.line, o.psa_line_id), error = null,
           duration_ms = coalesce(given.duration, o.duration_ms), finished_at = ${tx.now}, updated_at = ${tx.now},
           version = o.version + 1
      from jsonb_to_recordset(${rows}::jsonb) as given(id uuid, line text, reference text, duration integer)
     where o.partner_id = ${tx.ctx.partnerId}::uuid and o.id = given.id
       and o.state in ('planned', 'sending', 'unknown', 'needs_review')
    returning o.id`);
  return moved.map((row) => row.id);
}

/**
 * Marks what these confirmed operations take back. Taking back an undo puts what it had taken back in force again, and
 * so on along the chain: every second one is undone by the one before it, those between are in force.
 */
export async function markUndone(tx: Tx, operationIds: readonly string[]): Promise<void> {
  if (operationIds.length === 0) return;
  await tx.db.execute(sql`
    with recursive chain as (
      select o.id, o.undoes_operation_id, 0 as depth, null::uuid as undone_by
        from operations as o
       where o.partner_id = ${tx.ctx.partnerId}::uuid and o.id = any(${uuidArray(operationIds)})
         and o.undoes_operation_id is not null
      union all
      select o.id, o.undoes_operation_id, chain.depth + 1, case when chain.depth % 2 = 0 then chain.id end
        from chain
        join operations as o on o.partner_id = ${tx.ctx.partnerId}::uuid and o.id = chain.undoes_operation_id)
    update operations as o
       set undone_by_operation_id = chain.undone_by, updated_at = ${tx.now}, version = o.version + 1
      from chain
     where o.partner_id = ${tx.ctx.partnerId}::uuid and o.id = chain.id and chain.depth > 0`);
}

/** Where an operation's line stands in its plan: the days it was read for, and whose line it becomes. */
export async function findPlace(
  tx: Tx,
  planLineId: string,
): Promise<{ window: { fromDate: string; toDate: string }; link?: { subscriptionId: string; key: string } }> {
  const [row] = await tx.db
    .select({ line: planLines.line })
    .from(planLines)
    .where(and(eq(planLines.partnerId, tx.ctx.partnerId), eq(planLines.id, planLineId)));
  if (!row) throw new AppError("not_found", `There is no plan line ${planLineId}.`);
  return row.line as Awaited<ReturnType<typeof findPlace>>;
}

/**
 * A line's end, once every operation of it has one. A doubt that ended opens it again: what its plan had left behind can
 * go on, even where the plan had come to rest.
 */
export async function setPlanLineState(
  tx: Tx,
  line: { planId: string; planLineId: string },
  state: PlanLineState,
): Promise<void> {
  await tx.db
    .update(planLines)
    .set({ state, updatedAt: tx.now, version: sql`${planLines.version} + 1` })
    .where(and(eq(planLines.partnerId, tx.ctx.partnerId), eq(planLines.id, line.planLineId)));
  if (state !== "planned") return;
  await tx.db
    .update(plans)
    .set({ state: "applying", finishedAt: null, updatedAt: tx.now, version: sql`${plans.version} + 1` })
    .where(
      and(eq(plans.partnerId, tx.ctx.partnerId), eq(plans.id, line.planId), eq(plans.state, "finished")),
    );
}

/** `sending` without a living sender: the lock it was sent under is gone or has run out. */
export async function deadSendings(tx: Tx): Promise<{ id: string; connectionId: string }[]> {
  const { rows } = await tx.db.execute<{ id: string; connectionId: string }>(sql`
    select o.id, o.connection_id as "connectionId" from operations as o
     where o.partner_id = ${tx.ctx.partnerId}::uuid and o.state = 'sending'
       and not exists (select from operation_locks as l
                        where l.partner_id = o.partner_id and l.connection_id = o.connection_id
                          and l.lock_key = o.lock_key and l.lease_until > now()
                          and ${isPresent(sql`l.presence`)})`);
  return rows;
}

/** Doubts that no look-up has touched since then. */
export async function overdueUnknowns(tx: Tx, untouchedSince: Date): Promise<OperationRow[]> {
  return tx.db
    .select()
    .from(operations)
    .where(and(mine(tx), eq(operations.state, "unknown"), lt(operations.updatedAt, untouchedSince)));
}
