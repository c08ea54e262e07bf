import type { Ctx } from "@/lib/auth/context";
import { requirePermission } from "@/lib/auth/require-permission";
import { reopenTasks } from "./reopen-tasks";

/** Failed or reviewed tasks may be tried again: the PSA is read and a plan made anew before anything is sent. */
export async function retryTasks(ctx: Ctx, input: { taskIds: readonly string[] }): Promise<void> {
  requirePermission(ctx, "sync.decide");
  await ctx.transaction((tx) => reopenTasks(tx, input.taskIds, ["failed", "needs_review"], "tried again"));
}
