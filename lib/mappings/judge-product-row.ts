import type { Tx } from "@/lib/auth/context";
import { canonicalDecimal } from "@/lib/decimal-text";
import type { Vocabulary } from "@/lib/psa/connector";
import { conflict, invalid, type Refusal } from "./batch";
import type { ProductRow } from "./confirm-product-mappings";
import { connectionWithWords } from "./connection-words";
import { itemMisfit, itemTaken } from "./item-fit";
import {
  liveLinesOf,
  mappingsOfProducts,
  mirroredItems,
  type ProductMapping,
  productsById,
  takersOfItems,
} from "./mapping-query";

/** Everything that rows are judged by, read once for the batch and kept up to date while it is saved. */
export type ProductFacts = {
  words: Vocabulary;
  products: Awaited<ReturnType<typeof productsById>>;
  items: Awaited<ReturnType<typeof mirroredItems>>;
  mappings: Map<string, ProductMapping>;
  takers: Map<string, { mapping: ProductMapping; productName: string }>;
  liveLines: Map<string, number>;
  note(mapping: ProductMapping, productName: string): void;
};

export type JudgedProduct = {
  before: ProductMapping | undefined;
  productName: string;
  values: Pick<
    ProductMapping,
    "state" | "legs" | "psaItemId" | "driver" | "allowance" | "minimum" | "reason"
  >;
};

export async function loadProductFacts(
  tx: Tx,
  input: { connectionId: string; rows: readonly ProductRow[] },
): Promise<ProductFacts> {
  const { words } = await connectionWithWords(tx, input.connectionId);
  const productIds = input.rows.map((row) => row.productId);
  const itemIds = input.rows.flatMap((row) => (row.state === "mapped" ? [row.psaItemId] : []));
  const mappings = await mappingsOfProducts(tx, input.connectionId, productIds);
  const takers = await takersOfItems(tx, input.connectionId, itemIds);
  return {
    words,
    products: await productsById(tx, productIds),
    items: await mirroredItems(tx, input.connectionId, [...itemIds, ...itemsOf(mappings.values())]),
    mappings,
    takers,
    liveLines: await liveLinesOf(tx, input.connectionId, { productIds }),
    note(mapping, productName) {
      mappings.set(mapping.productId, mapping);
      for (const [id, taker] of takers) if (taker.mapping.productId === mapping.productId) takers.delete(id);
      if (mapping.state === "mapped" && mapping.psaItemId !== null) {
        takers.set(mapping.psaItemId, { mapping, productName });
      }
    },
  };
}

/** What stands now is named in a refusal, so that both values can be shown. */
const itemsOf = (mappings: Iterable<ProductMapping>): string[] =>
  [...mappings].flatMap(({ psaItemId }) => psaItemId ?? []);

/** Whether a row may be saved, and with which values. */
export function judgeProductRow(row: ProductRow, facts: ProductFacts): JudgedProduct | Refusal {
  const product = facts.products.get(row.productId);
  if (!product) return { code: "not_found", message: "There is no such product." };
  const before = facts.mappings.get(row.productId);
  const stale = refuseStale(row, before, facts, product.name);
  if (stale) return stale;
  const about = { before, productName: product.name };
  if (row.state === "free") {
    const kept = { driver: before?.driver ?? "orders", allowance: null, minimum: null } as const;
    return { ...about, values: { state: "free", legs: [], psaItemId: null, ...kept, reason: row.reason } };
  }
  const item = facts.items.get(row.psaItemId);
  if (!item) {
    const kind = facts.words.catalogItem.toLowerCase();
    return {
      code: "not_found",
      message: `There is no ${kind} ${row.psaItemId} in the list read from ${facts.words.psa}. Retrieve the list again, or choose another.`,
    };
  }
  const misfit = itemMisfit(item, product, facts.words);
  if (misfit !== undefined) return invalid(misfit);
  const taker = facts.takers.get(row.psaItemId);
  if (taker && taker.mapping.productId !== row.productId) {
    return conflict(itemTaken(item.name, taker.productName), {
      productId: taker.mapping.productId,
      productName: taker.productName,
      psaItemId: row.psaItemId,
    });
  }
  return {
    ...about,
    values: {
      state: "mapped",
      legs: [
        { psaItemId: row.psaItemId, factor: canonicalDecimal(row.factor ?? before?.legs[0]?.factor ?? "1") },
      ],
      psaItemId: row.psaItemId,
      driver: row.driver ?? before?.driver ?? (product.kind === "usage" ? "usage" : "orders"),
      allowance: chosen(row.allowance, before?.allowance),
      minimum: chosen(row.minimum, before?.minimum),
      reason: null,
    },
  };
}

const chosen = (given: string | null | undefined, before: string | null | undefined): string | null =>
  given === undefined ? (before ?? null) : given === null ? null : canonicalDecimal(given);

/** A row that is mapped is changed only by somebody who has seen it as it is; its item not under live lines. */
function refuseStale(
  row: ProductRow,
  before: ProductMapping | undefined,
  facts: ProductFacts,
  productName: string,
): Refusal | undefined {
  if (!before) return undefined;
  const { version, state, psaItemId, reason } = before;
  const itemName = psaItemId === null ? null : (facts.items.get(psaItemId)?.name ?? null);
  const current = { version, state, psaItemId, itemName, reason };
  const isSameItem = row.state === "mapped" && before.psaItemId === row.psaItemId;
  const isOutdated = row.version !== undefined && row.version !== before.version;
  if (isOutdated || (before.state === "mapped" && row.version === undefined && !isSameItem)) {
    return conflict(`'${productName}' was changed meanwhile. Look at it again, then choose.`, current);
  }
  const lines = facts.liveLines.get(row.productId) ?? 0;
  if (before.state === "mapped" && !isSameItem && lines > 0) {
    return {
      code: "precondition_failed",
      message: `'${productName}' has ${lines} live ${lines === 1 ? "line" : "lines"} in ${facts.words.psa}. Unmap it first, or end the lines.`,
      current,
    };
  }
  return undefined;
}
