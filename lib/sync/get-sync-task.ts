import type { Ctx } from "@/lib/auth/context";
import { requirePermission } from "@/lib/auth/require-permission";
import { AppError } from "@/lib/errors";
import { type ShownTask, shownTask } from "./list-sync-tasks";
import { findTask } from "./task-query";

export async function getSyncTask(ctx: Ctx, input: { taskId: string }): Promise<ShownTask> {
  requirePermission(ctx, "partner.read");
  const task = await ctx.transaction((tx) => findTask(tx, input.taskId));
  if (!task) throw new AppError("not_found", "There is no such sync task.");
  return shownTask(ctx, task);
}
