import { and, count, eq, sql } from "drizzle-orm";
import { isoText } from "@/db/iso-text";
import { customerMappings } from "@/db/schema/mappings";
import type { Tx } from "@/lib/auth/context";
import { toInstant } from "@/lib/clock";
import { lastCheckedAt } from "./last-check-query";

export type ConnectionFigures = {
  companiesMapped: ReadonlyMap<string, number>;
  lastSyncs: ReadonlyMap<string, Date>;
};

/** How many companies are mapped on each connection: read across concepts, for the list of connections. */
export async function countMappedCompanies(tx: Tx): Promise<ReadonlyMap<string, number>> {
  const rows = await tx.db
    .select({ connectionId: customerMappings.connectionId, mapped: count() })
    .from(customerMappings)
    .where(and(eq(customerMappings.partnerId, tx.ctx.partnerId), eq(customerMappings.state, "mapped")))
    .groupBy(customerMappings.connectionId);
  return new Map(rows.map((row) => [row.connectionId, row.mapped]));
}

/** When each connection was last compared with what the vendor did. */
export async function lastSyncs(tx: Tx): Promise<ReadonlyMap<string, Date>> {
  const { rows } = await tx.db.execute<{ id: string; at: string | null }>(sql`
    select k.id, ${isoText(lastCheckedAt)} as at from connections as k where k.partner_id = ${tx.ctx.partnerId}::uuid`);
  return new Map(rows.flatMap(({ id, at }) => (at ? [[id, toInstant(at)]] : [])));
}

/** What a view of connections adds to their own rows: two statements, however many connections. */
export async function connectionFigures(tx: Tx): Promise<ConnectionFigures> {
  return { companiesMapped: await countMappedCompanies(tx), lastSyncs: await lastSyncs(tx) };
}
