import { sql } from "drizzle-orm";
import type { Tx } from "@/lib/auth/context";

/**
 * Active subscriptions that stand without any task though their connection was checked: their customer or product was
 * excluded when their orders were seen. The last completed line of each is unseen again, so that the next check makes a
 * sale of it. Customers of other connections, and what is still excluded, are left alone. Returns how many.
 */
export async function recallForgotten(
  tx: Tx,
  of: { connectionId: string; customerId?: string; productId?: string },
): Promise<number> {
  const partner = sql`${tx.ctx.partnerId}::uuid`;
  const ofCustomer = of.customerId === undefined ? sql`true` : sql`s.customer_id = ${of.customerId}::uuid`;
  const ofProduct = of.productId === undefined ? sql`true` : sql`s.product_id = ${of.productId}::uuid`;
  const { rowCount } = await tx.db.execute(sql`
    with forgotten as materialized (
      select s.id from subscriptions as s
        join customer_mappings as cm on cm.partner_id = s.partner_id and cm.customer_id = s.customer_id
         and cm.connection_id = ${of.connectionId}::uuid and cm.state = 'mapped'
        left join product_mappings as pm on pm.partner_id = s.partner_id and pm.product_id = s.product_id
         and pm.connection_id = cm.connection_id
       where s.partner_id = ${partner} and s.status = 'active' and ${ofCustomer} and ${ofProduct}
         and coalesce(pm.state, 'not_mapped') not in ('free', 'do_not_map')
         and exists (select from sync_runs as r where r.partner_id = s.partner_id
              and r.connection_id = cm.connection_id and r.state = 'finished')
         and not exists (select from sync_tasks as t where t.partner_id = s.partner_id
              and t.subscription_id = s.id and t.state not in ('applied', 'superseded'))
         and not exists (select from sync_tasks as t where t.partner_id = s.partner_id
              and t.subscription_id = s.id and t.state = 'applied')
         and not exists (select from order_lines as l where l.partner_id = s.partner_id
              and l.subscription_id = s.id and l.is_unchecked)
    ), last as (
      select distinct on (l.subscription_id) l.id from forgotten as f
        join order_lines as l on l.partner_id = ${partner} and l.subscription_id = f.id
         and l.order_status = 'completed'
       order by l.subscription_id, l.ordered_at desc, l.sequence desc
    )
    update order_lines as l
       set is_unchecked = true, is_without_effect = false, updated_at = ${tx.now.toISOString()}::timestamptz,
           version = l.version + 1
      from last where l.partner_id = ${partner} and l.id = last.id`);
  return rowCount ?? 0;
}
