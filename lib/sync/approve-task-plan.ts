import type { Ctx } from "@/lib/auth/context";
import { requireBilling } from "@/lib/connections/require-billing";
import { AppError } from "@/lib/errors";
import { groupBy } from "@/lib/group-by";
import { approvePlan } from "@/lib/plans/approve-plan";
import type { PlanRow } from "@/lib/plans/store";
import { moveTasks } from "./move-tasks";
import { hasLinesWithoutTask, tasksOfPlan } from "./plan-task-store";

/**
 * Approves a plan together with the tasks that point to it, in one transaction. A task whose line may not be written
 * stays ready with its plan's refusal, one that was unticked becomes ignored with the reason given; a task that
 * somebody moved meanwhile, or that belongs to another plan by now, stops the approval (`conflict`).
 */
export async function approveTaskPlan(
  ctx: Ctx,
  input: { planId: string; hash: string; confirmed?: boolean },
): Promise<PlanRow> {
  return approvePlan(ctx, input, async (tx, plan) => {
    // Taking back what was written stays possible.
    if (plan.origin === "tasks") await requireBilling(tx, plan.connectionId);
    const tasks = await tasksOfPlan(tx, plan.id);
    if (plan.origin === "tasks" && (await hasLinesWithoutTask(tx, plan.id))) {
      throw new AppError(
        "conflict",
        "Tasks of this plan belong to another plan by now. Open that one, or make a new plan from the tasks.",
      );
    }
    const approved = tasks.filter((task) => task.lineState === "planned").map((task) => task.taskId);
    await moveTasks(tx, { taskIds: approved, to: "approved", isDecision: true });
    for (const [reason, unticked] of groupBy(tasks, (task) => task.leftOut)) {
      if (reason === null) continue;
      const taskIds = unticked.map((task) => task.taskId);
      await moveTasks(tx, { taskIds, to: "ignored", reason, isDecision: true });
    }
  });
}
