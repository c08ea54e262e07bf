import { z } from "zod";
import { batchRoute } from "@/lib/ingest/batch-route";
import { readListRoute } from "@/lib/ingest/read-route";
import { listProducts } from "@/lib/products/list-products";
import { productAnswer } from "@/lib/products/product";

export const POST = batchRoute("products", "Takes in the catalogue with its prices; vendor-wide keys only");

export const GET = readListRoute(
  {
    summary: "Lists products by the time of their last change",
    answer: z.object({ products: z.array(productAnswer), next: z.string().nullable() }),
    needsPartner: false,
  },
  (ctx, updatedSince, page) => listProducts(ctx, { updatedSince }, page),
);
