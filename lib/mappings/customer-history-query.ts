import { sql } from "drizzle-orm";
import { isoText } from "@/db/iso-text";
import type { Actor, Tx } from "@/lib/auth/context";

export type HistoryRow = {
  id: string;
  at: string;
  actor: Actor;
  action: string;
  before: { psaCompanyId?: string | null; psaCompanyName?: string | null } | null;
  after: { psaCompanyId?: string | null; psaCompanyName?: string | null; reason?: string | null } | null;
};

/** What the log tells of one customer's mapping, the newest 20. Vendor support sees what it did itself. */
export async function historyOfMapping(tx: Tx, mappingId: string): Promise<HistoryRow[]> {
  const { actor, visit } = tx.ctx;
  const own = visit && actor.kind === "person" ? sql`and a.actor ->> 'personId' = ${actor.personId}` : sql``;
  const { rows } = await tx.db.execute<HistoryRow>(sql`
    select a.id, ${isoText(sql`a.at`)} as at, a.actor, a.action, a.before, a.after
      from audit_entries as a
     where a.partner_id = ${tx.ctx.partnerId}::uuid and a.record_kind = 'customer_mapping'
       and a.record_id = ${mappingId} ${own}
     order by a.sequence desc limit 20`);
  return rows;
}
