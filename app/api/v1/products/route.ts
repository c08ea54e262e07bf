import { z } from "zod";
import { pageOf, pageQuery } from "@/lib/http/paging";
import { route } from "@/lib/http/route";
import { listProducts } from "@/lib/products/list-products";
import { productAnswer } from "@/lib/products/product";

export const GET = route(
  {
    permission: "vendor_data.read",
    summary: "Lists the own products, page by page",
    query: z.strictObject({
      search: z.string().min(1).max(100).optional(),
      status: productAnswer.shape.status.optional(),
      ...pageQuery(200),
    }),
    answer: z.object({ products: z.array(productAnswer), next: z.string().nullable() }),
  },
  ({ ctx, query: { cursor, limit, ...filter } }) =>
    listProducts(ctx, filter, pageOf({ cursor, limit }, "text")),
);
