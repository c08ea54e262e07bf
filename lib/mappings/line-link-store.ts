import { sql } from "drizzle-orm";
import type { Tx } from "@/lib/auth/context";

/** A line as it was confirmed in the PSA, and whose it is. */
export type WrittenLine = {
  psaContractId: string;
  psaItemId: string;
  psaLineId: string;
  /** Whose line it becomes; left out where the link exists already (undo, usage). */
  subscriptionId?: string;
  key?: string;
  /** What this write set; members left out keep what an earlier write set. */
  written: {
    quantity?: string;
    effectiveDate?: string;
    unitPrice?: string;
    unitCost?: string;
    text?: string;
  };
};

/**
 * Remembers what we wrote and ties new lines to their subscriptions: two statements whatever the number of lines.
 * A hand edit is noticed later as a value that differs from what stands here.
 */
export async function saveWrittenLines(
  tx: Tx,
  connectionId: string,
  lines: readonly WrittenLine[],
): Promise<void> {
  if (lines.length === 0) return;
  const rows = JSON.stringify(lines);
  const given = sql`jsonb_to_recordset(${rows}::jsonb) as given("psaContractId" text, "psaItemId" text,
    "psaLineId" text, "subscriptionId" uuid, key text, written jsonb)`;
  await tx.db.execute(sql`
    insert into line_links as link (partner_id, connection_id, psa_contract_id, psa_item_id, psa_line_id, key,
                                    last_written, created_at, updated_at)
    select ${tx.ctx.partnerId}::uuid, ${connectionId}::uuid, given."psaContractId", given."psaItemId",
           given."psaLineId", given.key, given.written, ${tx.now}, ${tx.now}
      from ${given}
    on conflict (partner_id, connection_id, psa_line_id) where state = 'live' do update
       set last_written = coalesce(link.last_written, '{}'::jsonb) || excluded.last_written,
           accepted = case when excluded.last_written ? 'quantity' then null else link.accepted end,
           key = coalesce(excluded.key, link.key), updated_at = excluded.updated_at, version = link.version + 1`);
  await tx.db.execute(sql`
    update contract_links as c set line_link_id = l.id, updated_at = ${tx.now}, version = c.version + 1
      from ${given}
      join line_links as l on l.psa_line_id = given."psaLineId"
     where l.partner_id = ${tx.ctx.partnerId}::uuid and l.connection_id = ${connectionId}::uuid and l.state = 'live'
       and c.partner_id = l.partner_id and c.subscription_id = given."subscriptionId"
       and c.line_link_id is distinct from l.id`);
}
