import { z } from "zod";
import { route } from "@/lib/http/route";
import { customerMappingDetail } from "@/lib/mappings/customer-map-wire";
import { getCustomerMapping } from "@/lib/mappings/get-customer-mapping";
import { unmapCustomer } from "@/lib/mappings/unmap-customer";
import { queryNumber, unmapped } from "@/lib/mappings/wire";

export const GET = route(
  {
    permission: "partner.read",
    summary: "Shows one customer's mapping: both sides, contracts by cycle, history, what unmapping does",
    params: z.object({ customerId: z.uuid() }),
    answer: customerMappingDetail,
  },
  ({ ctx, params }) => getCustomerMapping(ctx, params),
);

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
