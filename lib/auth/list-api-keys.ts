import { type ApiKeyRow, keysOfTenant } from "./api-key-store";
import type { Ctx } from "./context";
import { requirePermission } from "./require-permission";

export type ListedApiKey = Omit<ApiKeyRow, "hash">;

/** Keys of the caller's tenant, the newest first, revoked ones included; of the key itself only its prefix. */
export async function listApiKeys(ctx: Ctx): Promise<ListedApiKey[]> {
  requirePermission(ctx, "api_key.edit");
  const rows = await ctx.transaction((tx) => keysOfTenant(tx));
  return rows.map(({ hash: _hash, ...key }) => key);
}
