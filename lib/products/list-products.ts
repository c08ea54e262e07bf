import type { Ctx } from "@/lib/auth/context";
import { requirePermission } from "@/lib/auth/require-permission";
import { cut, type Page } from "@/lib/http/paging";
import { type PricedProduct, withPrices } from "./priced-product";
import { type ProductFilter, selectPrices, selectProducts } from "./store";

/** A page of the catalogue, by name; with `updatedSince` by the time of change, the earliest first. */
export async function listProducts(
  ctx: Ctx,
  filter: ProductFilter,
  page: Page,
): Promise<{ products: PricedProduct[]; next: string | null }> {
  requirePermission(ctx, "vendor_data.read");
  return ctx.transaction(async (tx) => {
    const rows = await selectProducts(tx, filter, page);
    const { shown, next } = cut(rows, page, (row) => ({
      value: filter.updatedSince ? row.updatedAt.toISOString() : row.name,
      id: row.id,
    }));
    const prices = await selectPrices(
      tx,
      shown.map(({ id }) => id),
    );
    return { products: withPrices(ctx, shown, prices), next };
  });
}
