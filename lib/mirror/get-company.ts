import type { Ctx } from "@/lib/auth/context";
import { requirePermission } from "@/lib/auth/require-permission";
import { openConnector } from "@/lib/connections/open-connector";
import { resolveSetting } from "@/lib/connections/settings";
import { AppError } from "@/lib/errors";
import { companyMisfit, companyUnknown } from "@/lib/mappings/company-fit";
import { connectionWithWords } from "@/lib/mappings/connection-words";
import { takersOfCompanies } from "@/lib/mappings/mapping-query";
import type { Company } from "@/lib/psa/records";
import { upsertCompanies } from "./store";

export type FoundCompany = {
  company: Company;
  misfit: string | null;
  mappedTo: { customerId: string; name: string } | null;
  asOf: Date;
};

/**
 * A company by an id somebody typed, read live so that its name can be confirmed, and kept in the mirror. One call.
 * Throws `not_found` when it is not there or hidden from the API user.
 */
export async function getCompany(
  ctx: Ctx,
  input: { connectionId: string; psaCompanyId: string },
): Promise<FoundCompany> {
  requirePermission(ctx, "mapping.edit");
  const connector = await openConnector(ctx, input.connectionId);
  const company = await connector.findCompany(input.psaCompanyId.trim());
  if (!company) throw new AppError("not_found", companyUnknown(input.psaCompanyId, connector.vocabulary.psa));
  return ctx.transaction(async (tx) => {
    const { connection, words } = await connectionWithWords(tx, input.connectionId);
    await upsertCompanies(tx, input.connectionId, [company]);
    const alsoTypes = resolveSetting("alsoCompanyTypes", { connection: connection.settings }).value;
    const takers = await takersOfCompanies(tx, input.connectionId, [company.psaCompanyId]);
    const taker = takers.get(company.psaCompanyId);
    return {
      company,
      misfit: companyMisfit(company, { psa: words.psa, alsoTypes }) ?? null,
      mappedTo: taker ? { customerId: taker.mapping.customerId, name: taker.customerName } : null,
      asOf: tx.now,
    };
  });
}
