import type { Ctx } from "@/lib/auth/context";
import { requirePermission } from "@/lib/auth/require-permission";
import { selectTasks, type TaskFilter, type TaskRow } from "./task-query";

/** A task as a person may see it: cost only for those who may see cost. */
export type ShownTask = Omit<TaskRow, "unitCost"> & { unitCost?: string | null };

/** The latest first; `next` is the number to go on before, `null` on the last page. */
export async function listSyncTasks(
  ctx: Ctx,
  filter: TaskFilter,
): Promise<{ tasks: ShownTask[]; next: number | null }> {
  requirePermission(ctx, "partner.read");
  const rows = await ctx.transaction((tx) => selectTasks(tx, { ...filter, limit: filter.limit + 1 }));
  const shown = rows.slice(0, filter.limit);
  return {
    tasks: shown.map((task) => withoutCost(ctx, task)),
    next: rows.length > filter.limit ? (shown.at(-1)?.number ?? null) : null,
  };
}

export function withoutCost(ctx: Ctx, task: TaskRow): ShownTask {
  if (ctx.canSeeCost) return task;
  const { unitCost: _hidden, extras, ...shown } = task;
  const fees = extras?.fees?.map(({ unitCost: _cost, ...fee }) => fee);
  const prorated = extras?.prorated?.map(({ cost: _cost, ...amount }) => amount);
  return { ...shown, extras: extras && { ...(fees && { fees }), ...(prorated && { prorated }) } };
}
