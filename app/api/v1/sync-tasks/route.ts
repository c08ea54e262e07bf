import { pageOf } from "@/lib/http/paging";
import { route } from "@/lib/http/route";
import { listSyncTasks } from "@/lib/sync/list-sync-tasks";
import { filterOf, taskList, taskQuery } from "@/lib/sync/wire";

export const GET = route(
  {
    permission: "partner.read",
    summary: "Lists sync tasks with their money, page by page; the latest first unless told otherwise",
    query: taskQuery,
    answer: taskList,
  },
  ({ ctx, query: { cursor, limit, sort, ...filter } }) =>
    listSyncTasks(ctx, { ...filterOf(filter), sort }, pageOf({ cursor, limit }, "text")),
);
