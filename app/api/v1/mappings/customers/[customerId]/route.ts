import { z } from "zod";
import { route } from "@/lib/http/route";
import { unmapCustomer } from "@/lib/mappings/unmap-customer";
import { queryNumber, unmapped } from "@/lib/mappings/wire";

export const DELETE = route(
  {
    permission: "mapping.edit",
    summary: "Unmaps a customer; its lines in the PSA stay as they are",
    params: z.object({ customerId: z.uuid() }),
    query: z.strictObject({ version: queryNumber.optional() }),
    answer: unmapped,
  },
  ({ ctx, params, query }) => unmapCustomer(ctx, { ...params, ...query }),
);
