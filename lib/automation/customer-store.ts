import { and, eq, sql } from "drizzle-orm";
import { connections } from "@/db/schema/connections";
import { customerMappings } from "@/db/schema/mappings";
import type { Tx } from "@/lib/auth/context";

export type CustomerLayer = {
  connectionId: string;
  connectionName: string;
  connectionSettings: unknown;
  settings: unknown;
};

/** What was chosen for a customer on the connection it belongs to; nothing for one without a mapping. */
export async function findCustomerLayer(
  tx: Tx,
  customerId: string,
  lock?: "for update",
): Promise<CustomerLayer | undefined> {
  const query = tx.db
    .select({
      connectionId: customerMappings.connectionId,
      connectionName: connections.name,
      connectionSettings: connections.settings,
      settings: customerMappings.settings,
    })
    .from(customerMappings)
    .innerJoin(
      connections,
      and(
        eq(connections.partnerId, customerMappings.partnerId),
        eq(connections.id, customerMappings.connectionId),
      ),
    )
    .where(
      and(eq(customerMappings.partnerId, tx.ctx.partnerId), eq(customerMappings.customerId, customerId)),
    );
  const [row] = await (lock ? query.for("update") : query);
  return row;
}

export async function updateCustomerSettings(tx: Tx, customerId: string, settings: object): Promise<void> {
  await tx.db
    .update(customerMappings)
    .set({ settings, updatedAt: tx.now, version: sql`${customerMappings.version} + 1` })
    .where(
      and(eq(customerMappings.partnerId, tx.ctx.partnerId), eq(customerMappings.customerId, customerId)),
    );
}
