import type { Ctx } from "@/lib/auth/context";
import { getWorld } from "./get-world";
import { askSandbox, worldAddress } from "./sandbox-program";
import { companiesTold } from "./told";

/** Enough for a list that is searched rather than read. */
const shownAtMost = 200;

/** Companies of a world by name, hidden and inactive ones too, with how many contracts each has. */
export async function listCompanies(ctx: Ctx, { world: name, search }: { world: string; search: string }) {
  const world = await getWorld(ctx, name);
  const told = await askSandbox(
    companiesTold,
    worldAddress(world.name, "world", { only: "companies,contracts" }),
  );
  const contracts = new Map<number, number>();
  for (const { companyID } of told.contracts) contracts.set(companyID, (contracts.get(companyID) ?? 0) + 1);
  const hidden = new Set(told.options.hiddenRows.Companies ?? []);
  const wanted = search.trim().toLowerCase();
  const found = told.companies
    .filter(({ id, companyName }) => companyName.toLowerCase().includes(wanted) || String(id) === wanted)
    .sort((one, other) => one.companyName.localeCompare(other.companyName));
  return {
    world,
    total: told.companies.length,
    contracts: told.contracts.length,
    found: found.length,
    companies: found.slice(0, shownAtMost).map((company) => ({
      id: String(company.id),
      name: company.companyName,
      city: company.city || null,
      isActive: company.isActive !== false,
      isHidden: hidden.has(company.id),
      contracts: contracts.get(company.id) ?? 0,
    })),
  };
}
