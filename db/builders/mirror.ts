import { mirrorCatalogItems, mirrorCompanies, mirrorContracts, mirrorLists } from "@/db/schema/mirror";
import { machineNow } from "@/lib/clock";
import { type Building, buildingDb, builtAt, nextNumber } from "./build";

type OnConnection = { partnerId: string; connectionId: string };

/** An active company of type Customer in GBP, as read from the PSA. */
export async function buildMirrorCompany(
  building: Building,
  overrides: OnConnection & Partial<typeof mirrorCompanies.$inferInsert>,
): Promise<typeof mirrorCompanies.$inferSelect> {
  const number = nextNumber();
  const [company] = await buildingDb(building)
    .insert(mirrorCompanies)
    .values({
      psaCompanyId: String(200_000 + number),
      name: `Company ${number}`,
      typeName: "Customer",
      isCustomer: true,
      isActive: true,
      isOwner: false,
      currency: "GBP",
      readAt: builtAt,
      ...overrides,
    })
    .returning();
  if (!company) throw new Error("The company was not stored.");
  return company;
}

/** An active monthly recurring-service contract of the year 2026. */
export async function buildMirrorContract(
  building: Building,
  overrides: OnConnection & { psaCompanyId: string } & Partial<typeof mirrorContracts.$inferInsert>,
): Promise<typeof mirrorContracts.$inferSelect> {
  const number = nextNumber();
  const [contract] = await buildingDb(building)
    .insert(mirrorContracts)
    .values({
      psaContractId: String(400_000 + number),
      name: `Managed services ${number}`,
      kindName: "Recurring Service",
      isRecurring: true,
      isActive: true,
      cycle: "monthly",
      startDate: "2026-01-01",
      endDate: "2026-12-31",
      readAt: builtAt,
      ...overrides,
    })
    .returning();
  if (!contract) throw new Error("The contract was not stored.");
  return contract;
}

/** An active monthly item of the PSA's catalogue. */
export async function buildMirrorItem(
  building: Building,
  overrides: OnConnection & Partial<typeof mirrorCatalogItems.$inferInsert>,
): Promise<typeof mirrorCatalogItems.$inferSelect> {
  const number = nextNumber();
  const [item] = await buildingDb(building)
    .insert(mirrorCatalogItems)
    .values({
      psaItemId: String(300_000 + number),
      name: `Service ${number}`,
      cycle: "monthly",
      unitPrice: "9.4",
      unitCost: "7.1",
      isActive: true,
      isBundle: false,
      inBundles: [],
      readAt: builtAt,
      ...overrides,
    })
    .returning();
  if (!item) throw new Error("The item was not stored.");
  return item;
}

/** Says that a list of the PSA's was read whole, now unless told otherwise. */
export async function buildMirrorList(
  building: Building,
  overrides: OnConnection & { list: string } & Partial<typeof mirrorLists.$inferInsert>,
): Promise<void> {
  await buildingDb(building)
    .insert(mirrorLists)
    .values({ readAt: machineNow(), ...overrides });
}
