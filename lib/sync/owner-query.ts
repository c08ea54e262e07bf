import { sql } from "drizzle-orm";
import type { Tx } from "@/lib/auth/context";
import type { Owner } from "./picture-query";

/** The connection with its zone, and the partner's oldest one where that is another. None: no such connection. */
export async function ownersOf(tx: Tx, connectionId: string): Promise<(Owner & { zone: string })[]> {
  const { rows } = await tx.db.execute<{ id: string; zone: string; is_oldest: boolean }>(sql`
    select id, time_zone as zone, row_number() over (order by created_at, id) = 1 as is_oldest from connections
     where partner_id = ${tx.ctx.partnerId}::uuid
       and (state not in ('draft', 'disabled') or id = ${connectionId}::uuid)`);
  return rows
    .filter((row) => row.is_oldest || row.id === connectionId)
    .map((row) => ({ connectionId: row.id, zone: row.zone, takesUnmapped: row.is_oldest }));
}
