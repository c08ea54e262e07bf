import { recordAudit } from "@/lib/audit/record";
import { AppError } from "@/lib/errors";
import { revokeKey } from "./api-key-store";
import type { Ctx } from "./context";
import { requirePermission } from "./require-permission";

/** Ends a key of the caller's tenant at once; a key that is revoked already stays as it is. */
export async function revokeApiKey(ctx: Ctx, input: { apiKeyId: string }): Promise<void> {
  requirePermission(ctx, "api_key.edit");
  await ctx.transaction(async (tx) => {
    const key = await revokeKey(tx, input.apiKeyId);
    if (!key) throw new AppError("not_found", "There is no such API key.");
    if (!key.wasLive) return;
    await recordAudit(tx, {
      action: "api_key.revoked",
      recordKind: "api_key",
      recordId: input.apiKeyId,
      before: { name: key.name, prefix: key.prefix },
    });
  });
}
