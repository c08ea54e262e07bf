import { recordAudits } from "@/lib/audit/record";
import type { Ctx, Tx } from "@/lib/auth/context";
import { openMissedAmounts } from "@/lib/findings/settle-task-findings";
import { moveTasks } from "./move-tasks";
import { noteOneTimeAmounts, type TaskOfPlan, tasksOfPlan } from "./plan-task-store";

/** Refusals that say "the world moved on", not "this is wrong": the task is planned anew from what is there now. */
const replanned = new Set(["period_posted", "duplicate_date"]);

export type FinishedTasks = {
  applied: number;
  failed: number;
  needsReview: number;
  /** To be made anew from the PSA's state now. */
  changed: string[];
};

/**
 * Gives tasks the end their plan lines have come to. Idempotent: tasks that have ended are left alone, lines that have
 * not ended yet keep their tasks. Tasks whose line had changed before anything was sent are named in `changed` for
 * `replaceChangedTasks`. A one-time amount that nobody has charged becomes a warning of the task.
 */
export async function finishTasks(ctx: Ctx, input: { planId: string }): Promise<FinishedTasks> {
  return ctx.transaction(async (tx) => {
    const tasks = await tasksOfPlan(tx, input.planId);
    const applying = tasks.filter((task) => task.state === "applying");
    const reviewed = tasks.filter((task) => task.state === "needs_review");
    const ended = (state: TaskOfPlan["lineState"]) => applying.filter((task) => task.lineState === state);

    const isReplanned = (task: TaskOfPlan) => !task.isPartlyWritten && replanned.has(task.refusal ?? "");
    const failed = ended("failed").filter((task) => !isReplanned(task));
    const changed = [...ended("superseded"), ...ended("failed").filter(isReplanned)];
    await moveToApplied(
      tx,
      [...applying, ...reviewed].filter((task) => task.lineState === "applied"),
    );
    await moveEach(tx, failed, "failed");
    // The quantity that stands is not planned again, so what belongs to it would be forgotten.
    await noteLeft(
      tx,
      failed.filter((task) => task.isPartlyWritten),
      false,
    );
    await moveEach(tx, ended("needs_review"), "needs_review");
    const isOver = (task: TaskOfPlan) => task.lineState === "failed" || task.lineState === "superseded";
    await moveEach(tx, reviewed.filter(isOver), "ready");
    return {
      applied: ended("applied").length,
      failed: failed.length,
      needsReview: ended("needs_review").length,
      changed: ids(changed),
    };
  });
}

const ids = (tasks: readonly TaskOfPlan[]) => tasks.map((task) => task.taskId);

async function moveToApplied(tx: Tx, tasks: readonly TaskOfPlan[]): Promise<void> {
  await moveTasks(tx, { taskIds: ids(tasks), to: "applied" });
  await openMissedAmounts(tx, ids(tasks));
  await noteLeft(tx, tasks, true);
}

async function noteLeft(tx: Tx, tasks: readonly TaskOfPlan[], withFees: boolean): Promise<void> {
  const left = await noteOneTimeAmounts(tx, ids(tasks), withFees);
  await recordAudits(
    tx,
    left.map(({ taskId, noted }) => ({
      action: "task.one_time_amount_left",
      recordKind: "sync_task",
      recordId: taskId,
      after: { noted: noted.map(({ message }) => message) },
    })),
  );
}

/** Each with the sentence of its own refusal. */
async function moveEach(
  tx: Tx,
  tasks: readonly TaskOfPlan[],
  to: "failed" | "needs_review" | "ready",
): Promise<void> {
  for (const task of tasks) {
    await moveTasks(tx, { taskIds: [task.taskId], to, reason: task.sentence ?? task.note ?? undefined });
  }
}
