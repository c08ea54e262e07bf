import { and, desc, eq, isNull, lt, or } from "drizzle-orm";
import type { Sql } from "@/db/client";
import { apiKeys } from "@/db/schema/people";
import { partners, tenants } from "@/db/schema/tenancy";
import { addMilliseconds } from "@/lib/clock";
import type { Tx } from "./context";

export type ApiKeyRow = typeof apiKeys.$inferSelect;

/** A key that counts now: not revoked, not expired, and not of a closed partner. */
export async function findLiveKey(db: Sql, now: Date, hash: string): Promise<ApiKeyRow | undefined> {
  const rows = await db
    .select({ key: apiKeys, partnerStatus: partners.status })
    .from(apiKeys)
    .leftJoin(partners, eq(partners.partnerId, apiKeys.partnerId))
    .where(and(eq(apiKeys.hash, hash), isNull(apiKeys.revokedAt)));
  const row = rows[0];
  if (!row || (row.key.expiresAt && row.key.expiresAt <= now) || row.partnerStatus === "closed")
    return undefined;
  return row.key;
}

/** To the minute is enough to find keys that nobody uses, and spares a write per request. */
export async function touchKey(db: Sql, now: Date, key: ApiKeyRow): Promise<void> {
  if (key.lastUsedAt && addMilliseconds(key.lastUsedAt, 60_000) > now) return;
  await db
    .update(apiKeys)
    .set({ lastUsedAt: now })
    .where(
      and(
        eq(apiKeys.partnerId, key.partnerId),
        eq(apiKeys.id, key.id),
        or(isNull(apiKeys.lastUsedAt), lt(apiKeys.lastUsedAt, now)),
      ),
    );
}

export async function findOwnTenant(tx: Tx): Promise<typeof tenants.$inferSelect | undefined> {
  return (await tx.db.select().from(tenants).where(eq(tenants.id, tx.ctx.partnerId)))[0];
}

export async function insertKey(
  tx: Tx,
  key: Pick<ApiKeyRow, "name" | "prefix" | "hash" | "scopes" | "isVendorWide" | "expiresAt">,
): Promise<string> {
  const inserted = await tx.db
    .insert(apiKeys)
    .values({ ...key, partnerId: tx.ctx.partnerId, createdAt: tx.now, updatedAt: tx.now })
    .returning({ id: apiKeys.id });
  const id = inserted[0]?.id;
  if (!id) throw new Error("The key was not stored.");
  return id;
}

/** Of the context's tenant, the newest first. */
export async function keysOfTenant(tx: Tx): Promise<ApiKeyRow[]> {
  return tx.db
    .select()
    .from(apiKeys)
    .where(eq(apiKeys.partnerId, tx.ctx.partnerId))
    .orderBy(desc(apiKeys.createdAt), desc(apiKeys.id));
}

/** The key as it was, and whether this call revoked it; undefined when the tenant has no such key. */
export async function revokeKey(
  tx: Tx,
  apiKeyId: string,
): Promise<{ name: string; prefix: string; wasLive: boolean } | undefined> {
  const own = and(eq(apiKeys.partnerId, tx.ctx.partnerId), eq(apiKeys.id, apiKeyId));
  const found = (
    await tx.db.select({ name: apiKeys.name, prefix: apiKeys.prefix }).from(apiKeys).where(own)
  )[0];
  if (!found) return undefined;
  const revoked = await tx.db
    .update(apiKeys)
    .set({ revokedAt: tx.now, updatedAt: tx.now })
    .where(and(own, isNull(apiKeys.revokedAt)))
    .returning({ id: apiKeys.id });
  return { ...found, wasLive: revoked.length > 0 };
}
