import type { SyncTaskState } from "@/db/schema/sync";
import { type AuditedChange, recordAudits } from "@/lib/audit/record";
import type { Tx } from "@/lib/auth/context";
import { AppError } from "@/lib/errors";
import { settleTaskFindings } from "@/lib/findings/settle-task-findings";
import { announceAll } from "@/lib/outbox/announce";
import { isFinished, refuseMove } from "./sync-task";
import { taskAction } from "./task-action";
import { moveTaskRows } from "./task-store";

export type TaskMove = {
  taskIds: readonly string[];
  to: SyncTaskState;
  /** Why: the PSA's refusal, a person's reason for ignoring. Left out: the old reason goes. */
  reason?: string;
  /** The plan that now holds the tasks; `null` takes them out of their plan. */
  planId?: string | null;
  planLineId?: string | null;
  /** While scheduled: the day on which it is sent. Left out: the day goes. */
  scheduledFor?: string;
  /** A person (or an automatic level) decided: actor and time are kept on the task. */
  isDecision?: boolean;
};

export type MovedTask = {
  taskId: string;
  number: number;
  subscriptionId: string;
  connectionId: string;
  from: SyncTaskState;
};

/**
 * Moves tasks to one state, all or none, with their audit entries. Legal moves are those of `sync-task.ts`; a task in
 * another state throws `conflict` naming it, an unknown one (or another partner's) `not_found`. A task that ends while
 * another of the same subscription is held behind it announces `sync/task.finished`, so that the next is released.
 */
export async function moveTasks(tx: Tx, move: TaskMove): Promise<MovedTask[]> {
  const ids = [...new Set(move.taskIds)];
  if (ids.length === 0) return [];
  const rows = await moveTaskRows(tx, move, ids);
  if (rows.length < ids.length) throw new AppError("not_found", "There is no such sync task.");
  const stuck = rows.find((row) => !row.is_moved);
  if (stuck) refuseMove({ number: stuck.number, state: stuck.from_state }, intentOf(move.to));

  await recordAudits(
    tx,
    rows.map(
      (row): AuditedChange => ({
        action: taskAction(row.from_state, move.to),
        recordKind: "sync_task",
        recordId: row.id,
        before: { state: row.from_state },
        after: { state: move.to, ...(move.reason === undefined ? {} : { reason: move.reason }) },
      }),
    ),
  );
  const putAside = rows.filter((row) => row.from_state === "ignored" || move.to === "ignored");
  await settleTaskFindings(
    tx,
    putAside.map((row) => row.id),
  );
  if (isFinished(move.to)) {
    await announceAll(
      tx,
      rows
        .filter((row) => row.blocks_another)
        .map((row) => ({
          name: "sync/task.finished" as const,
          data: { partnerId: tx.ctx.partnerId, connectionId: row.connection_id, taskId: row.id },
        })),
    );
  }
  return rows.map((row) => ({
    taskId: row.id,
    number: row.number,
    subscriptionId: row.subscription_id,
    connectionId: row.connection_id,
    from: row.from_state,
  }));
}

/** "cannot be approved": the state's name reads as a participle for all but a few. */
function intentOf(to: SyncTaskState): string {
  switch (to) {
    case "ready":
      return "put back";
    case "needs_mapping":
      return "put back for mapping";
    case "needs_review":
      return "put up for review";
    case "applying":
      return "applied";
    case "failed":
      return "marked as failed";
    default:
      return to;
  }
}
