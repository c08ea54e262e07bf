import type { Ctx, Tx } from "@/lib/auth/context";
import { requirePermission } from "@/lib/auth/require-permission";
import { keptSum } from "@/lib/kept-sums/kept-sum";
import { listState } from "@/lib/mirror/mirror-list-query";
import { connectionWithWords } from "./connection-words";
import type { ProductFilter } from "./held-products-query";
import { perMonth } from "./monthly-product-money";
import { selectFamilies, selectHeldTotals } from "./product-families-query";
import { selectProductRows } from "./product-rows-query";
import { viewOfProduct } from "./product-view";

export type ProductsWish = ProductFilter & {
  /** Families whose products are wanted too; all when left out. */
  open?: readonly string[] | undefined;
  after?: string | undefined;
  limit: number;
  mayBeKept?: boolean;
};

/**
 * The Products screen of one connection: how things stand with what customers hold, the families that the filter
 * shows, and the products of the unfolded ones. Five statements, whatever the size of the catalogue.
 */
export async function listProductFamilies(ctx: Ctx, wish: ProductsWish) {
  requirePermission(ctx, "partner.read");
  return ctx.transaction(async (tx) => {
    const { words } = await connectionWithWords(tx, wish.connectionId);
    const { value, isKept } = await keptSum(tx, { name: nameOf(wish), mayBeKept: wish.mayBeKept }, () =>
      addUp(tx, wish),
    );
    const { families, rows } = value;
    const { unmappedMoney, ...totals } = value.totals;
    const shown = rows.slice(0, wish.limit);
    const { readAt, problem } = await listState(tx, wish.connectionId, "catalog_items");
    return {
      isKept,
      totals: { ...totals, unmappedMoney: perMonth(unmappedMoney) },
      families: families.map(({ money, ...family }) => ({ ...family, money: perMonth(money) })),
      products: shown.map((row) => viewOfProduct(row, words)),
      next: rows.length > wish.limit ? (shown.at(-1)?.productId ?? null) : null,
      catalogue: { asOf: readAt, problem },
    };
  });
}

async function addUp(tx: Tx, wish: ProductsWish) {
  const totals = await selectHeldTotals(tx, wish.connectionId);
  const families = await selectFamilies(tx, wish);
  const isFolded = wish.open?.length === 0;
  const rows = isFolded
    ? []
    : await selectProductRows(tx, { ...wish, families: wish.open, limit: wish.limit + 1 });
  return { totals, families, rows };
}

/** What the screen opens with is kept; what somebody searches, unfolds or pages to is not. */
function nameOf({ connectionId, show, onlyUnmapped, search, open, after }: ProductsWish): string | undefined {
  if (search || after || (open?.length ?? 0) > 0) return undefined;
  return ["products", connectionId, show, onlyUnmapped ? "unmapped" : "", open ? "folded" : ""].join(" ");
}
