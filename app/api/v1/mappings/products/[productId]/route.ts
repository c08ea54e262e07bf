import { z } from "zod";
import { route } from "@/lib/http/route";
import { getProductMapping } from "@/lib/mappings/get-product-mapping";
import { productMappingAnswer } from "@/lib/mappings/product-wire";
import { unmapProduct } from "@/lib/mappings/unmap-product";
import { queryNumber, unmapped } from "@/lib/mappings/wire";

const params = z.object({ productId: z.uuid() });

export const GET = route(
  {
    permission: "partner.read",
    summary: "Shows a product on a connection: its mapping, who holds it, and its history",
    params,
    query: z.strictObject({ connectionId: z.uuid() }),
    answer: productMappingAnswer,
  },
  ({ ctx, params, query }) => getProductMapping(ctx, { ...params, ...query }),
);

export const DELETE = route(
  {
    permission: "mapping.edit",
    summary: "Unmaps a product on a connection; its lines in the PSA stay as they are",
    params,
    query: z.strictObject({ connectionId: z.uuid(), version: queryNumber.optional() }),
    answer: unmapped,
  },
  ({ ctx, params, query }) => unmapProduct(ctx, { ...params, ...query }),
);
