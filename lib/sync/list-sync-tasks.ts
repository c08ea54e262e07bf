import type { Ctx } from "@/lib/auth/context";
import { requirePermission } from "@/lib/auth/require-permission";
import { cut, type Page } from "@/lib/http/paging";
import type { TaskFilter } from "./task-filter-query";
import { selectTasks, type TaskRow } from "./task-query";
import type { TaskSort } from "./task-sort";

/** A task as a person may see it: cost only for those who may see cost. */
export type ShownTask = Omit<TaskRow, "unitCost" | "planWarnings" | "place"> & { unitCost?: string | null };

/** A page of the tasks that a filter means; the highest number first unless told otherwise. */
export async function listSyncTasks(
  ctx: Ctx,
  filter: TaskFilter & { sort?: TaskSort },
  page: Page,
): Promise<{ tasks: ShownTask[]; next: string | null }> {
  requirePermission(ctx, "partner.read");
  const { sort = "-number", ...conditions } = filter;
  const rows = await ctx.transaction((tx) =>
    selectTasks(tx, conditions, { sort, after: page.after, limit: page.limit + 1 }),
  );
  const { shown, next } = cut(rows, page, ({ place, id }) => ({ value: `${sort}:${place}`, id }));
  return { tasks: shown.map((task) => shownTask(ctx, task)), next };
}

export function shownTask(ctx: Ctx, { planWarnings, place: _place, ...task }: TaskRow): ShownTask {
  const known = new Set(task.warnings.map(({ message }) => message));
  const more = planWarnings.filter(({ sentence }) => !known.has(sentence));
  const warnings = [...task.warnings, ...more.map(({ code, sentence }) => ({ code, message: sentence }))];
  return withoutCost(ctx, { ...task, warnings });
}

function withoutCost(ctx: Ctx, task: ShownTask): ShownTask {
  if (ctx.canSeeCost) return task;
  const { unitCost: _hidden, extras, ...rest } = task;
  const shown = { ...rest, handEdits: rest.handEdits.filter(({ field }) => field !== "cost") };
  const fees = extras?.fees?.map(({ unitCost: _cost, ...fee }) => fee);
  const prorated = extras?.prorated?.map(({ cost: _cost, ...amount }) => amount);
  return { ...shown, extras: extras && { ...(fees && { fees }), ...(prorated && { prorated }) } };
}
