import type { PlanLineState } from "@/db/schema/plans";
import { isCharge } from "./kinds";
import type { OperationRow } from "./store";

/** A step on the line was refused: the later ones stand on it and are not sent. A refused charge stops nothing else. */
export const isHalted = (operations: readonly Pick<OperationRow, "kind" | "state">[]): boolean =>
  operations.some((operation) => operation.state === "refused" && !isCharge(operation));

/**
 * How a line stands, from its operations: one refused step ends it, one doubt keeps it open for a person. Superseded
 * means that nothing of it was sent; where an earlier step was, the line has failed halfway. A charge that was refused
 * behind steps that stand is left to be entered by hand; alone it is the line.
 */
export function lineStateOf(operations: readonly Pick<OperationRow, "kind" | "state">[]): PlanLineState {
  const has = (state: OperationRow["state"]) => operations.some((operation) => operation.state === state);
  if (has("sending") || has("unknown")) return "planned";
  if (has("needs_review")) return "needs_review";
  if (isHalted(operations)) return "failed";
  if (has("planned")) return "planned";
  if (has("superseded")) return has("confirmed") ? "failed" : "superseded";
  return has("refused") && !has("confirmed") ? "failed" : "applied";
}
