import { z } from "zod";
import { route } from "@/lib/http/route";
import { getProduct } from "@/lib/products/get-product";
import { productAnswer } from "@/lib/products/product";

export const GET = route(
  {
    permission: "vendor_data.read",
    summary: "Reads one product",
    params: z.strictObject({ productId: z.uuid() }),
    answer: productAnswer,
  },
  ({ ctx, params }) => getProduct(ctx, { id: params.productId }),
);
