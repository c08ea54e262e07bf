import type { Ctx } from "@/lib/auth/context";
import { approvePlan } from "@/lib/plans/approve-plan";
import type { PlanRow } from "@/lib/plans/store";
import { moveTasks } from "./move-tasks";
import { tasksOfPlan } from "./plan-task-store";

/**
 * Approves a plan together with the tasks that point to it, in one transaction. A task whose line may not be written
 * stays ready with its plan's refusal; a task that somebody moved meanwhile stops the approval (`conflict`).
 */
export async function approveTaskPlan(ctx: Ctx, input: { planId: string; hash: string }): Promise<PlanRow> {
  return approvePlan(ctx, input, async (tx, plan) => {
    const tasks = await tasksOfPlan(tx, plan.id);
    const approved = tasks.filter((task) => task.lineState === "planned").map((task) => task.taskId);
    await moveTasks(tx, { taskIds: approved, to: "approved", isDecision: true });
  });
}
