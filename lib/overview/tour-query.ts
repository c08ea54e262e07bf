import { sql } from "drizzle-orm";
import type { Tx } from "@/lib/auth/context";

export type TourFacts = {
  /** The latest task of the order, and the last write of it that was not itself an undo. */
  sale: {
    taskId: string;
    taskState: string;
    planId: string | null;
    operationId: string | null;
    operationState: string | null;
    isUndone: boolean;
  } | null;
  twin: { customerName: string; isMapped: boolean } | null;
};

/** How far the demo's stories are; null where this partner does not have them. */
export async function readTour(
  tx: Tx,
  story: { vendorOrderId: string; twinName: string },
): Promise<TourFacts> {
  const partner = sql`${tx.ctx.partnerId}::uuid`;
  const { rows } = await tx.db.execute<TourFacts>(sql`
    with line as materialized (
      select l.partner_id, l.id, l.subscription_id
        from orders as o join order_lines as l on l.partner_id = o.partner_id and l.order_id = o.id
       where o.partner_id = ${partner} and o.vendor_order_id = ${story.vendorOrderId}
    )
    select
      (select jsonb_build_object('taskId', t.id, 'taskState', t.state, 'planId', t.plan_id, 'operationId', w.id,
                'operationState', w.state, 'isUndone', coalesce(w.undone_by_operation_id is not null, false))
         from line
        -- Only looked for where the order is there: no other reading goes through all tasks.
        cross join lateral (
          select * from sync_tasks as each
           where each.partner_id = line.partner_id and each.subscription_id = line.subscription_id
             and line.id = any(each.order_line_ids)
           order by each.state = 'superseded', each.number desc limit 1) as t
         left join lateral (
           select id, state, undone_by_operation_id from operations as w
            where w.partner_id = t.partner_id and w.plan_id = t.plan_id and w.plan_line_id = t.plan_line_id
              and w.undoes_operation_id is null
            order by w.position limit 1) as w on true
        order by t.state = 'superseded', t.number desc limit 1) as sale,
      (select jsonb_build_object('customerName', c.company_name,
                'isMapped', coalesce(m.state in ('mapped', 'do_not_map'), false))
         from customers as c
         left join customer_mappings as m on m.partner_id = c.partner_id and m.customer_id = c.id
        where c.partner_id = ${partner} and c.company_name = ${story.twinName} limit 1) as twin`);
  return rows[0] ?? { sale: null, twin: null };
}
