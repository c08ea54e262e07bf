import { sql } from "drizzle-orm";
import { uuidArray } from "@/db/uuid-array";
import type { Tx } from "@/lib/auth/context";

/**
 * Which fees of these order lines were charged, or may be: by name, as `taskFees` gives it. Only writes since the order
 * came in are looked through.
 */
export async function chargedFees(tx: Tx, orderLineIds: readonly string[]): Promise<ReadonlySet<string>> {
  if (orderLineIds.length === 0) return new Set();
  const { rows } = await tx.db.execute<{ source: string }>(sql`
    select o.intended ->> 'source' as source from operations as o
     where o.partner_id = ${tx.ctx.partnerId}::uuid and o.kind = 'add_charge'
       and o.state not in ('refused', 'superseded') and o.undone_by_operation_id is null
       and split_part(o.intended ->> 'source', ' ', 2) = any(${uuidArray(orderLineIds)}::text[])
       and o.created_at >= (select min(l.created_at) from order_lines as l
                             where l.partner_id = ${tx.ctx.partnerId}::uuid
                               and l.id = any(${uuidArray(orderLineIds)}))`);
  return new Set(rows.map(({ source }) => source));
}
