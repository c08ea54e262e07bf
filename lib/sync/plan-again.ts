import type { Ctx } from "@/lib/auth/context";
import { requirePermission } from "@/lib/auth/require-permission";
import { AppError } from "@/lib/errors";
import { revertDrift } from "@/lib/findings/revert-drift";
import { getPlanRow } from "@/lib/plans/store";
import { undoOperations } from "@/lib/plans/undo-operations";
import { wishesOfPlan } from "./plan-task-store";
import { planTasks } from "./plan-tasks";

/**
 * Makes a plan anew from what the PSA holds now, with everything a person had chosen in it. Of tasks that have gone on
 * since, nothing is planned. Throws `conflict` when none is left.
 */
export async function planAgain(ctx: Ctx, input: { planId: string }): Promise<{ planId: string }> {
  requirePermission(ctx, "sync.decide");
  const { plan, wishes } = await ctx.transaction(async (tx) => ({
    plan: await getPlanRow(tx, input.planId),
    wishes: await wishesOfPlan(tx, input.planId),
  }));
  if (plan.origin === "undo") {
    // Safe: an undo stores what it takes back as it was asked for.
    return undoOperations(ctx, plan.undoes as Parameters<typeof undoOperations>[1]);
  }
  if (plan.origin === "revert") {
    // Safe: as above.
    return revertDrift(ctx, plan.undoes as Parameters<typeof revertDrift>[1]);
  }
  if (wishes.length === 0) {
    throw new AppError("conflict", "The tasks of this plan belong to a newer plan, or are decided by now.");
  }
  return planTasks(ctx, {
    taskIds: wishes.map(({ taskId }) => taskId),
    exceptions: wishes.map(({ taskId, choices, leaveOut }) => ({
      taskId,
      choices: choices ?? undefined,
      leaveOut: leaveOut ?? undefined,
    })),
  });
}
