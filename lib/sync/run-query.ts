import { and, desc, eq, inArray, lt } from "drizzle-orm";
import { syncRuns } from "@/db/schema/sync";
import type { Tx } from "@/lib/auth/context";

export type SyncRun = typeof syncRuns.$inferSelect;

/** The latest first; `before` is the start of the last run of the page before. */
export async function selectRuns(
  tx: Tx,
  filter: { connectionId?: string; before?: Date; limit: number },
): Promise<SyncRun[]> {
  const ofConnection =
    filter.connectionId === undefined ? undefined : eq(syncRuns.connectionId, filter.connectionId);
  const earlier = filter.before === undefined ? undefined : lt(syncRuns.createdAt, filter.before);
  return tx.db
    .select()
    .from(syncRuns)
    .where(and(eq(syncRuns.partnerId, tx.ctx.partnerId), ofConnection, earlier))
    .orderBy(desc(syncRuns.createdAt))
    .limit(filter.limit);
}

export async function findRun(tx: Tx, syncRunId: string): Promise<SyncRun | undefined> {
  const [run] = await tx.db
    .select()
    .from(syncRuns)
    .where(and(eq(syncRuns.partnerId, tx.ctx.partnerId), eq(syncRuns.id, syncRunId)));
  return run;
}

export async function selectRunsById(tx: Tx, ids: readonly string[]): Promise<SyncRun[]> {
  if (ids.length === 0) return [];
  return tx.db
    .select()
    .from(syncRuns)
    .where(and(eq(syncRuns.partnerId, tx.ctx.partnerId), inArray(syncRuns.id, [...ids])));
}
