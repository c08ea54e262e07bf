import { sql } from "drizzle-orm";
import { uuidArray } from "@/db/uuid-array";
import type { Tx } from "@/lib/auth/context";

/**
 * Copies tasks as `ready` successors with numbers of their own and tells the originals who follows them. One statement;
 * gives the ids of the copies. Copying twice is prevented by the originals' `superseded_by_task_id`.
 */
export async function copyTasks(tx: Tx, taskIds: readonly string[]): Promise<string[]> {
  const { rows } = await tx.db.execute<{ id: string }>(sql`
    with locked as materialized (
      select * from sync_tasks
       where partner_id = ${tx.ctx.partnerId}::uuid and id = any(${uuidArray(taskIds)})
         and superseded_by_task_id is null
       for update
    ), original as materialized (
      select *, row_number() over (order by number) as place from locked
    ), numbers as (
      insert into sync_counters as c (partner_id, next_task_number)
      select ${tx.ctx.partnerId}::uuid, 1 + count(*) from original
      on conflict (partner_id) do update
         set next_task_number = c.next_task_number + (select count(*) from original)
      returning next_task_number - (select count(*) from original) as first
    ), copied as (
      insert into sync_tasks (partner_id, created_at, updated_at, number, connection_id, sync_run_id, customer_id,
        subscription_id, product_id, type, origin, direction, state, order_line_ids, order_sequence, ordered_at,
        effective_date, quantity, previous_quantity, unit_price, unit_cost, currency, extras, sentence, warnings,
        missing)
      select partner_id, ${tx.now.toISOString()}::timestamptz, ${tx.now.toISOString()}::timestamptz,
        numbers.first + place - 1, connection_id, sync_run_id, customer_id, subscription_id, product_id, type, origin,
        direction, 'ready', order_line_ids, order_sequence, ordered_at, effective_date, quantity, previous_quantity,
        unit_price, unit_cost, currency, extras, sentence, warnings, missing
      from original, numbers
      returning id, number
    )
    update sync_tasks as t set superseded_by_task_id = copied.id
      from original, numbers, copied
     where t.partner_id = ${tx.ctx.partnerId}::uuid and t.id = original.id
       and copied.number = numbers.first + original.place - 1
    returning copied.id`);
  return rows.map((row) => row.id);
}
