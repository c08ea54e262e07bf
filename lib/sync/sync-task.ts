import type { SyncTaskState } from "@/db/schema/sync";
import { AppError } from "@/lib/errors";

/** Which state may follow which. */
const legalMoves: Record<SyncTaskState, readonly SyncTaskState[]> = {
  needs_mapping: ["ready", "ignored", "superseded"],
  ready: ["approved", "held", "ignored", "superseded", "needs_mapping"],
  held: ["ready", "ignored", "superseded"],
  scheduled: ["approved", "held", "ready", "superseded"],
  approved: ["applying", "scheduled", "held", "ready", "superseded"],
  // Superseded only while nothing was sent: the caller knows, the ledger proves it.
  applying: ["applied", "failed", "needs_review", "superseded"],
  applied: [],
  failed: ["ready", "ignored", "superseded"],
  needs_review: ["applied", "ready", "ignored", "superseded"],
  ignored: ["ready", "needs_mapping", "superseded"],
  superseded: [],
};

export const taskStates = Object.keys(legalMoves) as readonly SyncTaskState[];

export function canMove(from: SyncTaskState, to: SyncTaskState): boolean {
  return legalMoves[from].includes(to);
}

/** States from which a task may become `to`. */
export function statesBefore(to: SyncTaskState): readonly SyncTaskState[] {
  return taskStates.filter((from) => canMove(from, to));
}

/** Nothing of it is waiting any more: the next change of the same subscription may go on. */
export function isFinished(state: SyncTaskState): boolean {
  return state === "applied" || state === "ignored" || state === "superseded";
}

/** Nobody has decided it yet: newer content of the same day replaces it, a changed mapping moves it. */
export function isUndecided(state: SyncTaskState): boolean {
  return state === "needs_mapping" || state === "ready" || state === "held";
}

/** "T-000117" */
export function taskName(number: number): string {
  return `T-${String(number).padStart(6, "0")}`;
}

/** What a person reads of a state ("is ready", "is being applied"). */
const stateWords: Record<SyncTaskState, string> = {
  needs_mapping: "needs a mapping",
  ready: "is ready",
  held: "waits for an earlier change",
  scheduled: "is scheduled",
  approved: "is approved",
  applying: "is being applied",
  applied: "is applied",
  failed: "has failed",
  needs_review: "needs a review",
  ignored: "is ignored",
  superseded: "was replaced by a newer one",
};

/** "T-000117 is applied and cannot be ignored." */
export function cannotMove(task: { number: number; state: SyncTaskState }, intent: string): string {
  return `${taskName(task.number)} ${stateWords[task.state]} and cannot be ${intent}.`;
}

/** Throws `conflict` naming the task and its state now. */
export function refuseMove(task: { number: number; state: SyncTaskState }, intent: string): never {
  throw new AppError("conflict", `${cannotMove(task, intent)} Read it again.`, {
    current: { state: task.state },
  });
}
