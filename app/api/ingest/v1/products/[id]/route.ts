import { readOneRoute } from "@/lib/ingest/read-route";
import { getProduct } from "@/lib/products/get-product";
import { productAnswer } from "@/lib/products/product";

/** "OS-STD:monthly:P1Y"; a SKU may hold colons itself. */
function identityIn(id: string) {
  const parts = id.split(":");
  const [billingCycle = "", term = ""] = parts.slice(-2);
  return { sku: parts.slice(0, -2).join(":"), billingCycle, term };
}

export const GET = readOneRoute(
  {
    summary: "Reads one product by sku:billingCycle:term",
    answer: productAnswer,
    needsPartner: false,
  },
  (ctx, id) => getProduct(ctx, identityIn(id)),
);
