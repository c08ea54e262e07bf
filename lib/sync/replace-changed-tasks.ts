import type { Ctx } from "@/lib/auth/context";
import { AppError } from "@/lib/errors";
import { carryApproval } from "@/lib/plans/carry-approval";
import { copyTasks } from "./copy-tasks-store";
import { moveTasks } from "./move-tasks";
import { tasksOfPlan, unplannedSuccessors } from "./plan-task-store";
import { planTasks } from "./plan-tasks";

/**
 * Tasks whose line had changed in the PSA between plan and apply: each is superseded by a successor with the same
 * orders, planned at once from the real state. Where the successors' plan is worth exactly what was approved, the
 * approval carries over; any difference waits for a person. Safe to repeat: a run that broke off between copying and
 * planning is taken up by the next one.
 */
export async function replaceChangedTasks(
  ctx: Ctx,
  input: { planId: string; taskIds: readonly string[] },
): Promise<{ planId: string | undefined; isApproved: boolean }> {
  const successors = await ctx.transaction(async (tx) => {
    if (input.taskIds.length > 0) {
      await copyTasks(tx, input.taskIds);
      await moveTasks(tx, {
        taskIds: input.taskIds,
        to: "superseded",
        reason: "The line changed in the PSA after the plan was made.",
      });
    }
    return unplannedSuccessors(tx, input.planId);
  });
  if (successors.length === 0) return { planId: undefined, isApproved: false };
  const made = await planTasks(ctx, {
    taskIds: successors.map(({ taskId }) => taskId),
    exceptions: successors.map(({ taskId, choices }) => ({ taskId, choices: choices ?? undefined })),
  }).catch((error: unknown) => {
    // Nothing of them can be planned as things stand: the successors wait as ready tasks and say why when opened.
    if (error instanceof AppError && error.code === "precondition_failed") return undefined;
    throw error;
  });
  if (!made) return { planId: undefined, isApproved: false };
  const isApproved = await carryApproval(
    ctx,
    { fromPlanId: input.planId, toPlanId: made.planId },
    async (tx) => {
      const tasks = await tasksOfPlan(tx, made.planId);
      const ready = tasks.filter((task) => task.lineState === "planned").map((task) => task.taskId);
      await moveTasks(tx, { taskIds: ready, to: "approved" });
    },
  );
  return { planId: made.planId, isApproved };
}
