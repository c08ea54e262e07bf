import { sql } from "drizzle-orm";
import { uuidArray } from "@/db/uuid-array";
import type { Tx } from "@/lib/auth/context";

/** Gives the ids of those that were still ready. */
export async function writeReasons(
  tx: Tx,
  waiting: readonly { taskId: string; sentence: string }[],
): Promise<string[]> {
  const { rows } = await tx.db.execute<{ id: string }>(sql`
    update sync_tasks as t
       set reason = given.sentence, updated_at = ${tx.now.toISOString()}::timestamptz, version = t.version + 1
      from jsonb_to_recordset(${JSON.stringify(waiting)}::jsonb) as given("taskId" uuid, sentence text)
     where t.partner_id = ${tx.ctx.partnerId}::uuid and t.id = any(${uuidArray(waiting.map(({ taskId }) => taskId))})
       and t.id = given."taskId" and t.state = 'ready'
    returning t.id`);
  return rows.map((row) => row.id);
}

/** Of ready tasks that nobody has decided, a reason is always one of automatic mode. */
export async function clearReasons(tx: Tx, connectionId: string): Promise<string[]> {
  const { rows } = await tx.db.execute<{ id: string }>(sql`
    update sync_tasks as t
       set reason = null, updated_at = ${tx.now.toISOString()}::timestamptz, version = t.version + 1
     where t.partner_id = ${tx.ctx.partnerId}::uuid and t.connection_id = ${connectionId}::uuid
       and t.state = 'ready' and t.decided_at is null and t.reason is not null
    returning t.id`);
  return rows.map((row) => row.id);
}
