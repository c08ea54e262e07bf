import type pg from "pg";
import { AppError } from "@/lib/errors";
import { hashApiKey, isWellFormedApiKey } from "./api-key";
import { findLiveKey, touchKey } from "./api-key-store";
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
    const row = await findLiveKey(db, now, hashApiKey(key));
    if (row) await touchKey(db, now, row);
    return row;
  });
  if (!found) throw unknownKey();
  const { id, name, scopes, isVendorWide, partnerId } = found;
  return makeContext(pool, {
    actor: { kind: "api_key", apiKeyId: id, name, scopes, isVendorWide },
    partnerId,
    role: undefined,
    canSeeCost: false,
    scope: { vendorSide: isVendorWide ? [] : [partnerId], partnerSide: [partnerId] },
    ...request,
  });
}

/** The same key, for the partners that its batch names; see `findPartnersByCode`. */
export function forPartners(ctx: Ctx, partnerIds: readonly string[]): Ctx {
  return withScope(ctx, { ...ctx.scope, vendorSide: partnerIds });
}
