import { sql } from "drizzle-orm";
import { isoText } from "@/db/iso-text";
import type { Tx } from "@/lib/auth/context";
import { lastCheckedAt } from "@/lib/connections/last-check-query";

export type PartnerStatus = {
  connections: { provider: string; state: string; lastSyncAt: string | null; lastPushAt: string | null }[];
  customers: { vendorCustomerId: string; isMapped: boolean }[];
  products: { sku: string; billingCycle: string; term: string; isMapped: boolean }[];
  waiting: {
    count: number;
    /** The latest of those that could not take effect when their reference arrived. */
    refused: { kind: string; id: string; field: string; code: string; message: string }[];
  };
};

/** What the vendor may know of a partner's side: states and whether mapped. No PSA record, price or amount is read. */
export async function readPartnerStatus(tx: Tx, partnerId: string): Promise<PartnerStatus> {
  const { rows } = await tx.db.execute<PartnerStatus>(sql`
    select
      (select coalesce(jsonb_agg(jsonb_build_object('provider', k.provider, 'state', k.state,
                'lastSyncAt', ${isoText(lastCheckedAt)},
                'lastPushAt', (select ${isoText(sql`max(o.finished_at)`)} from operations o
                  where o.partner_id = k.partner_id and o.connection_id = k.id and o.state = 'confirmed'))
              order by k.created_at), '[]')
         from connections k where k.partner_id = ${partnerId}) as connections,
      (select coalesce(jsonb_agg(jsonb_build_object('vendorCustomerId', c.vendor_customer_id,
                'isMapped', coalesce(m.state = 'mapped', false)) order by c.vendor_customer_id), '[]')
         from customers c left join customer_mappings m on m.partner_id = c.partner_id and m.customer_id = c.id
        where c.partner_id = ${partnerId}) as customers,
      (select coalesce(jsonb_agg(jsonb_build_object('sku', p.sku, 'billingCycle', p.billing_cycle, 'term', p.term,
                'isMapped', exists (select from product_mappings m
                  where m.partner_id = ${partnerId} and m.product_id = p.id and m.state = 'mapped'))
              order by p.sku, p.billing_cycle, p.term), '[]')
         from products p
        where exists (select from subscriptions s where s.partner_id = ${partnerId} and s.product_id = p.id)) as products,
      (select jsonb_build_object('count', count(*), 'refused', coalesce(jsonb_agg(w.refused) filter (
                where w.refused is not null), '[]'))
         from (select jsonb_build_object('kind', kind, 'id', vendor_id) || problem as refused
                 from ingest_waiting where partner_id = ${partnerId} order by problem is null, arrival desc) w) as waiting`);
  const [status] = rows;
  if (!status) throw new Error("The status of a partner is always one row.");
  return status;
}
