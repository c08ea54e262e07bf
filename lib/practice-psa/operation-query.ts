import { sql } from "drizzle-orm";
import { uuidArray } from "@/db/uuid-array";
import type { Tx } from "@/lib/auth/context";

export type NamedOperation = {
  id: string;
  kind: string;
  intended: unknown;
  taskNumber: string | null;
  unit: string | null;
  customerName: string | null;
  productName: string | null;
};

/** The partner's own operations among these ids, with the task that wanted each. */
export async function selectOperations(tx: Tx, ids: readonly string[]): Promise<NamedOperation[]> {
  if (ids.length === 0) return [];
  const { rows } = await tx.db.execute<NamedOperation>(sql`
    select o.id, o.kind, o.intended, l.line -> 'subject' ->> 'unit' as unit,
           l.line -> 'subject' ->> 'customerName' as "customerName",
           l.line -> 'subject' ->> 'productName' as "productName",
           (select min(t.number)::text from sync_tasks as t
             where t.partner_id = o.partner_id and t.plan_line_id = o.plan_line_id) as "taskNumber"
      from operations as o
      join plan_lines as l on l.partner_id = o.partner_id and l.id = o.plan_line_id
     where o.partner_id = ${tx.ctx.partnerId}::uuid and o.id = any(${uuidArray(ids)})`);
  return rows;
}
