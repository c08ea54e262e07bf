import type { Ctx, Tx } from "@/lib/auth/context";
import { refuseWatched } from "@/lib/automation/refuse-watched";
import { requireBilling } from "@/lib/connections/require-billing";
import { AppError } from "@/lib/errors";
import { groupBy } from "@/lib/group-by";
import { approvePlan } from "@/lib/plans/approve-plan";
import type { PlanRow } from "@/lib/plans/store";
import { laterLinesOf } from "./later-lines";
import { moveTasks } from "./move-tasks";
import { hasLinesWithoutTask, tasksOfPlan } from "./plan-task-store";

/**
 * Approves a plan together with the tasks that point to it, in one transaction. A task whose line may not be written
 * stays ready with its plan's refusal, one that was unticked becomes ignored with the reason given; a task that
 * somebody moved meanwhile, or that belongs to another plan by now, stops the approval (`conflict`). At the level "watch"
 * nothing is approved; what the connection holds until shortly before the next period becomes scheduled. `alongside` is what an automatic approval has to say or refuse in the same transaction.
 */
export async function approveTaskPlan(
  ctx: Ctx,
  input: { planId: string; hash: string; confirmed?: boolean },
  alongside?: (tx: Tx, plan: PlanRow) => Promise<void>,
): Promise<PlanRow> {
  let later: Awaited<ReturnType<typeof laterLinesOf>> = new Map();
  return approvePlan(
    ctx,
    input,
    async (tx, plan) => {
      // Taking back what was written stays possible.
      if (plan.origin === "tasks") {
        await requireBilling(tx, plan.connectionId);
        await refuseWatched(tx, plan);
      }
      await alongside?.(tx, plan);
      await moveWithPlan(tx, plan, later);
    },
    async (tx, plan, lines) => {
      later = await laterLinesOf(tx, plan, lines);
      return new Map([...later].map(([lineId, { sentence }]) => [lineId, sentence]));
    },
  );
}

async function moveWithPlan(
  tx: Tx,
  plan: PlanRow,
  later: ReadonlyMap<string, { day: string; sentence: string }>,
): Promise<void> {
  const tasks = await tasksOfPlan(tx, plan.id);
  if (plan.origin === "tasks" && (await hasLinesWithoutTask(tx, plan.id))) {
    throw new AppError(
      "conflict",
      "Tasks of this plan belong to another plan by now. Open that one, or make a new plan from the tasks.",
    );
  }
  const approved = tasks.filter((task) => task.lineState === "planned" || later.has(task.planLineId));
  await moveTasks(tx, { taskIds: approved.map((task) => task.taskId), to: "approved", isDecision: true });
  for (const { taskId, planLineId } of approved) {
    const line = later.get(planLineId);
    if (line === undefined) continue;
    await moveTasks(tx, {
      taskIds: [taskId],
      to: "scheduled",
      reason: line.sentence,
      scheduledFor: line.day,
    });
  }
  for (const [reason, unticked] of groupBy(tasks, (task) => task.leftOut)) {
    if (reason === null) continue;
    const taskIds = unticked.map((task) => task.taskId);
    await moveTasks(tx, { taskIds, to: "ignored", reason, isDecision: true });
  }
}
