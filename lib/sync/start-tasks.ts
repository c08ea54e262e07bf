import type { Ctx } from "@/lib/auth/context";
import { moveTasks } from "./move-tasks";
import { tasksOfPlan } from "./plan-task-store";

/** A plan's turn has come: its approved tasks are being applied from now on. Running it again changes nothing. */
export async function startTasks(ctx: Ctx, input: { planId: string }): Promise<void> {
  await ctx.transaction(async (tx) => {
    const tasks = await tasksOfPlan(tx, input.planId);
    const approved = tasks.filter((task) => task.state === "approved").map((task) => task.taskId);
    await moveTasks(tx, { taskIds: approved, to: "applying" });
  });
}
