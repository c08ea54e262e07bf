import { listFindings } from "@/lib/findings/list-findings";
import { findingList, findingQuery } from "@/lib/findings/wire";
import { pageOf } from "@/lib/http/paging";
import { route } from "@/lib/http/route";

export const GET = route(
  {
    permission: "partner.read",
    summary: "Lists where vendor and PSA differ, with what it costs per month; the newest first",
    query: findingQuery,
    answer: findingList,
  },
  ({ ctx, query: { cursor, limit, ...filter } }) =>
    listFindings(ctx, filter, pageOf({ cursor, limit }, "time")),
);
