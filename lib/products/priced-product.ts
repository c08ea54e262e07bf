import type { Ctx } from "@/lib/auth/context";
import { productLabel, seesCost } from "./product";
import type { Product, ProductPrice } from "./store";

export type PricedProduct = Product & {
  label: string;
  prices: (Omit<ProductPrice, "partnerCost"> & { partnerCost: string | null; isOwn: boolean })[];
};

/** Products with the prices that the reader may see; cost only for whoever may see cost. */
export function withPrices(
  ctx: Ctx,
  products: readonly Product[],
  prices: readonly ProductPrice[],
): PricedProduct[] {
  const isCostShown = seesCost(ctx);
  return products.map((product) => ({
    ...product,
    label: productLabel(product),
    prices: prices
      .filter(({ productId }) => productId === product.id)
      .map((price) => ({
        ...price,
        partnerCost: isCostShown ? price.partnerCost : null,
        isOwn: price.partnerId !== null,
      })),
  }));
}
