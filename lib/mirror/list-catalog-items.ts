import type { Ctx } from "@/lib/auth/context";
import { requirePermission } from "@/lib/auth/require-permission";
import { AppError } from "@/lib/errors";
import { connectionWithWords } from "@/lib/mappings/connection-words";
import { cycleWord } from "@/lib/mappings/cycle-words";
import { itemMisfit, itemTaken } from "@/lib/mappings/item-fit";
import { productsById } from "@/lib/mappings/mapping-query";
import { productTitle } from "@/lib/products/product";
import type { BillingCycle } from "@/lib/psa/records";
import { type CatalogWish, selectCatalogItems } from "./catalog-list-query";
import { fromCursor, toCursor } from "./list-cursor";
import { listState } from "./mirror-list-query";

export type CatalogListInput = {
  connectionId: string;
  search?: string | undefined;
  /** The product to be mapped: items say why they do not fit it, and those that do come first. */
  productId?: string | undefined;
  /** The same by its cycle alone. */
  billingCycle?: BillingCycle | undefined;
  cursor?: string | undefined;
  limit: number;
};

/** The catalogue as last read, by name, each item with the products assigned to it. No PSA call. */
export async function listCatalogItems(ctx: Ctx, input: CatalogListInput) {
  requirePermission(ctx, "partner.read");
  const { connectionId, productId } = input;
  return ctx.transaction(async (tx) => {
    const { words } = await connectionWithWords(tx, connectionId);
    const product =
      productId === undefined ? undefined : (await productsById(tx, [productId])).get(productId);
    if (productId !== undefined && !product) throw new AppError("not_found", "There is no such product.");
    const billingCycle = product?.billingCycle ?? input.billingCycle;
    const fitting: CatalogWish["fitting"] = billingCycle && { billingCycle, productId };
    const rows = await selectCatalogItems(tx, {
      connectionId,
      search: input.search,
      fitting,
      after: input.cursor === undefined ? undefined : fromCursor(input.cursor),
      limit: input.limit + 1,
    });
    const page = rows.slice(0, input.limit);
    const last = rows.length > input.limit ? page.at(-1) : undefined;
    const { readAt, problem } = await listState(tx, connectionId, "catalog_items");
    return {
      items: page.map(({ key: _, products, ...item }) => {
        const taker =
          productId === undefined ? undefined : products.find((one) => one.productId !== productId);
        const misfit =
          fitting && (itemMisfit(item, fitting, words) ?? (taker && itemTaken(item.name, taker.name)));
        return {
          ...item,
          unitCost: ctx.canSeeCost ? item.unitCost : null,
          cycleWord: cycleWord(item.cycle),
          products: products.map((one) => ({ productId: one.productId, title: productTitle(one) })),
          misfit: misfit ?? null,
          takenBy: taker?.name ?? null,
        };
      }),
      next: last ? toCursor({ name: last.key, id: last.psaItemId }) : null,
      asOf: readAt,
      problem,
    };
  });
}
