import { addressDefaults, filterQuery, listQuery } from "@/components/sync/task-address";
import type { FirstTasks } from "@/components/sync/use-tasks";
import type { Ctx } from "@/lib/auth/context";
import { answerOf } from "@/lib/http/page-answer";
import { pageOf } from "@/lib/http/paging";
import { listSyncTasks } from "@/lib/sync/list-sync-tasks";
import { summariseTasks } from "@/lib/sync/summarise-tasks";
import type { TaskGroup } from "@/lib/sync/task-group";
import { filterOf, taskFilterQuery, taskList, taskQuery, taskSummary } from "@/lib/sync/wire";

export type Given = Record<string, string | string[] | undefined>;

/** What the address asks for; an address that nobody could have been given gets its answer from the API. */
export async function firstTasks(ctx: Ctx, given: Given, group: TaskGroup): Promise<FirstTasks | undefined> {
  const text = (name: "search" | "customer" | "connection" | "sort" | "by") =>
    typeof given[name] === "string" ? given[name] : addressDefaults[name];
  const address = {
    search: text("search"),
    types: typeof given.types === "string" ? given.types.split(",").filter(Boolean) : [],
    warnings: given.warnings === "true",
    customer: text("customer"),
    connection: text("connection"),
    sort: text("sort"),
    by: text("by"),
  };
  const asked = { list: listQuery(address, group), filter: filterQuery(address, group) };
  const parsed = taskQuery.safeParse(Object.fromEntries(new URLSearchParams(asked.list)));
  if (!parsed.success) return undefined;
  const { cursor, limit, sort, ...filter } = parsed.data;
  const { group: _group, ...conditions } = taskFilterQuery.parse(
    Object.fromEntries(new URLSearchParams(asked.filter)),
  );
  const list = await listSyncTasks(ctx, { ...filterOf(filter), sort }, pageOf({ cursor, limit }, "text"));
  const summary = await summariseTasks(ctx, { ...filterOf(conditions), group, mayBeKept: true });
  return {
    listQuery: asked.list,
    list: answerOf(taskList, list),
    filterQuery: asked.filter,
    summary: answerOf(taskSummary, summary),
    isKept: summary.isKept,
  };
}
