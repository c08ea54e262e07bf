import { z } from "zod";
import { route } from "@/lib/http/route";
import { confirmContractLinks } from "@/lib/mappings/confirm-contract-links";
import { listContractLinks } from "@/lib/mappings/list-contract-links";
import {
  batchOf,
  batchResult,
  contractLinkItem,
  contractRow,
  listOf,
  pageQuery,
  savedLink,
} from "@/lib/mappings/wire";

export const GET = route(
  {
    permission: "partner.read",
    summary: "Lists subscriptions with the contract they stand on, or none",
    query: z.strictObject({ ...pageQuery, customerId: z.uuid().optional() }),
    answer: listOf(contractLinkItem),
  },
  ({ ctx, query }) => listContractLinks(ctx, query),
);

export const PUT = route(
  {
    permission: "mapping.edit",
    summary: "Puts subscriptions on contracts of the PSA; good rows are saved, the others named",
    body: batchOf(contractRow),
    answer: batchResult(savedLink),
  },
  ({ ctx, body }) => confirmContractLinks(ctx, body),
);
