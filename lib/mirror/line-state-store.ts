import { sql } from "drizzle-orm";
import type { Tx } from "@/lib/auth/context";
import { storeLineState } from "@/lib/psa/line-state-json";
import type { LineState } from "@/lib/psa/records";

/**
 * Takes over lines as they were just read around a write, in one statement: the days read replace those of the mirror,
 * rows that stick out on either side are cut at the edge and stay; price, cost and texts only where they were read.
 */
export async function saveLineStates(
  tx: Tx,
  connectionId: string,
  states: readonly LineState[],
): Promise<void> {
  const rows = states.flatMap((state) => {
    const { psaLineId, psaContractId, psaItemId } = state.address;
    if (psaLineId === undefined) return [];
    const { key, invoiceText, unitPrice, unitCost, isInBundle, periods } = storeLineState(state);
    return [
      { psaLineId, psaContractId, psaItemId, key, invoiceText, unitPrice, unitCost, isInBundle, periods },
    ];
  });
  if (rows.length === 0) return;
  await tx.db.execute(sql`
    insert into mirror_lines as old (partner_id, connection_id, read_at, psa_line_id, psa_contract_id, psa_item_id, key,
                                     invoice_text, unit_price, unit_cost, is_in_bundle, periods)
    select distinct on (given."psaLineId") ${tx.ctx.partnerId}::uuid, ${connectionId}::uuid,
           ${tx.now.toISOString()}::timestamptz, given."psaLineId", given."psaContractId", given."psaItemId", given.key,
           given."invoiceText", given."unitPrice", given."unitCost", given."isInBundle", given.periods
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as given("psaLineId" text, "psaContractId" text,
             "psaItemId" text, key text, "invoiceText" text, "unitPrice" numeric, "unitCost" numeric,
             "isInBundle" boolean, periods jsonb)
    on conflict (partner_id, connection_id, psa_line_id) do update
       set read_at = excluded.read_at, is_gone = false, key = coalesce(excluded.key, old.key),
           invoice_text = coalesce(excluded.invoice_text, old.invoice_text),
           unit_price = coalesce(excluded.unit_price, old.unit_price),
           unit_cost = coalesce(excluded.unit_cost, old.unit_cost),
           periods = (
             with edge as (select min(p ->> 'startDate') as first, max(p ->> 'endDate') as last
                             from jsonb_array_elements(excluded.periods) as p),
                  merged as (
                    select p from jsonb_array_elements(excluded.periods) as p
                    union all
                    select p || jsonb_build_object('endDate', least(p ->> 'endDate', (edge.first::date - 1)::text))
                      from jsonb_array_elements(old.periods) as p, edge
                     where edge.first is null or p ->> 'startDate' < edge.first
                    union all
                    select p || jsonb_build_object('startDate', greatest(p ->> 'startDate', (edge.last::date + 1)::text))
                      from jsonb_array_elements(old.periods) as p, edge
                     where p ->> 'endDate' > edge.last)
             select coalesce(jsonb_agg(p order by p ->> 'startDate'), '[]') from merged)`);
}
