import { sql } from "drizzle-orm";
import type { Tx } from "@/lib/auth/context";

const lockSpace = 72_032;

/**
 * One save of mappings at a time for each partner: who comes second sees what the first has saved and is told so, row by
 * row. The unique indexes stay as the last word for writers that do not ask here.
 */
export async function lockMappings(tx: Tx): Promise<void> {
  await tx.db.execute(sql`select pg_advisory_xact_lock(${lockSpace}::int, hashtext(${tx.ctx.partnerId}))`);
}
