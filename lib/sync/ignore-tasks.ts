import type { Ctx } from "@/lib/auth/context";
import { requirePermission } from "@/lib/auth/require-permission";
import { AppError } from "@/lib/errors";
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
  const reason = input.reason.trim();
  if (reason === "" || reason.length > 200) {
    const message = "Say in up to 200 characters why it is ignored.";
    throw new AppError("invalid", message, { fields: [{ field: "reason", code: "required", message }] });
  }
  await ctx.transaction((tx) =>
    moveTasks(tx, { taskIds: input.taskIds, to: "ignored", reason, isDecision: true }),
  );
}
