import { and, asc, eq, inArray, sql } from "drizzle-orm";
import { checkSchedules } from "@/db/schema/sync";
import type { Tx } from "@/lib/auth/context";

export type Schedule = { connectionId: string; rhythm: string; nextAt: Date };

const own = (tx: Tx) => eq(checkSchedules.partnerId, tx.ctx.partnerId);

/** Locked, so that two processes never ask for the same check. */
export async function selectSchedules(tx: Tx): Promise<Schedule[]> {
  return tx.db
    .select()
    .from(checkSchedules)
    .where(own(tx))
    .orderBy(asc(checkSchedules.connectionId))
    .for("update");
}

export async function putSchedules(tx: Tx, schedules: readonly Schedule[]): Promise<void> {
  if (schedules.length === 0) return;
  await tx.db
    .insert(checkSchedules)
    .values(schedules.map((schedule) => ({ ...schedule, partnerId: tx.ctx.partnerId })))
    .onConflictDoUpdate({
      target: [checkSchedules.partnerId, checkSchedules.connectionId],
      set: { rhythm: sql`excluded.rhythm`, nextAt: sql`excluded.next_at` },
    });
}

export async function dropSchedules(tx: Tx, connectionIds: readonly string[]): Promise<void> {
  if (connectionIds.length === 0) return;
  await tx.db
    .delete(checkSchedules)
    .where(and(own(tx), inArray(checkSchedules.connectionId, [...connectionIds])));
}
