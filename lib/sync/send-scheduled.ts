import type { Ctx, Tx } from "@/lib/auth/context";
import { requirePermission } from "@/lib/auth/require-permission";
import { waitsBecause } from "@/lib/automation/alone-rule";
import { leaveToPerson } from "@/lib/automation/leave-to-person";
import { refuseWatchedTasks } from "@/lib/automation/refuse-watched";
import { AppError } from "@/lib/errors";
import { groupBy } from "@/lib/group-by";
import { carryApproval } from "@/lib/plans/carry-approval";
import { moveTasks } from "./move-tasks";
import { tasksOfPlan } from "./plan-task-store";
import { planTasks } from "./plan-tasks";
import { lockForSending, type ScheduledTask } from "./scheduled-store";

export type SentScheduled = { sent: number; waiting: number };

/**
 * Sends tasks that were approved for a later day, now: each is planned anew from what the PSA holds, and goes out where it
 * is worth exactly what was approved. Anything else waits to be approved again, and says so. Tasks that are not scheduled
 * (any more) are left alone. Throws `precondition_failed` when none is.
 */
export async function sendScheduled(ctx: Ctx, input: { taskIds: readonly string[] }): Promise<SentScheduled> {
  requirePermission(ctx, "plan.approve");
  const taskIds = [...new Set(input.taskIds)];
  const scheduled = await ctx.transaction(async (tx) => {
    const tasks = await lockForSending(tx, taskIds);
    if (tasks.length < taskIds.length) throw new AppError("not_found", "There is no such sync task.");
    const due = tasks.filter(({ state }) => state === "scheduled");
    for (const connectionId of new Set(due.map((task) => task.connectionId))) {
      await refuseWatchedTasks(tx, { connectionId, taskIds: due.map(({ taskId }) => taskId) });
    }
    await moveTasks(tx, { taskIds: due.map(({ taskId }) => taskId), to: "ready" });
    return due;
  });
  if (scheduled.length === 0) {
    throw new AppError(
      "precondition_failed",
      "None of these tasks is scheduled any more. Read the list again.",
    );
  }
  const total = { sent: 0, waiting: 0 };
  for (const [planId, tasks] of groupBy(scheduled, (task) => task.planId)) {
    const isSent = await sendTogether(ctx, planId, tasks);
    const alone = isSent || tasks.length === 1 ? [] : tasks;
    if (isSent) total.sent += tasks.length;
    else if (alone.length === 0) total.waiting += 1;
    // One that differs keeps none of the others back.
    for (const task of alone) {
      if (await sendTogether(ctx, planId, [task])) total.sent += 1;
      else total.waiting += 1;
    }
  }
  return total;
}

/** False where the approval does not cover what would be written now; a single task then says so. */
async function sendTogether(ctx: Ctx, fromPlanId: string, tasks: readonly ScheduledTask[]): Promise<boolean> {
  const made = await planOf(ctx, tasks);
  const isCarried =
    made instanceof AppError || made.leftOut.length > 0
      ? false
      : await carryApproval(ctx, { fromPlanId, toPlanId: made.planId }, (tx) =>
          approveTasks(tx, made.planId),
        );
  const [first] = tasks;
  if (!isCarried && first && tasks.length === 1) {
    const why = made instanceof AppError ? made.message : "it is not worth what was approved any more";
    await say(ctx, first.taskId, `${why.replace(/\.$/, "")}. Read it and approve it again`);
  }
  return isCarried;
}

/** The plan of now, or why there is none. While the PSA cannot be read the tasks go back to their day. */
async function planOf(ctx: Ctx, tasks: readonly ScheduledTask[]) {
  try {
    return await planTasks(ctx, {
      taskIds: tasks.map(({ taskId }) => taskId),
      exceptions: tasks.map(({ taskId, choices }) => ({ taskId, choices: choices ?? undefined })),
    });
  } catch (error) {
    if (error instanceof AppError && error.code === "precondition_failed") return error;
    await ctx.transaction(async (tx) => {
      for (const { taskId, scheduledFor, reason } of tasks) {
        await moveTasks(tx, { taskIds: [taskId], to: "approved" });
        await moveTasks(tx, { taskIds: [taskId], to: "scheduled", scheduledFor, reason });
      }
    });
    throw error;
  }
}

async function approveTasks(tx: Tx, planId: string): Promise<void> {
  const tasks = await tasksOfPlan(tx, planId);
  const planned = tasks.filter((task) => task.lineState === "planned").map((task) => task.taskId);
  await moveTasks(tx, { taskIds: planned, to: "approved" });
}

async function say(ctx: Ctx, taskId: string, why: string): Promise<void> {
  const sentence = waitsBecause(why);
  await ctx.transaction((tx) => leaveToPerson(tx, [{ taskId, guard: "scheduled", sentence }]));
}
