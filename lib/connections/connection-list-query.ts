import { and, count, eq } from "drizzle-orm";
import { customerMappings } from "@/db/schema/mappings";
import type { Tx } from "@/lib/auth/context";

/** How many companies are mapped on each connection: read across concepts, for the list of connections. */
export async function countMappedCompanies(tx: Tx): Promise<ReadonlyMap<string, number>> {
  const rows = await tx.db
    .select({ connectionId: customerMappings.connectionId, mapped: count() })
    .from(customerMappings)
    .where(and(eq(customerMappings.partnerId, tx.ctx.partnerId), eq(customerMappings.state, "mapped")))
    .groupBy(customerMappings.connectionId);
  return new Map(rows.map((row) => [row.connectionId, row.mapped]));
}
