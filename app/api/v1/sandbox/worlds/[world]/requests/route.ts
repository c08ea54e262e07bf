import { route } from "@/lib/http/route";
import { requestsQuery, worldParams } from "@/lib/practice-psa/bodies";
import { listRequests } from "@/lib/practice-psa/list-requests";
import { requestsAnswer } from "@/lib/practice-psa/wire";

const pageSize = 100;

export const GET = route(
  {
    permission: "sandbox.read",
    summary: "What the PSA look-alike received, the newest first, with our operation beside each request",
    params: worldParams,
    query: requestsQuery,
    answer: requestsAnswer,
  },
  ({ ctx, params: { world }, query: { writes, ...filter } }) =>
    listRequests(ctx, { world, isWrite: writes, ...filter, limit: pageSize }),
);
