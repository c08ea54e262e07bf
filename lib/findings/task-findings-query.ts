import { sql } from "drizzle-orm";
import type { TaskDirection, TaskType } from "@/db/schema/sync";
import { uuidArray } from "@/db/uuid-array";
import type { Tx } from "@/lib/auth/context";
import type { BillingCycle } from "@/lib/psa/records";

/** What a task says that was put aside, with what is known of its line. Decimals are canonical text. */
export type IgnoredTask = {
  taskId: string;
  number: number;
  connectionId: string;
  customerId: string;
  customerName: string;
  subscriptionId: string;
  productName: string;
  unit: string;
  cycle: BillingCycle;
  type: TaskType;
  direction: TaskDirection | null;
  quantity: string;
  /** What the line holds: by its plan, by the order, by our copy of the PSA on the day. */
  standing: string | null;
  unitPrice: string | null;
  /** The price in the PSA, where the plan or our copy knows it. */
  standingPrice: string | null;
  currency: string;
  orders: string[];
  reason: string | null;
  planId: string | null;
  psaContractId: string | null;
  psaLineId: string | null;
};

/** Those of the tasks that are ignored now, in one statement. */
export async function ignoredTasks(tx: Tx, taskIds: readonly string[]): Promise<IgnoredTask[]> {
  const { rows } = await tx.db.execute<IgnoredTask>(sql`
    select t.id as "taskId", t.number::int as number, t.connection_id as "connectionId",
           t.customer_id as "customerId", c.company_name as "customerName", t.subscription_id as "subscriptionId",
           p.name as "productName", p.unit, p.billing_cycle as cycle, t.type, t.direction,
           coalesce(pl.line #>> '{plan,quantity}', trim_scale(t.quantity)::text) as quantity,
           coalesce(pl.line #>> '{plan,quantityBefore}', trim_scale(t.previous_quantity)::text,
                    (select span ->> 'quantity' from jsonb_array_elements(m.periods) as span
                      where t.effective_date::text between span ->> 'startDate' and span ->> 'endDate'
                      order by span ->> 'startDate' desc limit 1)) as standing,
           coalesce(trim_scale(t.unit_price), trim_scale(s.unit_price))::text as "unitPrice",
           coalesce(pl.line #>> '{plan,unitPrices,before}', trim_scale(m.unit_price)::text) as "standingPrice",
           t.currency, t.reason, t.plan_id as "planId", cl.psa_contract_id as "psaContractId",
           ll.psa_line_id as "psaLineId",
           (select coalesce(jsonb_agg(coalesce(o.vendor_order_id || ' (' || o.reference || ')', o.vendor_order_id)
                                      order by l.ordered_at, l.sequence), '[]')
              from order_lines as l
              join orders as o on o.partner_id = l.partner_id and o.id = l.order_id
             where l.partner_id = t.partner_id and l.id = any(t.order_line_ids)) as orders
      from sync_tasks as t
      join customers as c on c.partner_id = t.partner_id and c.id = t.customer_id
      join subscriptions as s on s.partner_id = t.partner_id and s.id = t.subscription_id
      join products as p on p.id = t.product_id
      left join plan_lines as pl on pl.partner_id = t.partner_id and pl.id = t.plan_line_id
      left join contract_links as cl on cl.partner_id = t.partner_id and cl.subscription_id = t.subscription_id
                                    and cl.connection_id = t.connection_id
      left join line_links as ll on ll.partner_id = t.partner_id and ll.id = cl.line_link_id and ll.state = 'live'
      left join mirror_lines as m on m.partner_id = ll.partner_id and m.connection_id = ll.connection_id
                                 and m.psa_line_id = ll.psa_line_id and not m.is_gone
     where t.partner_id = ${tx.ctx.partnerId}::uuid and t.id = any(${uuidArray(taskIds)}) and t.state = 'ignored'`);
  return rows;
}

export type MissedAmount = {
  taskId: string;
  connectionId: string;
  customerId: string;
  customerName: string;
  subscriptionId: string;
  productName: string;
  planId: string;
  psaContractId: string | null;
  amountMinor: string | null;
  currency: string;
  text: string;
};

/** What these tasks' plans could not bill any more, because its period is closed, and were told to report. */
export async function missedAmounts(tx: Tx, taskIds: readonly string[]): Promise<MissedAmount[]> {
  const { rows } = await tx.db.execute<MissedAmount>(sql`
    select t.id as "taskId", t.connection_id as "connectionId", t.customer_id as "customerId",
           c.company_name as "customerName", t.subscription_id as "subscriptionId", p.name as "productName",
           t.plan_id as "planId", pl.line #>> '{plan,address,psaContractId}' as "psaContractId",
           one ->> 'amountMinor' as "amountMinor", one ->> 'currency' as currency, one ->> 'text' as text
      from sync_tasks as t
      join plan_lines as pl on pl.partner_id = t.partner_id and pl.id = t.plan_line_id
     cross join jsonb_array_elements(pl.line -> 'plan' -> 'remainders') as one
      join customers as c on c.partner_id = t.partner_id and c.id = t.customer_id
      join products as p on p.id = t.product_id
     where t.partner_id = ${tx.ctx.partnerId}::uuid and t.id = any(${uuidArray(taskIds)})
       and one ->> 'kind' = 'missed_posted_period'`);
  return rows;
}
