import type { Ctx } from "@/lib/auth/context";
import { requirePermission } from "@/lib/auth/require-permission";
import { openConnector } from "@/lib/connections/open-connector";
import { resolveSetting } from "@/lib/connections/settings";
import { AppError } from "@/lib/errors";
import { companyMisfit, companyUnknown } from "@/lib/mappings/company-fit";
import { connectionWithWords } from "@/lib/mappings/connection-words";
import type { Company } from "@/lib/psa/records";
import { upsertCompanies } from "./store";

/**
 * A company by an id somebody typed, read live so that its name can be confirmed, and kept in the mirror. One call.
 * Throws `not_found` when it is not there or hidden from the API user.
 */
export async function getCompany(
  ctx: Ctx,
  input: { connectionId: string; psaCompanyId: string },
): Promise<{ company: Company; misfit: string | null; asOf: Date }> {
  requirePermission(ctx, "mapping.edit");
  const connector = await openConnector(ctx, input.connectionId);
  const company = await connector.findCompany(input.psaCompanyId.trim());
  if (!company) throw new AppError("not_found", companyUnknown(input.psaCompanyId, connector.vocabulary.psa));
  return ctx.transaction(async (tx) => {
    const { connection, words } = await connectionWithWords(tx, input.connectionId);
    await upsertCompanies(tx, input.connectionId, [company]);
    const alsoTypes = resolveSetting("alsoCompanyTypes", { connection: connection.settings }).value;
    return { company, misfit: companyMisfit(company, { psa: words.psa, alsoTypes }) ?? null, asOf: tx.now };
  });
}
