import { and, asc, eq, ne, sql } from "drizzle-orm";
import { type ConnectionState, connections, credentialSets } from "@/db/schema/connections";
import { deploymentSettings, partners } from "@/db/schema/tenancy";
import type { Tx } from "@/lib/auth/context";
import type { Instance } from "@/lib/psa/connector";
import type { DeploymentIdentifiers } from "@/lib/psa/provider";

export type Connection = typeof connections.$inferSelect;
export type CredentialSet = typeof credentialSets.$inferSelect;
export type CredentialState = CredentialSet["state"];

const own = (tx: Tx) => eq(connections.partnerId, tx.ctx.partnerId);
const ownSet = (tx: Tx) => eq(credentialSets.partnerId, tx.ctx.partnerId);

export async function findConnection(tx: Tx, id: string): Promise<Connection | undefined> {
  const [row] = await tx.db
    .select()
    .from(connections)
    .where(and(own(tx), eq(connections.id, id)));
  return row;
}

export async function selectConnections(tx: Tx): Promise<Connection[]> {
  return tx.db
    .select()
    .from(connections)
    .where(own(tx))
    .orderBy(asc(connections.createdAt), asc(connections.id));
}

export async function findByInstance(
  tx: Tx,
  provider: string,
  databaseKey: string,
): Promise<Connection | undefined> {
  const isSame = and(eq(connections.provider, provider), eq(connections.databaseKey, databaseKey));
  const [row] = await tx.db
    .select()
    .from(connections)
    .where(and(own(tx), isSame, ne(connections.state, "draft")));
  return row;
}

export async function insertConnection(
  tx: Tx,
  values: Omit<typeof connections.$inferInsert, "partnerId" | "createdAt" | "updatedAt">,
): Promise<Connection> {
  const [row] = await tx.db
    .insert(connections)
    .values({ ...values, partnerId: tx.ctx.partnerId, createdAt: tx.now, updatedAt: tx.now })
    .returning();
  if (!row) throw new Error("The connection was not stored.");
  return row;
}

/**
 * Writes members of a connection; `expectedVersion` given: only while the stored one is still that. Undefined when
 * there is no such row (any more).
 */
export async function updateConnection(
  tx: Tx,
  id: string,
  values: Partial<
    Pick<Connection, "name" | "state" | "stateReason" | "instance" | "settings" | "callSharePct" | "currency">
  >,
  expectedVersion?: number,
): Promise<Connection | undefined> {
  const isExpected = expectedVersion === undefined ? undefined : eq(connections.version, expectedVersion);
  const [row] = await tx.db
    .update(connections)
    .set({ ...values, updatedAt: tx.now, version: sql`${connections.version} + 1` })
    .where(and(own(tx), eq(connections.id, id), isExpected))
    .returning();
  return row;
}

/** Moves a connection out of one of the given states; undefined when it was in none of them. */
export async function moveConnection(
  tx: Tx,
  id: string,
  from: readonly ConnectionState[],
  state: ConnectionState,
  stateReason: string | null,
): Promise<Connection | undefined> {
  const known = await tx.db
    .select()
    .from(connections)
    .where(and(own(tx), eq(connections.id, id)))
    .for("update");
  if (!known[0] || !from.includes(known[0].state)) return undefined;
  return updateConnection(tx, id, { state, stateReason });
}

export async function findCredentials(
  tx: Tx,
  connectionId: string,
  state: CredentialState,
): Promise<CredentialSet | undefined> {
  const isWanted = and(eq(credentialSets.connectionId, connectionId), eq(credentialSets.state, state));
  const [row] = await tx.db
    .select()
    .from(credentialSets)
    .where(and(ownSet(tx), isWanted));
  return row;
}

export async function insertCredentials(
  tx: Tx,
  values: Pick<CredentialSet, "id" | "connectionId" | "encrypted" | "masked" | "state" | "checkedAt">,
): Promise<void> {
  await tx.db
    .insert(credentialSets)
    .values({ ...values, partnerId: tx.ctx.partnerId, createdAt: tx.now, updatedAt: tx.now });
}

/** The set in use gives way, its secret erased for good. */
export async function retireCredentials(tx: Tx, connectionId: string): Promise<void> {
  const isInUse = and(eq(credentialSets.connectionId, connectionId), eq(credentialSets.state, "in_use"));
  await tx.db
    .update(credentialSets)
    .set({ state: "replaced", encrypted: "", updatedAt: tx.now, version: sql`${credentialSets.version} + 1` })
    .where(and(ownSet(tx), isInUse));
}

export async function deletePendingCredentials(tx: Tx, connectionId: string): Promise<void> {
  const isPending = and(eq(credentialSets.connectionId, connectionId), eq(credentialSets.state, "pending"));
  await tx.db.delete(credentialSets).where(and(ownSet(tx), isPending));
}

export async function takeIntoUse(tx: Tx, connectionId: string, id: string): Promise<void> {
  const isIt = and(eq(credentialSets.connectionId, connectionId), eq(credentialSets.id, id));
  await tx.db
    .update(credentialSets)
    .set({
      state: "in_use",
      checkedAt: tx.now,
      updatedAt: tx.now,
      version: sql`${credentialSets.version} + 1`,
    })
    .where(and(ownSet(tx), isIt, eq(credentialSets.state, "pending")));
}

export async function selectMasked(
  tx: Tx,
): Promise<Pick<CredentialSet, "connectionId" | "state" | "masked" | "checkedAt" | "method">[]> {
  return tx.db
    .select({
      connectionId: credentialSets.connectionId,
      state: credentialSets.state,
      masked: credentialSets.masked,
      checkedAt: credentialSets.checkedAt,
      method: credentialSets.method,
    })
    .from(credentialSets)
    .where(and(ownSet(tx), ne(credentialSets.state, "replaced")));
}

/** Identifiers that the vendor was given by the PSAs' makers. */
export async function deploymentIdentifiers(tx: Tx): Promise<DeploymentIdentifiers> {
  const [row] = await tx.db
    .select({ trackingId: deploymentSettings.autotaskTrackingId })
    .from(deploymentSettings);
  return row?.trackingId ? { autotaskTrackingId: row.trackingId } : {};
}

/** The default zone of record of a new connection. */
export async function partnerTimeZone(tx: Tx): Promise<string> {
  const isOwn = eq(partners.partnerId, tx.ctx.partnerId);
  const [partner] = await tx.db.select({ timeZone: partners.timeZone }).from(partners).where(isOwn);
  return partner?.timeZone ?? "UTC";
}

/** The stored form of where a connector found its database. */
export function instanceOf(connection: Pick<Connection, "instance" | "databaseKey">): Instance {
  return { ...connection.instance, databaseKey: connection.databaseKey };
}
