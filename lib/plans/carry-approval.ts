import { recordAudit } from "@/lib/audit/record";
import type { Ctx, Tx } from "@/lib/auth/context";
import { insertOperations } from "@/lib/operations/store";
import { announce } from "@/lib/outbox/announce";
import { plannedOperations } from "./planned-operations";
import { getPlanRow, linesOfPlan, type PlanLineRow, updatePlan } from "./store";

/** What a line is worth to the person who approved it, by whose line it is. */
function worthOf(lines: readonly PlanLineRow[]): Map<string, string> {
  return new Map(
    lines.map(({ line }) => {
      const { money, steps, remainders } = line.plan;
      const worth = [
        money?.recurringDeltaMinor,
        money?.currentPeriodMinor,
        money?.oneTimeMinor,
        steps.length > 0,
      ];
      return [
        line.link?.subscriptionId ?? line.plan.address.psaContractId,
        [...worth, remainders.length].join("|"),
      ];
    }),
  );
}

/**
 * Carries the approval of a plan over to the one that replaces part of it, when every line of the new plan is worth
 * exactly what the same line was worth in the old one and asks for nobody. Otherwise leaves it a draft for a person.
 */
export async function carryApproval(
  ctx: Ctx,
  input: { fromPlanId: string; toPlanId: string },
  alongside: (tx: Tx) => Promise<void>,
): Promise<boolean> {
  return ctx.transaction(async (tx) => {
    const from = await getPlanRow(tx, input.fromPlanId);
    const to = await getPlanRow(tx, input.toPlanId, "for update");
    if (to.state !== "draft" || from.approvedHash === null) return to.state !== "draft";
    const worthBefore = worthOf(await linesOfPlan(tx, from.id));
    const lines = await linesOfPlan(tx, to.id);
    const isSame = [...worthOf(lines)].every(([key, worth]) => worthBefore.get(key) === worth);
    const isPlain = lines.every(({ line }) => line.plan.refusals.length === 0 && !line.plan.confirmation);
    if (!isSame || !isPlain) return false;
    await insertOperations(
      tx,
      lines.flatMap((row) => plannedOperations(tx, to, row)),
    );
    await updatePlan(tx, to.id, {
      state: "approved",
      approvedBy: from.approvedBy,
      approvedAt: tx.now,
      approvedHash: to.hash,
    });
    await alongside(tx);
    await recordAudit(tx, {
      action: "plan.approval_carried_over",
      recordKind: "plan",
      recordId: to.id,
      after: { fromPlanId: from.id, hash: to.hash },
    });
    await announce(tx, {
      name: "plan/approved",
      data: { partnerId: tx.ctx.partnerId, connectionId: to.connectionId, planId: to.id },
    });
    return true;
  });
}
