import { and, asc, between, desc, eq, gt, inArray, lt, sql } from "drizzle-orm";
import { type PlanLineState, planLines, plans } from "@/db/schema/plans";
import type { Tx } from "@/lib/auth/context";
import { AppError } from "@/lib/errors";
import type { StoredLine } from "./stored-line";

export type PlanRow = typeof plans.$inferSelect;
export type PlanLineRow = Omit<typeof planLines.$inferSelect, "line"> & { line: StoredLine };
export type NewPlanLine = Pick<PlanLineRow, "id" | "position" | "customerId" | "lockKey" | "line">;

const mine = (tx: Tx) => eq(plans.partnerId, tx.ctx.partnerId);
const myLines = (tx: Tx, planId: string) =>
  and(eq(planLines.partnerId, tx.ctx.partnerId), eq(planLines.planId, planId));

export async function insertPlan(
  tx: Tx,
  plan: Omit<typeof plans.$inferInsert, "partnerId" | "createdAt" | "updatedAt">,
  lines: readonly NewPlanLine[],
): Promise<PlanRow> {
  const stamp = { partnerId: tx.ctx.partnerId, createdAt: tx.now, updatedAt: tx.now };
  const [row] = await tx.db
    .insert(plans)
    .values({ ...plan, ...stamp })
    .returning();
  if (!row) throw new Error("The plan was not stored.");
  for (let start = 0; start < lines.length; start += 500) {
    const part = lines.slice(start, start + 500);
    await tx.db.insert(planLines).values(part.map((line) => ({ ...line, ...stamp, planId: row.id })));
  }
  return row;
}

export async function getPlanRow(tx: Tx, planId: string, lock?: "for update"): Promise<PlanRow> {
  const query = tx.db
    .select()
    .from(plans)
    .where(and(mine(tx), eq(plans.id, planId)));
  const [row] = lock ? await query.for("update") : await query;
  if (!row) throw new AppError("not_found", `There is no plan ${planId}.`);
  return row;
}

export async function listPlanRows(tx: Tx, page: { before?: Date; limit: number }): Promise<PlanRow[]> {
  return tx.db
    .select()
    .from(plans)
    .where(page.before ? and(mine(tx), lt(plans.createdAt, page.before)) : mine(tx))
    .orderBy(desc(plans.createdAt), desc(plans.id))
    .limit(page.limit);
}

export async function updatePlan(tx: Tx, planId: string, change: Partial<PlanRow>): Promise<void> {
  await tx.db
    .update(plans)
    .set({ ...change, updatedAt: tx.now, version: sql`${plans.version} + 1` })
    .where(and(mine(tx), eq(plans.id, planId)));
}

/** Gives the ids of those that were drafts. */
export async function supersedeDraftRows(tx: Tx, planIds: readonly string[]): Promise<string[]> {
  if (planIds.length === 0) return [];
  const rows = await tx.db
    .update(plans)
    .set({ state: "superseded", updatedAt: tx.now, version: sql`${plans.version} + 1` })
    .where(and(mine(tx), inArray(plans.id, [...planIds]), eq(plans.state, "draft")))
    .returning({ id: plans.id });
  return rows.map((row) => row.id);
}

export async function linesOfPlan(
  tx: Tx,
  planId: string,
  range?: { from: number; to: number },
): Promise<PlanLineRow[]> {
  const rows = await tx.db
    .select()
    .from(planLines)
    .where(
      range
        ? and(myLines(tx, planId), between(planLines.position, range.from, range.to))
        : myLines(tx, planId),
    )
    .orderBy(asc(planLines.position));
  return rows as PlanLineRow[];
}

/** A page of lines behind a position, of one customer or all. */
export async function linesAfter(
  tx: Tx,
  planId: string,
  page: { customerId?: string | undefined; after: number; limit: number },
): Promise<PlanLineRow[]> {
  const rows = await tx.db
    .select()
    .from(planLines)
    .where(
      and(
        myLines(tx, planId),
        gt(planLines.position, page.after),
        page.customerId === undefined ? undefined : eq(planLines.customerId, page.customerId),
      ),
    )
    .orderBy(asc(planLines.position))
    .limit(page.limit);
  return rows as PlanLineRow[];
}

/** What must be locked before the unfinished lines of a chunk may be read or written. */
export async function lockKeysOfOpenLines(
  tx: Tx,
  planId: string,
  range: { from: number; to: number },
): Promise<string[]> {
  const rows = await tx.db
    .select({ lockKey: planLines.lockKey })
    .from(planLines)
    .where(
      and(
        myLines(tx, planId),
        between(planLines.position, range.from, range.to),
        eq(planLines.state, "planned"),
      ),
    );
  return rows.map((row) => row.lockKey);
}

/** Ends lines that have not ended yet; a person's decision may move a line out of `needs_review`. */
export async function setLineStates(
  tx: Tx,
  lineIds: readonly string[],
  state: PlanLineState,
  note?: string,
): Promise<void> {
  if (lineIds.length === 0) return;
  await tx.db
    .update(planLines)
    .set({ state, note: note ?? null, updatedAt: tx.now, version: sql`${planLines.version} + 1` })
    .where(
      and(
        eq(planLines.partnerId, tx.ctx.partnerId),
        inArray(planLines.id, [...lineIds]),
        inArray(planLines.state, ["planned", "needs_review"]),
      ),
    );
}

export async function countUnfinishedLines(tx: Tx, planId: string): Promise<number> {
  const { rows } = await tx.db.execute<{ count: string }>(sql`
    select count(*) from plan_lines
     where partner_id = ${tx.ctx.partnerId}::uuid and plan_id = ${planId}::uuid and state = 'planned'`);
  return Number(rows[0]?.count ?? 0);
}

export async function unfinishedPlanIds(tx: Tx, connectionId: string): Promise<string[]> {
  const rows = await tx.db
    .select({ id: plans.id })
    .from(plans)
    .where(
      and(mine(tx), eq(plans.connectionId, connectionId), inArray(plans.state, ["approved", "applying"])),
    );
  return rows.map((row) => row.id);
}
