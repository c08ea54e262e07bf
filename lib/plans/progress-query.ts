import { and, asc, eq, gte, inArray, or, sql } from "drizzle-orm";
import { operations } from "@/db/schema/operations";
import { type PlanLineState, planLines } from "@/db/schema/plans";
import type { Tx } from "@/lib/auth/context";
import { type OperationRow, operationsOfLines } from "@/lib/operations/store";

/** Whether something of a plan was written, stands, and has an inverse (the key of a line stays). */
export async function canBeUndone(tx: Tx, planId: string): Promise<boolean> {
  const { rows } = await tx.db.execute(sql`
    select from operations
     where partner_id = ${tx.ctx.partnerId}::uuid and plan_id = ${planId}::uuid and state = 'confirmed'
       and kind <> 'set_line_text' and (psa_line_id is not null or kind in ('add_charge', 'remove_charge')) and undone_by_operation_id is null
     limit 1`);
  return rows.length > 0;
}

/** What a person has to say yes to before a plan may be approved. */
export async function questionsOf(tx: Tx, planId: string): Promise<string[]> {
  const { rows } = await tx.db.execute<{ question: string }>(sql`
    select distinct line #>> '{plan,confirmation}' as question from plan_lines
     where partner_id = ${tx.ctx.partnerId}::uuid and plan_id = ${planId}::uuid
       and line #>> '{plan,confirmation}' is not null and line #> '{plan,refusals}' = '[]'::jsonb
     order by question limit 200`);
  return rows.map(({ question }) => question);
}

export type Counts = { lines: Record<string, number>; operations: Record<string, number> };

export async function countStates(tx: Tx, planId: string): Promise<Counts> {
  const { rows } = await tx.db.execute<{ of: keyof Counts; state: string; count: number }>(sql`
    select 'lines' as of, state, count(*)::int as count from plan_lines
     where partner_id = ${tx.ctx.partnerId}::uuid and plan_id = ${planId}::uuid group by state
     union all
    select 'operations', state, count(*)::int from operations
     where partner_id = ${tx.ctx.partnerId}::uuid and plan_id = ${planId}::uuid group by state`);
  const counts: Counts = { lines: {}, operations: {} };
  for (const { of, state, count } of rows) counts[of][state] = count;
  return counts;
}

export type MovedLine = { id: string; state: PlanLineState; note: string | null; operations: OperationRow[] };

/** Lines that moved since then, or an operation of which did, in the order of the plan. */
export async function linesMovedSince(
  tx: Tx,
  planId: string,
  since: Date | undefined,
  limit: number,
): Promise<MovedLine[]> {
  const moved = tx.db
    .select({ id: operations.planLineId })
    .from(operations)
    .where(
      and(
        eq(operations.partnerId, tx.ctx.partnerId),
        eq(operations.planId, planId),
        since ? gte(operations.updatedAt, since) : undefined,
      ),
    );
  const rows = await tx.db
    .select({ id: planLines.id, state: planLines.state, note: planLines.note })
    .from(planLines)
    .where(
      and(
        eq(planLines.partnerId, tx.ctx.partnerId),
        eq(planLines.planId, planId),
        since ? or(gte(planLines.updatedAt, since), inArray(planLines.id, moved)) : undefined,
      ),
    )
    .orderBy(asc(planLines.position))
    .limit(limit);
  const own = await operationsOfLines(
    tx,
    rows.map((row) => row.id),
  );
  return rows.map((row) => ({ ...row, operations: own.filter(({ planLineId }) => planLineId === row.id) }));
}

/** What the PSA (or our own budget) asked to wait for, from the last write that was put back. */
export async function waitingSentence(tx: Tx, planId: string): Promise<string | undefined> {
  const { rows } = await tx.db.execute<{ message: string | null }>(sql`
    select error ->> 'message' as message from operations
     where partner_id = ${tx.ctx.partnerId}::uuid and plan_id = ${planId}::uuid and state = 'planned'
       and error is not null
     order by updated_at desc limit 1`);
  return rows[0]?.message ?? undefined;
}
