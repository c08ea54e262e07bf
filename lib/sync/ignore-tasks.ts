import type { Ctx } from "@/lib/auth/context";
import { requirePermission } from "@/lib/auth/require-permission";
import { ignoreReason } from "./ignore-reason";
import { moveTasks } from "./move-tasks";

/**
 * Puts tasks aside with a reason, all or none; their money counts as ignored. What was held behind them is
 * released. A newer order of the same subscription takes them up again.
 */
export async function ignoreTasks(
  ctx: Ctx,
  input: { taskIds: readonly string[]; reason: string },
): Promise<void> {
  requirePermission(ctx, "sync.decide");
  const reason = ignoreReason(input.reason);
  await ctx.transaction((tx) =>
    moveTasks(tx, { taskIds: input.taskIds, to: "ignored", reason, isDecision: true }),
  );
}
