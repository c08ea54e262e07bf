import { recordAudit } from "@/lib/audit/record";
import type { Ctx } from "@/lib/auth/context";
import { requirePermission } from "@/lib/auth/require-permission";
import { confirmOperations } from "./confirm-operations";
import { endPlanLine } from "./end-plan-line";
import { assertMove } from "./operation";
import { lookUp } from "./settle-operation";
import { findPlace, getOperation, moveOperations, type OperationRow } from "./store";

export type OperationDecision = "happened" | "did_not_happen" | "read_again";

/**
 * A person ends a doubt that no proof could: the write happened (confirmed with what the PSA shows), it did not (it may
 * be sent again), or read again (confirmed when the PSA now proves it; else the doubt stays).
 */
export async function decideOperation(
  ctx: Ctx,
  input: { operationId: string; decision: OperationDecision },
): Promise<OperationRow> {
  requirePermission(ctx, "sync.decide");
  const operation = await ctx.transaction((tx) => getOperation(tx, input.operationId));
  assertMove(operation.state, input.decision === "did_not_happen" ? "planned" : "confirmed", operation.id);
  const seen = await lookUp(ctx, operation);
  const decision = input.decision === "read_again" ? decisionOf(seen.verdict) : input.decision;
  return ctx.transaction(async (tx) => {
    if (decision === "happened") {
      const { link } = await findPlace(tx, operation.planLineId);
      await confirmOperations(tx, operation.connectionId, [{ operation, state: seen.state, link }]);
    } else if (decision === "did_not_happen") {
      await moveOperations(tx, [operation.id], ["needs_review"], { state: "planned", error: null });
    }
    await recordAudit(tx, {
      action: "operation.decided",
      recordKind: "operation",
      recordId: operation.id,
      before: { state: operation.state },
      after: { decision: input.decision, verdict: seen.verdict },
    });
    if (decision !== "in_doubt") await endPlanLine(tx, operation);
    return getOperation(tx, operation.id);
  });
}

function decisionOf(verdict: "applied" | "not_applied" | "ambiguous") {
  if (verdict === "applied") return "happened";
  return verdict === "not_applied" ? "did_not_happen" : "in_doubt";
}
