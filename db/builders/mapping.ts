import { contractLinks, customerMappings, productMappings } from "@/db/schema/mappings";
import { type Building, buildingDb, builtColumns, nextNumber } from "./build";

type OnConnection = { partnerId: string; connectionId: string };

/** A customer mapped to a company of its own. */
export async function buildCustomerMapping(
  building: Building,
  overrides: OnConnection & { customerId: string } & Partial<typeof customerMappings.$inferInsert>,
): Promise<typeof customerMappings.$inferSelect> {
  const number = nextNumber();
  const [mapping] = await buildingDb(building)
    .insert(customerMappings)
    .values({
      psaCompanyId: String(200_000 + number),
      psaCompanyName: `Company ${number}`,
      state: "mapped",
      externalReference: `EFS-${number}`,
      ...builtColumns,
      ...overrides,
    })
    .returning();
  if (!mapping) throw new Error("The customer mapping was not stored.");
  return mapping;
}

/** A product mapped one to one to an item of its own, driven by orders. */
export async function buildProductMapping(
  building: Building,
  overrides: OnConnection & { productId: string } & Partial<typeof productMappings.$inferInsert>,
): Promise<typeof productMappings.$inferSelect> {
  const psaItemId = overrides.psaItemId ?? String(300_000 + nextNumber());
  const [mapping] = await buildingDb(building)
    .insert(productMappings)
    .values({
      state: "mapped",
      legs: [{ psaItemId, factor: "1" }],
      psaItemId,
      ...builtColumns,
      ...overrides,
    })
    .returning();
  if (!mapping) throw new Error("The product mapping was not stored.");
  return mapping;
}

/** A subscription that stands on a contract, without a line yet. */
export async function buildContractLink(
  building: Building,
  overrides: OnConnection & { subscriptionId: string } & Partial<typeof contractLinks.$inferInsert>,
): Promise<typeof contractLinks.$inferSelect> {
  const [link] = await buildingDb(building)
    .insert(contractLinks)
    .values({ psaContractId: String(400_000 + nextNumber()), ...builtColumns, ...overrides })
    .returning();
  if (!link) throw new Error("The contract link was not stored.");
  return link;
}
