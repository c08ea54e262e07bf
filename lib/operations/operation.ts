import type { OperationState } from "@/db/schema/operations";

/**
 * What may follow what. `planned > sending` is committed before the request leaves; from `planned` straight to a person
 * goes only what was sent before and is found to stand twice; back to `planned` only when the PSA
 * surely did nothing, or when three look-ups have proved it. A doubt ends by proof or by a person, never by sending.
 */
const legalMoves: Record<OperationState, readonly OperationState[]> = {
  planned: ["sending", "confirmed", "superseded", "needs_review"],
  sending: ["confirmed", "unknown", "refused", "planned", "needs_review"],
  unknown: ["confirmed", "planned", "needs_review"],
  needs_review: ["confirmed", "refused"],
  confirmed: [],
  refused: [],
  superseded: [],
};

export function canMove(from: OperationState, to: OperationState): boolean {
  return legalMoves[from].includes(to);
}

/** Seconds after sending at which a lost answer is looked up; nothing is sent again before the last one. */
export const lookUpSeconds = [5, 30, 120] as const;
