import { recordAudit } from "@/lib/audit/record";
import { AppError, type FieldError } from "@/lib/errors";
import { newApiKey } from "./api-key";
import { findOwnTenant, insertKey } from "./api-key-store";
import type { Ctx } from "./context";
import { requirePermission } from "./require-permission";
import { type Scope, scopesFor } from "./scopes";

export type ApiKeyInput = { name: string; scopes: readonly Scope[]; expiresAt?: Date | undefined };
/** `key` is told this once and stored nowhere. */
export type CreatedApiKey = { id: string; key: string; prefix: string };

/**
 * Makes a key of the caller's own tenant: of the vendor one for all partners with ingest scopes, of a partner one for
 * its own rows with the scopes of API v1. Throws `invalid` for a scope that is the other side's.
 */
export async function createApiKey(ctx: Ctx, input: ApiKeyInput): Promise<CreatedApiKey> {
  requirePermission(ctx, "api_key.edit");
  const { key, prefix, hash } = newApiKey();
  return ctx.transaction(async (tx) => {
    const tenant = await findOwnTenant(tx);
    if (!tenant) throw new AppError("not_found", "There is no such tenant.");
    const allowed = scopesFor(tenant.kind);
    const foreign = input.scopes.filter((scope) => !allowed.includes(scope));
    if (foreign.length > 0) {
      throw invalid("scopes", "unknown_value", `A key of ${tenant.name} cannot hold ${foreign.join(", ")}.`);
    }
    if (input.scopes.length === 0) throw invalid("scopes", "required", "Choose at least one scope.");
    if (input.expiresAt && input.expiresAt <= tx.now) {
      throw invalid("expiresAt", "invalid", "The end lies in the past.");
    }
    const row = {
      name: input.name,
      prefix,
      scopes: [...new Set(input.scopes)],
      isVendorWide: tenant.kind === "vendor",
      expiresAt: input.expiresAt ?? null,
    };
    const id = await insertKey(tx, { ...row, hash });
    await recordAudit(tx, { action: "api_key.created", recordKind: "api_key", recordId: id, after: row });
    return { id, key, prefix };
  });
}

function invalid(field: string, code: FieldError["code"], message: string): AppError {
  return new AppError("invalid", message, { fields: [{ field, code, message }] });
}
