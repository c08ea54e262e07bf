import { z } from "zod";
import { route } from "@/lib/http/route";
import { confirmProductMappings } from "@/lib/mappings/confirm-product-mappings";
import { listProductMappings } from "@/lib/mappings/list-product-mappings";
import {
  batchOf,
  batchResult,
  listOf,
  pageQuery,
  productMappingItem,
  productRow,
  savedProduct,
  statesQuery,
} from "@/lib/mappings/wire";

export const GET = route(
  {
    permission: "partner.read",
    summary: "Lists products that customers hold with their mapping on a connection, or none",
    query: z.strictObject({ ...pageQuery, connectionId: z.uuid(), states: statesQuery }),
    answer: listOf(productMappingItem),
  },
  ({ ctx, query }) => listProductMappings(ctx, query),
);

export const PUT = route(
  {
    permission: "mapping.edit",
    summary:
      "Maps products to items of the PSA's catalogue or sets them free; good rows are saved, the others named",
    body: batchOf(productRow),
    answer: batchResult(savedProduct),
  },
  ({ ctx, body }) => confirmProductMappings(ctx, body),
);
