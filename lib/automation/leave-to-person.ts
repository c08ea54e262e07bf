import { recordAudits } from "@/lib/audit/record";
import type { Tx } from "@/lib/auth/context";
import { clearReasons, writeReasons } from "./reason-store";

/** A task that a person has to decide, and the sentence that says why. */
export type Waiting = { taskId: string; guard: string; sentence: string };

/** Puts the reason on each task that is still ready; nothing else of it changes. */
export async function leaveToPerson(tx: Tx, waiting: readonly Waiting[]): Promise<void> {
  if (waiting.length === 0) return;
  const written = new Set(await writeReasons(tx, waiting));
  await recordAudits(
    tx,
    waiting
      .filter(({ taskId }) => written.has(taskId))
      .map(({ taskId, guard, sentence }) => ({
        action: "task.left_to_person",
        recordKind: "sync_task",
        recordId: taskId,
        after: { guard, reason: sentence },
      })),
  );
}

/** A setting changed: what was left to a person is judged again. */
export async function takeUpAgain(tx: Tx, connectionId: string): Promise<void> {
  const taskIds = await clearReasons(tx, connectionId);
  await recordAudits(
    tx,
    taskIds.map((taskId) => ({
      action: "task.taken_up_again",
      recordKind: "sync_task",
      recordId: taskId,
      after: { reason: null },
    })),
  );
}
