import { sql } from "drizzle-orm";
import type { SyncTaskState } from "@/db/schema/sync";
import { uuidArray } from "@/db/uuid-array";
import type { Tx } from "@/lib/auth/context";

/** Tasks of a batch as they stand, locked in the order in which moving locks them; unknown ids are left out. */
export async function lockTasks(
  tx: Tx,
  taskIds: readonly string[],
): Promise<{ id: string; number: number; state: SyncTaskState }[]> {
  const { rows } = await tx.db.execute<{ id: string; number: number; state: SyncTaskState }>(sql`
    select id, number::int as number, state from sync_tasks
     where partner_id = ${tx.ctx.partnerId}::uuid and id = any(${uuidArray(taskIds)}) order by id for update`);
  return rows;
}
