import { sql } from "drizzle-orm";
import type { Tx } from "@/lib/auth/context";
import type { ImpliedAmendment, ImpliedOf } from "./implied-revision";
import type { OrderMove } from "./save-orders";

/** Moves orders and their lines to another status; which lines a check must see again: `isUncheckedAfter`. */
export async function moveOrders(tx: Tx, moves: readonly OrderMove[]): Promise<void> {
  if (moves.length === 0) return;
  await tx.db.execute(sql`
    with moved as (
      select * from jsonb_to_recordset(${JSON.stringify(moves)}::jsonb)
        as move("partnerId" uuid, "orderId" uuid, status text)
    ), lines as (
      update order_lines l
         set is_unchecked = case when m.status = 'completed' then true
                                 when m.status = 'withdrawn' then l.order_status = 'completed' and not l.is_unchecked
                                 else false end,
             order_status = m.status, updated_at = ${tx.now}, version = l.version + 1
        from moved m where l.partner_id = m."partnerId" and l.order_id = m."orderId"
    )
    update orders o set status = m.status, updated_at = ${tx.now}, version = o.version + 1
      from moved m where o.partner_id = m."partnerId" and o.id = m."orderId"`);
}

/**
 * Removes implied orders that no check has seen and withdraws the others, which are returned. Whether one was seen is
 * asked of the row itself, so that a check that runs meanwhile loses nothing.
 */
export async function dropImplied(tx: Tx, drop: readonly ImpliedOf[]): Promise<ImpliedOf[]> {
  if (drop.length === 0) return [];
  const { rows } = await tx.db.execute<ImpliedOf>(sql`
    with unwanted as (
      select * from jsonb_to_recordset(${JSON.stringify(drop)}::jsonb) as d("partnerId" uuid, "orderId" uuid)
    ), gone as (
      delete from order_lines l using unwanted u
       where l.partner_id = u."partnerId" and l.order_id = u."orderId" and l.is_unchecked
      returning l.partner_id, l.order_id
    ), gone_orders as (
      delete from orders o using gone g where o.partner_id = g.partner_id and o.id = g.order_id
    ), withdrawn as (
      update order_lines l set order_status = 'withdrawn', is_unchecked = true, updated_at = ${tx.now},
             version = l.version + 1
        from unwanted u where l.partner_id = u."partnerId" and l.order_id = u."orderId" and not l.is_unchecked
      returning l.partner_id, l.order_id
    )
    update orders o set status = 'withdrawn', updated_at = ${tx.now}, version = o.version + 1
      from withdrawn w where o.partner_id = w.partner_id and o.id = w.order_id
    returning o.partner_id as "partnerId", o.id as "orderId"`);
  return rows;
}

export async function amendImplied(tx: Tx, amend: readonly ImpliedAmendment[]): Promise<void> {
  if (amend.length === 0) return;
  await tx.db.execute(sql`
    with amended as (
      select * from jsonb_to_recordset(${JSON.stringify(amend)}::jsonb)
        as a("partnerId" uuid, "orderId" uuid, type text, reason text, "previousQuantity" numeric,
             "unitPrice" numeric, "unitCost" numeric)
    ), lines as (
      update order_lines l set order_type = a.type, previous_quantity = a."previousQuantity",
             unit_price = a."unitPrice", unit_cost = a."unitCost",
             updated_at = ${tx.now}, version = l.version + 1
        from amended a where l.partner_id = a."partnerId" and l.order_id = a."orderId" and l.is_unchecked
      returning l.partner_id, l.order_id, a.type, a.reason
    )
    update orders o set type = l.type, reason = l.reason, updated_at = ${tx.now}, version = o.version + 1
      from lines l where o.partner_id = l.partner_id and o.id = l.order_id`);
}
