import { recordAudit } from "@/lib/audit/record";
import type { Ctx, Tx } from "@/lib/auth/context";
import { requirePermission } from "@/lib/auth/require-permission";
import { AppError } from "@/lib/errors";
import { confirmOperations } from "./confirm-operations";
import { endPlanLine } from "./end-plan-line";
import { type LookedUp, lookUp } from "./settle-operation";
import { findPlace, getOperation, moveOperations, type OperationRow } from "./store";

export type OperationDecision = "happened" | "did_not_happen" | "read_again";

/**
 * A person ends a doubt that no proof could: the write happened (confirmed with what the PSA shows), it did not (it
 * counts as refused and its task is ready for a new plan, since the line may hold anything by now), or read again
 * (decided by what the PSA proves now; else the doubt stays). Only for operations that wait for a person; of two people
 * the second gets a `conflict`.
 */
export async function decideOperation(
  ctx: Ctx,
  input: { operationId: string; decision: OperationDecision },
): Promise<OperationRow> {
  requirePermission(ctx, "sync.decide");
  const operation = await ctx.transaction((tx) => getOperation(tx, input.operationId));
  refuseUnlessInReview(operation);
  // A contract that is gone cannot be read any more, and saying no must be possible all the same.
  const seen = input.decision === "did_not_happen" ? undefined : await lookUp(ctx, operation);
  const decision = input.decision === "read_again" ? decisionOf(seen?.proof.verdict) : input.decision;
  return ctx.transaction(async (tx) => {
    const current = await getOperation(tx, operation.id, "for update");
    refuseUnlessInReview(current);
    if (decision === "happened" && seen) await confirm(tx, current, seen);
    if (decision === "did_not_happen") await refuse(tx, current);
    await recordAudit(tx, {
      action: "operation.decided",
      recordKind: "operation",
      recordId: operation.id,
      before: { state: current.state },
      after: { decision: input.decision, ...(seen && { verdict: seen.proof.verdict }) },
    });
    if (decision !== "in_doubt") await endPlanLine(tx, current);
    return getOperation(tx, operation.id);
  });
}

async function confirm(tx: Tx, operation: OperationRow, { proof, state }: LookedUp): Promise<void> {
  const { link } = await findPlace(tx, operation.planLineId);
  await confirmOperations(tx, operation.connectionId, [
    { operation, state, reference: proof.reference, link },
  ]);
}

async function refuse(tx: Tx, operation: OperationRow): Promise<void> {
  await moveOperations(tx, [operation.id], ["needs_review"], {
    state: "refused",
    finishedAt: tx.now,
    error: { kind: "decided", message: "It did not happen, a person decided. Plan it again." },
  });
}

function refuseUnlessInReview({ state }: OperationRow): void {
  if (state === "needs_review") return;
  throw new AppError("conflict", `This write is ${said[state]} and waits for no decision. Read it again.`, {
    current: { state },
  });
}

const said: Record<OperationRow["state"], string> = {
  planned: "planned",
  sending: "being sent",
  confirmed: "confirmed",
  unknown: "being looked up",
  refused: "refused",
  needs_review: "in doubt",
  superseded: "superseded",
};

function decisionOf(verdict: "applied" | "not_applied" | "ambiguous" | undefined) {
  if (verdict === "applied") return "happened";
  return verdict === "not_applied" ? "did_not_happen" : "in_doubt";
}
