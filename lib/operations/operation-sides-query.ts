import { sql } from "drizzle-orm";
import { isoText } from "@/db/iso-text";
import type { Tx } from "@/lib/auth/context";

/** One line on both sides: what the vendor says, what we wrote last, what the PSA showed last. */
export type OperationSides = {
  vendor: {
    vendorSubscriptionId: string;
    quantity: string;
    unitPrice: string | null;
    unitCost: string | null;
    currency: string;
    asOf: string;
  } | null;
  lastWritten: { quantity?: string; effectiveDate?: string; unitPrice?: string; unitCost?: string } | null;
  psa: { quantity: string | null; unitPrice: string | null; unitCost: string | null; readAt: string } | null;
};

export type OperationPlace = {
  sides: OperationSides;
  reasons: { sentence: string; arithmetic: string[] }[];
  undoSentence: string | null;
  taskId: string | null;
  taskNumber: number | null;
};

/** Where an operation belongs: its task, its plan's reasons, and its line on both sides on the day of the change. */
export async function findOperationPlace(tx: Tx, operationId: string): Promise<OperationPlace | undefined> {
  const { rows } = await tx.db.execute<Record<string, never>>(sql`
    select coalesce(l.line #> '{plan,reasons}', '[]') as reasons,
           coalesce(l.line #> '{plan,steps}' -> o.position #>> '{undo,sentence}',
                    l.line #> '{plan,remainders}' -> (o.intended ->> 'remainder')::int #>> '{charge,undo,sentence}')
             as "undoSentence",
           t.id as "taskId", t.number::int as "taskNumber",
           jsonb_build_object(
             'vendor', case when s.id is not null then jsonb_build_object(
               'vendorSubscriptionId', s.vendor_subscription_id, 'quantity', trim_scale(s.quantity)::text,
               'unitPrice', trim_scale(s.unit_price)::text, 'unitCost', trim_scale(s.unit_cost)::text,
               'currency', s.currency, 'asOf', ${isoText(sql`s.as_of`)}) end,
             'lastWritten', k.last_written,
             'psa', case when m.psa_line_id is not null then jsonb_build_object(
               'quantity', (select span ->> 'quantity' from jsonb_array_elements(m.periods) as span
                             where coalesce(o.intended ->> 'effectiveDate', o.intended ->> 'date', ${tx.now.toISOString()})
                                   between span ->> 'startDate' and span ->> 'endDate' limit 1),
               'unitPrice', trim_scale(m.unit_price)::text, 'unitCost', trim_scale(m.unit_cost)::text,
               'readAt', ${isoText(sql`m.read_at`)}) end) as sides
      from operations as o
      join plan_lines as l on l.partner_id = o.partner_id and l.id = o.plan_line_id
      left join sync_tasks as t on t.partner_id = o.partner_id and t.plan_id = o.plan_id
                               and t.plan_line_id = o.plan_line_id
      left join subscriptions as s on s.partner_id = o.partner_id
                                  and s.id = coalesce(t.subscription_id, (l.line #>> '{link,subscriptionId}')::uuid)
      left join line_links as k on k.partner_id = o.partner_id and k.connection_id = o.connection_id
                               and k.psa_line_id = coalesce(o.psa_line_id, o.address ->> 'psaLineId')
                               and k.state = 'live'
      left join mirror_lines as m on m.partner_id = o.partner_id and m.connection_id = o.connection_id
                                 and m.psa_line_id = coalesce(o.psa_line_id, o.address ->> 'psaLineId')
     where o.partner_id = ${tx.ctx.partnerId}::uuid and o.id = ${operationId}::uuid
     limit 1`);
  return rows[0] as OperationPlace | undefined;
}
