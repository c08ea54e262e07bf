import type { SyncTaskState } from "@/db/schema/sync";
import type { Ctx } from "@/lib/auth/context";
import { requirePermission } from "@/lib/auth/require-permission";
import { AppError } from "@/lib/errors";
import { lockTasks } from "./batch-store";
import { ignoreReason } from "./ignore-reason";
import { moveTasks } from "./move-tasks";
import { reopenTasks } from "./reopen-tasks";
import { canMove, cannotMove } from "./sync-task";

export type BatchDecision = "ignore" | "unignore" | "retry";
type Named = { taskId: string; number: number; sentence: string };

/** From which states a decision takes tasks, and what it does to them. */
const decisions: Record<BatchDecision, { takes: (state: SyncTaskState) => boolean; participle: string }> = {
  ignore: { takes: (state) => canMove(state, "ignored"), participle: "ignored" },
  unignore: { takes: (state) => state === "ignored", participle: "un-ignored" },
  retry: { takes: (state) => state === "failed" || state === "needs_review", participle: "tried again" },
};

/**
 * One decision about many tasks: those it fits are moved together, the others are named with the reason and stay as
 * they are. An unknown task (or another partner's) stops it all with `not_found`.
 */
export async function decideBatch(
  ctx: Ctx,
  input: { decision: BatchDecision; taskIds: readonly string[]; reason?: string },
): Promise<{ decided: number; leftOut: Named[] }> {
  requirePermission(ctx, "sync.decide");
  const reason = input.decision === "ignore" ? ignoreReason(input.reason ?? "") : undefined;
  const { takes, participle } = decisions[input.decision];
  const wanted = [...new Set(input.taskIds)];
  return ctx.transaction(async (tx) => {
    const tasks = await lockTasks(tx, wanted);
    if (tasks.length < wanted.length) throw new AppError("not_found", "There is no such sync task.");
    const taskIds = tasks.filter((task) => takes(task.state)).map((task) => task.id);
    if (input.decision === "ignore") {
      await moveTasks(tx, { taskIds, to: "ignored", reason, isDecision: true });
    } else {
      await reopenTasks(tx, taskIds, ["ignored", "failed", "needs_review"], participle);
    }
    const leftOut = tasks
      .filter((task) => !takes(task.state))
      .map((task) => ({ taskId: task.id, number: task.number, sentence: cannotMove(task, participle) }));
    return { decided: taskIds.length, leftOut };
  });
}
