import { route } from "@/lib/http/route";
import { listProductFamilies } from "@/lib/mappings/list-product-families";
import { productFamiliesAnswer, productFamiliesQuery } from "@/lib/mappings/product-wire";

export const GET = route(
  {
    permission: "partner.read",
    summary: "Lists product families with what customers hold of them and how much of it is mapped",
    query: productFamiliesQuery,
    answer: productFamiliesAnswer,
  },
  ({ ctx, query }) => listProductFamilies(ctx, query),
);
