import { route } from "@/lib/http/route";
import { listTaskIds } from "@/lib/sync/list-task-ids";
import { filterOf, taskFilterQuery, taskIds } from "@/lib/sync/wire";

export const GET = route(
  {
    permission: "partner.read",
    summary: "The ids of all sync tasks that a filter means, as many as one batch takes",
    query: taskFilterQuery,
    answer: taskIds,
  },
  ({ ctx, query }) => listTaskIds(ctx, filterOf(query)),
);
