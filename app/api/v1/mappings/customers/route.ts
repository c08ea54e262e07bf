import { z } from "zod";
import { route } from "@/lib/http/route";
import { confirmCustomerMappings } from "@/lib/mappings/confirm-customer-mappings";
import { listCustomerMappings } from "@/lib/mappings/list-customer-mappings";
import {
  batchOf,
  batchResult,
  customerMappingItem,
  customerRow,
  listOf,
  pageQuery,
  savedCustomer,
  statesQuery,
} from "@/lib/mappings/wire";

export const GET = route(
  {
    permission: "partner.read",
    summary: "Lists customers with their mapping to a PSA company, or none",
    query: z.strictObject({ ...pageQuery, states: statesQuery }),
    answer: listOf(customerMappingItem),
  },
  ({ ctx, query }) => listCustomerMappings(ctx, query),
);

export const PUT = route(
  {
    permission: "mapping.edit",
    summary: "Maps customers to PSA companies or excludes them; good rows are saved, the others named",
    body: batchOf(customerRow),
    answer: batchResult(savedCustomer),
  },
  ({ ctx, body }) => confirmCustomerMappings(ctx, body),
);
