import type { PlanLineState } from "@/db/schema/plans";
import type { OperationRow } from "./store";

/**
 * How a line stands, from its operations: one refusal ends it, one doubt keeps it open for a person. Superseded means
 * that nothing of it was sent; where an earlier step was, the line has failed halfway.
 */
export function lineStateOf(operations: readonly Pick<OperationRow, "state">[]): PlanLineState {
  const has = (state: OperationRow["state"]) => operations.some((operation) => operation.state === state);
  if (has("sending") || has("unknown")) return "planned";
  if (has("needs_review")) return "needs_review";
  if (has("refused")) return "failed";
  if (has("planned")) return "planned";
  if (has("superseded")) return has("confirmed") ? "failed" : "superseded";
  return "applied";
}
