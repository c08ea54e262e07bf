import { insertRecords } from "@/db/insert-records";
import { productPrices, products } from "@/db/schema/catalogue";
import type { Tx } from "@/lib/auth/context";
import { type NamedFamily, removePrices, renewEditions, saveFamilies } from "./store";

export type ProductRow = Omit<typeof products.$inferInsert, "version" | "id"> & { id: string };
export type PriceRow = Omit<typeof productPrices.$inferInsert, "id" | "createdAt">;

const stated = [
  "familyId",
  "name",
  "kind",
  "unit",
  "service",
  "meterCode",
  "feeKind",
  "minimumQuantity",
  "includedQuantity",
  "invoiceText",
  "commitment",
  "status",
  "asOf",
  "contentHash",
  "updatedAt",
] as const satisfies readonly (keyof ProductRow)[];

export type SavedProducts = {
  /** New or with newer content, by the code of their family, with the whole price list of each. */
  products: readonly { row: Omit<ProductRow, "familyId">; familyCode: string; prices: readonly PriceRow[] }[];
  /** Same content, confirmed later: only `asOf` moves on. */
  renewed: readonly { id: string; asOf: Date }[];
  /** Every family that any edition names, late editions too. */
  families: readonly NamedFamily[];
};

/**
 * Stores products, replacing the price list of each by the one it came with. Needs every partner in the transaction's
 * scope: a price of a partner that cannot be seen could not be replaced.
 */
export async function saveProducts(
  tx: Tx,
  { products: given, renewed, families }: SavedProducts,
): Promise<void> {
  const familyIds = await saveFamilies(tx, families);
  const rows = given.map(({ row, familyCode }) => {
    const familyId = familyIds.get(familyCode);
    if (familyId === undefined) throw new Error(`Family ${familyCode} was not stored.`);
    return { ...row, familyId };
  });
  await insertRecords(tx.db, products, rows, { columns: ["sku", "billingCycle", "term"], update: stated });
  await renewEditions(tx, renewed);
  await removePrices(
    tx,
    rows.map(({ id }) => id),
  );
  await insertRecords(
    tx.db,
    productPrices,
    given.flatMap(({ prices }) => prices.map((price) => ({ ...price, createdAt: tx.now }))),
  );
}
