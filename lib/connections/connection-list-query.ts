import { and, count, eq, max } from "drizzle-orm";
import { customerMappings } from "@/db/schema/mappings";
import { syncRuns } from "@/db/schema/sync";
import type { Tx } from "@/lib/auth/context";

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
  const rows = await tx.db
    .select({ connectionId: syncRuns.connectionId, finishedAt: max(syncRuns.finishedAt) })
    .from(syncRuns)
    .where(and(eq(syncRuns.partnerId, tx.ctx.partnerId), eq(syncRuns.state, "finished")))
    .groupBy(syncRuns.connectionId);
  return new Map(rows.flatMap((row) => (row.finishedAt ? [[row.connectionId, row.finishedAt]] : [])));
}

/** What a view of connections adds to their own rows: two statements, however many connections. */
export async function connectionFigures(tx: Tx): Promise<ConnectionFigures> {
  return { companiesMapped: await countMappedCompanies(tx), lastSyncs: await lastSyncs(tx) };
}
