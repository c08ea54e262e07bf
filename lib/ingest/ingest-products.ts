import { randomUUID } from "node:crypto";
import type { Tx } from "@/lib/auth/context";
import { toInstant } from "@/lib/clock";
import { type PriceRow, type ProductRow, saveProducts } from "@/lib/products/save-products";
import { findEditions } from "@/lib/products/store";
import { contentHash } from "./content";
import { type EditionItem, judgeEditions } from "./editions";
import { productKey } from "./known";
import type { ProductItem } from "./schemas";
import { keepEditions, lockCatalogue } from "./store";
import { type TakenIn, takeIn } from "./take-in";

/**
 * Stores products, the newest content of each with its prices, and lets in what waited for the new ones, at whatever
 * partner. `partnerIds` gives the partner of each code in the prices.
 */
export async function ingestProducts(
  tx: Tx,
  items: readonly { index: number; item: ProductItem }[],
  partnerIds: ReadonlyMap<string, string>,
): Promise<TakenIn> {
  await lockCatalogue(tx);
  const sent = items.map(({ index, item }) => ({
    index,
    key: productKey(item),
    edition: { asOf: toInstant(item.asOf), hash: contentHash(item, ["asOf"]) },
    item,
  }));
  const found = await findEditions(
    tx,
    items.map(({ item }) => item),
  );
  const stored = new Map(found.map((row) => [productKey(row), row]));
  const judged = judgeEditions(sent, stored);
  const isNews = judged.keep.length + judged.renew.size > 0;
  await saveProducts(tx, {
    products: [...judged.apply.values()].map((edition) => {
      const row = rowOf(tx, edition, stored.get(edition.key)?.id);
      const prices = pricesOf(row.id, edition.item.prices, partnerIds);
      return { row, familyCode: edition.item.family.code, prices };
    }),
    renewed: [...judged.renew].flatMap(([key, { asOf }]) => {
      const id = stored.get(key)?.id;
      return id === undefined ? [] : [{ id, asOf }];
    }),
    families: isNews ? sent.map(({ item, edition }) => ({ ...item.family, asOf: edition.asOf })) : [],
  });
  await keepEditions(
    tx,
    judged.keep.map(({ key, edition, item }) => ({
      partnerId: tx.ctx.partnerId,
      kind: "products" as const,
      vendorId: key,
      asOf: edition.asOf,
      contentHash: edition.hash,
      item,
    })),
  );
  const arrived = [...judged.apply.values()]
    .filter(({ isNew }) => isNew)
    .map(({ key }) => ({ kind: "product" as const, partnerId: null, id: key }));
  const taken = await takeIn(tx, [], { arrived, furtherNumbers: judged.apply.size });
  return { ...taken, verdicts: judged.verdicts };
}

function rowOf(
  tx: Tx,
  { edition, item }: EditionItem<ProductItem>,
  id: string | undefined,
): Omit<ProductRow, "familyId"> {
  const { family: _family, prices: _prices, asOf: _asOf, ...stated } = item;
  return {
    service: null,
    meterCode: null,
    feeKind: null,
    minimumQuantity: null,
    includedQuantity: null,
    invoiceText: null,
    commitment: null,
    ...stated,
    id: id ?? randomUUID(),
    asOf: edition.asOf,
    contentHash: edition.hash,
    createdAt: tx.now,
    updatedAt: tx.now,
  };
}

const pricesOf = (
  productId: string,
  prices: ProductItem["prices"],
  partnerIds: ReadonlyMap<string, string>,
): PriceRow[] =>
  prices.map(({ partnerCode, ...price }) => ({
    productId,
    partnerId: partnerCode === undefined ? null : (partnerIds.get(partnerCode) ?? null),
    currency: price.currency,
    listPrice: price.listPrice,
    partnerCost: price.partnerCost ?? null,
    validFrom: price.validFrom,
    validTo: price.validTo ?? null,
    promotion: price.promotion ?? null,
  }));
