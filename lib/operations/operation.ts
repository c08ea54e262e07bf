import type { OperationState } from "@/db/schema/operations";
import { AppError } from "@/lib/errors";

/**
 * What may follow what. `planned > sending` is committed before the request leaves; back to `planned` only when the PSA
 * surely did nothing, or when three look-ups have proved it.
 */
const legalMoves: Record<OperationState, readonly OperationState[]> = {
  planned: ["sending", "confirmed", "superseded"],
  sending: ["confirmed", "unknown", "refused", "planned", "needs_review"],
  unknown: ["confirmed", "planned", "needs_review", "refused"],
  needs_review: ["confirmed", "planned", "refused"],
  confirmed: [],
  refused: [],
  superseded: [],
};

export function canMove(from: OperationState, to: OperationState): boolean {
  return legalMoves[from].includes(to);
}

export function assertMove(from: OperationState, to: OperationState, operationId: string): void {
  if (canMove(from, to)) return;
  throw new AppError(
    "conflict",
    `Operation ${operationId} is ${from} and cannot become ${to}. Read it again.`,
  );
}

/** Nothing more happens to it by itself. `needs_review` waits for a person. */
export function isFinal(state: OperationState): boolean {
  return state === "confirmed" || state === "refused" || state === "superseded" || state === "needs_review";
}

/** Seconds after sending at which a lost answer is looked up; nothing is sent again before the last one. */
export const lookUpSeconds = [5, 30, 120] as const;
