import { sql } from "drizzle-orm";
import { uuidArray } from "@/db/uuid-array";
import type { Tx } from "@/lib/auth/context";

/**
 * Tasks with a line of this withdrawn order that may still end without a word to the PSA. Those of a first run are left
 * to the next check, which shows in them what is held then.
 */
export async function tasksOfWithdrawnOrder(tx: Tx, orderId: string): Promise<{ id: string }[]> {
  const { rows } = await tx.db.execute<{ id: string }>(sql`
    select distinct t.id from order_lines as l
      join sync_tasks as t on t.partner_id = l.partner_id and t.subscription_id = l.subscription_id
       and l.id = any(t.order_line_ids)
       and t.origin <> 'first_run' and t.state in ('needs_mapping', 'ready', 'held', 'ignored', 'failed', 'needs_review')
     where l.partner_id = ${tx.ctx.partnerId}::uuid and l.order_id = ${orderId}::uuid
       and l.order_status = 'withdrawn'`);
  return rows;
}

/** Marks the lines of these tasks as unseen, save the withdrawn ones, which are done with. */
export async function freeLines(tx: Tx, taskIds: readonly string[]): Promise<void> {
  await tx.db.execute(sql`
    update order_lines as l
       set is_unchecked = l.order_status = 'completed', updated_at = ${tx.now.toISOString()}::timestamptz,
           version = l.version + 1
      from sync_tasks as t
     where t.partner_id = ${tx.ctx.partnerId}::uuid and t.id = any(${uuidArray(taskIds)})
       and l.partner_id = t.partner_id and l.id = any(t.order_line_ids)`);
}
