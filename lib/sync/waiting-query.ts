import { sql } from "drizzle-orm";
import type { Tx } from "@/lib/auth/context";

/** Tasks that somebody has to look at, counted no further than the screens say exactly. */
export async function countWaiting(tx: Tx, countTo: number): Promise<number> {
  const { rows } = await tx.db.execute<{ waiting: number }>(sql`
    select count(*)::int as waiting from (
      select 1 from sync_tasks
       where partner_id = ${tx.ctx.partnerId}::uuid
         and state in ('needs_mapping', 'ready', 'failed', 'needs_review')
       limit ${countTo + 1}) as counted`);
  return rows[0]?.waiting ?? 0;
}
