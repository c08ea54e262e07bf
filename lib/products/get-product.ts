import type { Ctx } from "@/lib/auth/context";
import { requirePermission } from "@/lib/auth/require-permission";
import { AppError } from "@/lib/errors";
import { type PricedProduct, withPrices } from "./priced-product";
import { findProduct, selectPrices } from "./store";

/** One product, by our id or by what identifies it at the vendor. Throws `not_found`. */
export async function getProduct(
  ctx: Ctx,
  by: { id: string } | { sku: string; billingCycle: string; term: string },
): Promise<PricedProduct> {
  requirePermission(ctx, "vendor_data.read");
  return ctx.transaction(async (tx) => {
    const found = await findProduct(tx, by);
    const [product] = found ? withPrices(ctx, [found], await selectPrices(tx, [found.id])) : [];
    if (!product) throw new AppError("not_found", "There is no such product.");
    return product;
  });
}
