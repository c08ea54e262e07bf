import { sql } from "drizzle-orm";
import type { Tx } from "@/lib/auth/context";
import { addMilliseconds, toInstant } from "@/lib/clock";
import type { StoredLine } from "@/lib/plans/stored-line";

/** A person who moves a choice to and fro does not wait for the PSA; whatever is older than this is read again. */
const readingHoldsForMs = 5 * 60 * 1000;

export type EarlierReading = { readAt: Date; lines: StoredLine[] };

/**
 * What a plan of a few minutes ago read of the PSA, by line; undefined when it is older, was an undo, or one of its lines
 * was written to since. Apply reads again under the locks, whatever a plan was made from.
 */
export async function earlierReading(tx: Tx, planId: string): Promise<EarlierReading | undefined> {
  const { rows } = await tx.db.execute<{ readAt: string; line: StoredLine; isTouched: boolean }>(sql`
    select p.read_at as "readAt", l.line,
           exists (select from operations as o
                    where o.partner_id = p.partner_id and o.connection_id = p.connection_id
                      and o.lock_key = l.lock_key and o.updated_at >= p.read_at) as "isTouched"
      from plans as p
      join plan_lines as l on l.partner_id = p.partner_id and l.plan_id = p.id
     where p.partner_id = ${tx.ctx.partnerId}::uuid and p.id = ${planId}::uuid and p.origin = 'tasks'
       and p.state in ('draft', 'superseded')
       and p.read_at >= ${addMilliseconds(tx.now, -readingHoldsForMs).toISOString()}::timestamptz
     order by l.position`);
  const [first] = rows;
  if (!first || rows.some((row) => row.isTouched)) return undefined;
  return { readAt: toInstant(first.readAt), lines: rows.map(({ line }) => line) };
}
