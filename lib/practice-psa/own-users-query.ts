import { and, eq, ne } from "drizzle-orm";
import { connections, credentialSets } from "@/db/schema/connections";
import type { Tx } from "@/lib/auth/context";

/** The partner's connections with what their credentials in use show openly; the PSA has accepted those. */
export async function selectOwnUsers(tx: Tx) {
  return tx.db
    .select({
      connectionId: connections.id,
      name: connections.name,
      provider: connections.provider,
      address: connections.instance,
      timeZone: connections.timeZone,
      masked: credentialSets.masked,
    })
    .from(connections)
    .innerJoin(
      credentialSets,
      and(
        eq(credentialSets.partnerId, connections.partnerId),
        eq(credentialSets.connectionId, connections.id),
        eq(credentialSets.state, "in_use"),
      ),
    )
    .where(and(eq(connections.partnerId, tx.ctx.partnerId), ne(connections.state, "draft")))
    .orderBy(connections.createdAt, connections.id);
}
