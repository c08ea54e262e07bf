import { z } from "zod";
import { route } from "@/lib/http/route";
import { unmapProduct } from "@/lib/mappings/unmap-product";
import { queryNumber, unmapped } from "@/lib/mappings/wire";

export const DELETE = route(
  {
    permission: "mapping.edit",
    summary: "Unmaps a product on a connection; its lines in the PSA stay as they are",
    params: z.object({ productId: z.uuid() }),
    query: z.strictObject({ connectionId: z.uuid(), version: queryNumber.optional() }),
    answer: unmapped,
  },
  ({ ctx, params, query }) => unmapProduct(ctx, { ...params, ...query }),
);
