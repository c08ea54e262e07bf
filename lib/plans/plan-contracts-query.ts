import { sql } from "drizzle-orm";
import { isoText } from "@/db/iso-text";
import type { Tx } from "@/lib/auth/context";

/** A line of the mirror on a contract of a plan. Reads across concepts. */
export type MirroredLine = {
  psaContractId: string;
  psaLineId: string;
  psaItemId: string;
  itemName: string | null;
  /** In force today; "0" before the line begins. */
  quantity: string;
  unitPrice: string | null;
  key: string | null;
  periods: { startDate: string; endDate: string; quantity: string }[];
  readAt: string;
};

/** Every live line on these contracts as last read, each with what it counts today. */
export async function linesOnContracts(
  tx: Tx,
  connectionId: string,
  psaContractIds: readonly string[],
  today: string,
): Promise<MirroredLine[]> {
  if (psaContractIds.length === 0) return [];
  const { rows } = await tx.db.execute<MirroredLine>(sql`
    select l.psa_contract_id as "psaContractId", l.psa_line_id as "psaLineId", l.psa_item_id as "psaItemId",
           i.name as "itemName", trim_scale(l.unit_price)::text as "unitPrice", l.key, l.periods,
           ${isoText(sql`l.read_at`)} as "readAt",
           coalesce((select p ->> 'quantity' from jsonb_array_elements(l.periods) as p
                      where p ->> 'startDate' <= ${today}
                      order by p ->> 'startDate' desc limit 1), '0') as quantity
      from mirror_lines as l
      left join mirror_catalog_items as i on i.partner_id = l.partner_id and i.connection_id = l.connection_id
            and i.psa_item_id = l.psa_item_id
     where l.partner_id = ${tx.ctx.partnerId}::uuid and l.connection_id = ${connectionId}::uuid and not l.is_gone
       and l.psa_contract_id in (select jsonb_array_elements_text(${JSON.stringify(psaContractIds)}::jsonb))
     order by l.psa_contract_id, i.name, l.psa_line_id`);
  return rows;
}
