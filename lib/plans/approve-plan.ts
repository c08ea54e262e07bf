import { recordAudit } from "@/lib/audit/record";
import type { Ctx, Tx } from "@/lib/auth/context";
import { requirePermission } from "@/lib/auth/require-permission";
import { addMilliseconds } from "@/lib/clock";
import { AppError } from "@/lib/errors";
import { insertOperations } from "@/lib/operations/store";
import { announce } from "@/lib/outbox/announce";
import { plannedOperations } from "./planned-operations";
import { getPlanRow, linesOfPlan, type PlanRow, setLineStates, updatePlan } from "./store";

/** A plan older than this says nothing about today. */
const freshForMs = 24 * 60 * 60 * 1000;

/**
 * Approves a plan as it was shown: `hash` is the one the person saw. Every step becomes an operation of the ledger
 * (`planned`) in this transaction, then `plan/approved` is announced. Lines that may not be written (refusals) are left
 * out and say so. Approving an approved plan again changes nothing.
 */
export async function approvePlan(
  ctx: Ctx,
  input: { planId: string; hash: string },
  alongside?: (tx: Tx, plan: PlanRow) => Promise<void>,
): Promise<PlanRow> {
  requirePermission(ctx, "plan.approve");
  return ctx.transaction(async (tx) => {
    const plan = await getPlanRow(tx, input.planId, "for update");
    if (plan.state !== "draft" && plan.approvedHash === input.hash) return plan;
    assertApprovable(plan, input.hash, tx.now);
    const lines = await linesOfPlan(tx, plan.id);
    const unanswered = lines.find(({ line }) => line.plan.refusals.length > 0);
    if (unanswered && lines.every(({ line }) => line.plan.refusals.length > 0)) {
      throw new AppError(
        "precondition_failed",
        unanswered.line.plan.refusals[0]?.sentence ?? "Nothing of this plan can be written.",
      );
    }
    await setLineStates(
      tx,
      lines.filter(({ line }) => line.plan.refusals.length > 0).map((row) => row.id),
      "superseded",
      "Not part of the approval: it cannot be written as it stands.",
    );
    await insertOperations(
      tx,
      lines.flatMap((row) => plannedOperations(tx, plan, row)),
    );
    const approved = { state: "approved" as const, approvedBy: tx.ctx.actor, approvedAt: tx.now };
    await updatePlan(tx, plan.id, { ...approved, approvedHash: plan.hash });
    await alongside?.(tx, plan);
    await recordAudit(tx, {
      action: "plan.approved",
      recordKind: "plan",
      recordId: plan.id,
      after: { hash: plan.hash, headline: plan.headline },
    });
    await announce(tx, {
      name: "plan/approved",
      data: { partnerId: tx.ctx.partnerId, connectionId: plan.connectionId, planId: plan.id },
    });
    return { ...plan, ...approved, approvedHash: plan.hash };
  });
}

function assertApprovable(plan: PlanRow, hash: string, now: Date): void {
  if (plan.state !== "draft") {
    throw new AppError("conflict", `This plan is ${plan.state} already. Make a new one from the tasks.`, {
      current: { state: plan.state, hash: plan.hash },
    });
  }
  if (plan.hash !== hash) {
    throw new AppError("conflict", "The plan is not the one you saw. Read it again, then approve.", {
      current: { hash: plan.hash },
    });
  }
  if (!plan.isComplete) {
    throw new AppError(
      "precondition_failed",
      "The plan could not read every line. Make it again, then approve.",
    );
  }
  if (addMilliseconds(plan.readAt, freshForMs) < now) {
    throw new AppError(
      "precondition_failed",
      "The plan is older than 24 hours. Make it again, then approve.",
    );
  }
}
