import type { Ctx } from "@/lib/auth/context";
import { requirePermission } from "@/lib/auth/require-permission";
import { reopenTasks } from "./reopen-tasks";

/** Takes ignored tasks up again: each stands where it belongs now, ready, held or waiting for a mapping. */
export async function unignoreTasks(ctx: Ctx, input: { taskIds: readonly string[] }): Promise<void> {
  requirePermission(ctx, "sync.decide");
  await ctx.transaction((tx) => reopenTasks(tx, input.taskIds, ["ignored"], "un-ignored"));
}
