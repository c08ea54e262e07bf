import { pageOf } from "@/lib/http/paging";
import { route } from "@/lib/http/route";
import { listOperations } from "@/lib/operations/list-operations";
import { logQuery, operationList } from "@/lib/operations/operation-schema";

export const GET = route(
  {
    permission: "partner.read",
    summary: "The Action Log: every write to the PSA with before, after and outcome, the newest first",
    query: logQuery,
    answer: operationList,
  },
  ({ ctx, query: { cursor, limit, ...filter } }) =>
    listOperations(ctx, filter, pageOf({ cursor, limit }, "time")),
);
