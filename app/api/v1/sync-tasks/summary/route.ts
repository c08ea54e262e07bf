import { route } from "@/lib/http/route";
import { summariseTasks } from "@/lib/sync/summarise-tasks";
import { filterOf, taskFilterQuery, taskSummary } from "@/lib/sync/wire";

export const GET = route(
  {
    permission: "partner.read",
    summary: "How sync tasks stand: counts of each group, money of one group, the last checks",
    query: taskFilterQuery,
    answer: taskSummary,
  },
  ({ ctx, query: { group, ...filter } }) => summariseTasks(ctx, { ...filterOf(filter), group }),
);
