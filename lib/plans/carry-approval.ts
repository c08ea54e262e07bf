import { recordAudit } from "@/lib/audit/record";
import type { Ctx, Tx } from "@/lib/auth/context";
import { insertOperations } from "@/lib/operations/store";
import { announce } from "@/lib/outbox/announce";
import { plannedOperations } from "./planned-operations";
import { getPlanRow, linesOfPlan, type PlanLineRow, updatePlan } from "./store";

const lineOf = ({ line }: PlanLineRow) => line.link?.subscriptionId ?? line.plan.address.psaContractId;

/** What a line is worth to the person who approved it; undefined where something is written whose price is not known. */
function worthOf({ line }: PlanLineRow): string | undefined {
  const { money, steps, remainders } = line.plan;
  if (steps.length > 0 && money === undefined) return undefined;
  const amounts = [money?.currency, money?.recurringDeltaMinor, money?.currentPeriodMinor];
  return [...amounts, steps.length > 0, ...remainders.map(worthOfOne)].join("|");
}

/** Whether it is charged or left to a person is part of what was approved. */
const worthOfOne = ({ kind, amountMinor, charge }: PlanLineRow["line"]["plan"]["remainders"][number]) =>
  `${kind} ${amountMinor} ${charge?.kind}`;

/** The same money, and nothing that the approver was not asked or told. */
function isCovered(to: PlanLineRow, from: PlanLineRow | undefined): boolean {
  const { refusals, confirmation, warnings } = to.line.plan;
  if (!from || refusals.length > 0 || confirmation !== undefined) return false;
  const told = new Set(from.line.plan.warnings.map((warning) => warning.code));
  const worth = worthOf(to);
  return worth !== undefined && worth === worthOf(from) && warnings.every(({ code }) => told.has(code));
}

/**
 * Carries the approval of a plan over to the one that replaces part of it, when every line of the new plan is worth
 * exactly what the same line was worth in the old one and neither asks nor warns of anything new. Otherwise leaves it a
 * draft for a person.
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
    const before = new Map((await linesOfPlan(tx, from.id)).map((row) => [lineOf(row), row]));
    const lines = await linesOfPlan(tx, to.id);
    if (!lines.every((row) => isCovered(row, before.get(lineOf(row))))) return false;
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
