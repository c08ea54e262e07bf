import type { Ctx } from "@/lib/auth/context";
import { openConnector } from "@/lib/connections/open-connector";
import type { Company } from "@/lib/psa/records";
import { type Asked, askForEach } from "./ask-for-each";

/** Companies that the mirror does not know, read live: typed ids of people who know better than the last refresh. */
export function readCompanies(
  ctx: Ctx,
  connectionId: string,
  psaCompanyIds: readonly string[],
): Promise<Map<string, Asked<Company>>> {
  return askForEach(psaCompanyIds, async () => {
    const connector = await openConnector(ctx, connectionId);
    return (id) => connector.findCompany(id);
  });
}
