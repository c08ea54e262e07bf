import type { Ctx } from "@/lib/auth/context";
import { toInstant } from "@/lib/clock";
import { businessDate } from "@/lib/dates";
import { AppError } from "@/lib/errors";
import { contractView } from "./contract-view";
import { getWorld } from "./get-world";
import { ownOperations } from "./own-operations";
import { askSandbox, worldAddress } from "./sandbox-program";
import { contractsOnlyTold, contractsTold, type ToldContracts } from "./told";

const sections = "companies,currencies,contracts,lines,charges,billingItems";

/**
 * A company of a world with its contracts as they stand there, found by its own id or by a contract's: the PSA's side
 * of what the portal's screens show.
 */
export async function getCompany(
  ctx: Ctx,
  asked: { world: string; companyId?: string; contractId?: string },
) {
  const world = await getWorld(ctx, asked.world);
  const companyId = asked.companyId ?? (await companyOfContract(world.name, asked.contractId ?? ""));
  const told = await askSandbox(
    contractsTold,
    worldAddress(world.name, "world", { only: sections, company: companyId }),
  );
  const company = told.companies.find(({ id }) => String(id) === companyId);
  if (!company) throw new AppError("not_found", "The PSA sandbox has no such company or contract.");
  const changes = told.lines.flatMap((line) => line.adjustments);
  const operations = await ownOperations(
    ctx,
    changes.map((change) => change.operation),
    world.timeZone,
  );
  const today = businessDate(toInstant(told.clock.now), world.timeZone);
  return {
    world,
    today,
    company: {
      id: companyId,
      name: company.companyName,
      isActive: company.isActive !== false,
      isHidden: (told.options.hiddenRows.Companies ?? []).includes(company.id),
      currency: currencyOf(told, company.currencyID),
    },
    contracts: told.contracts.map((contract) => contractView(told, contract, { today, operations })),
  };
}

async function companyOfContract(world: string, contractId: string): Promise<string> {
  const { contracts } = await askSandbox(
    contractsOnlyTold,
    worldAddress(world, "world", { only: "contracts", contract: contractId }),
  );
  const contract = contracts.find(({ id }) => String(id) === contractId);
  return contract === undefined ? "none" : String(contract.companyID);
}

/** A company without one of its own is billed in the database's. */
function currencyOf(told: ToldContracts, currencyId: number | null): string {
  const own = told.currencies.find(({ id }) => id === currencyId);
  return (own ?? told.currencies.find((currency) => currency.isInternalCurrency))?.name ?? "";
}
