import { productFamilies, productPrices, products } from "@/db/schema/catalogue";
import { type Building, buildingDb, builtAt, builtColumns, nextNumber } from "./build";

export type BuiltProduct = typeof products.$inferSelect;

type ProductOptions = Partial<typeof products.$inferInsert> & {
  /** Price and cost for every partner from 2020 on; default 9.40 and 7.10 GBP. */
  price?: { currency: string; listPrice: string; partnerCost?: string };
};

/** A licence billed per month on a term of a year, in a family of its own unless one is given. */
export async function buildProduct(building: Building, options: ProductOptions = {}): Promise<BuiltProduct> {
  const db = buildingDb(building);
  const number = nextNumber();
  const { price = { currency: "GBP", listPrice: "9.4", partnerCost: "7.1" }, ...overrides } = options;
  const [product] = await db
    .insert(products)
    .values({
      sku: `SKU-${number}`,
      name: `Product ${number}`,
      billingCycle: "monthly",
      term: "P1Y",
      kind: "licence",
      unit: "seat",
      asOf: builtAt,
      contentHash: `built-${number}`,
      ...builtColumns,
      ...overrides,
      familyId: overrides.familyId ?? (await buildFamily(building)),
    })
    .returning();
  if (!product) throw new Error("The product was not stored.");
  await db
    .insert(productPrices)
    .values({ productId: product.id, validFrom: "2020-01-01", createdAt: builtAt, ...price });
  return product;
}

async function buildFamily(
  building: Building,
  overrides: Partial<typeof productFamilies.$inferInsert> = {},
): Promise<string> {
  const number = nextNumber();
  const [family] = await buildingDb(building)
    .insert(productFamilies)
    .values({
      code: String(4000 + number),
      name: `Family ${number}`,
      asOf: builtAt,
      ...builtColumns,
      ...overrides,
    })
    .returning();
  if (!family) throw new Error("The product family was not stored.");
  return family.id;
}
