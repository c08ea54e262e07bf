import type { Ctx } from "@/lib/auth/context";
import { requirePermission } from "@/lib/auth/require-permission";
import { resolveSetting } from "@/lib/connections/settings";
import { companyMisfit } from "@/lib/mappings/company-fit";
import { connectionWithWords } from "@/lib/mappings/connection-words";
import { selectCompanies } from "./company-list-query";
import { fromCursor, toCursor } from "./list-cursor";
import { listState } from "./mirror-list-query";

export type CompanyListInput = {
  connectionId: string;
  /** Part of a name, city or web address, or an id. */
  search?: string | undefined;
  /** Only active companies of type Customer. */
  onlyCustomers?: boolean | undefined;
  cursor?: string | undefined;
  limit: number;
};

/** Companies as last read, by name, each with why it cannot be mapped and which customer stands on it. No PSA call. */
export async function listCompanies(ctx: Ctx, input: CompanyListInput) {
  requirePermission(ctx, "partner.read");
  return ctx.transaction(async (tx) => {
    const { connection, words } = await connectionWithWords(tx, input.connectionId);
    const rows = await selectCompanies(tx, {
      connectionId: input.connectionId,
      search: input.search,
      onlyCustomers: input.onlyCustomers ?? false,
      after: input.cursor === undefined ? undefined : fromCursor(input.cursor),
      limit: input.limit + 1,
    });
    const alsoTypes = resolveSetting("alsoCompanyTypes", { connection: connection.settings }).value;
    const page = rows.slice(0, input.limit);
    const last = rows.length > input.limit ? page.at(-1)?.company : undefined;
    const { readAt, problem } = await listState(tx, input.connectionId, "companies");
    return {
      companies: page.map(({ company, customerId, customerName }) => ({
        ...company,
        misfit: companyMisfit(company, { psa: words.psa, alsoTypes }) ?? null,
        mappedTo: customerId === null ? null : { customerId, name: customerName ?? "" },
      })),
      next: last ? toCursor({ name: last.name, id: last.psaCompanyId }) : null,
      asOf: readAt,
      problem,
    };
  });
}
