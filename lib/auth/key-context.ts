import { and, eq, isNull, sql } from "drizzle-orm";
import type pg from "pg";
import { apiKeys } from "@/db/schema/people";
import { partners } from "@/db/schema/tenancy";
import { AppError } from "@/lib/errors";
import { hashApiKey, isWellFormedApiKey } from "./api-key";
import { type Ctx, makeContext, withScope } from "./context";
import { atTheDoor } from "./door";

const unknownKey = (): AppError =>
  new AppError("unauthenticated", "The API key is unknown, expired or revoked.");

/**
 * The context of an API key: the partner's rows, or for a vendor-wide key the vendor's own tenant, to which the ingest
 * door adds the partners that a batch names. Throws `unauthenticated`; a key revoked a moment ago is refused already.
 */
export async function keyContext(
  pool: pg.Pool,
  key: string,
  request: { requestId: string; from?: string },
): Promise<Ctx> {
  if (!isWellFormedApiKey(key)) throw unknownKey();
  const found = await atTheDoor(pool, async (db, now) => {
    const rows = await db
      .select({ key: apiKeys, partnerStatus: partners.status })
      .from(apiKeys)
      .leftJoin(partners, eq(partners.partnerId, apiKeys.partnerId))
      .where(and(eq(apiKeys.hash, hashApiKey(key)), isNull(apiKeys.revokedAt)));
    const row = rows[0];
    if (!row || (row.key.expiresAt && row.key.expiresAt <= now) || row.partnerStatus === "closed")
      return undefined;
    // To the minute is enough to find keys that nobody uses, and spares a write per request.
    await db
      .update(apiKeys)
      .set({ lastUsedAt: now })
      .where(
        and(
          eq(apiKeys.partnerId, row.key.partnerId),
          eq(apiKeys.id, row.key.id),
          sql`(last_used_at is null or last_used_at < ${now}::timestamptz - interval '1 minute')`,
        ),
      );
    return row.key;
  });
  if (!found) throw unknownKey();
  return makeContext(pool, {
    actor: {
      kind: "api_key",
      apiKeyId: found.id,
      name: found.name,
      scopes: found.scopes,
      isVendorWide: found.isVendorWide,
    },
    partnerId: found.partnerId,
    role: undefined,
    canSeeCost: false,
    scope: { vendorSide: found.isVendorWide ? [] : [found.partnerId], partnerSide: [found.partnerId] },
    ...request,
  });
}

/** The same key, for the partners that its batch names; see `findPartnersByCode`. */
export function forPartners(ctx: Ctx, partnerIds: readonly string[]): Ctx {
  return withScope(ctx, { ...ctx.scope, vendorSide: partnerIds });
}
