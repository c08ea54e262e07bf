import type { Tx } from "@/lib/auth/context";
import type { LineText } from "@/lib/operations/kinds";
import type { NewOperation } from "@/lib/operations/store";
import type { PlanLineRow, PlanRow } from "./store";

/** One ledger row for each step, the key last: it needs the line that the steps may create. */
export function plannedOperations(tx: Tx, plan: PlanRow, row: PlanLineRow): NewOperation[] {
  const { line } = row;
  if (line.plan.refusals.length > 0) return [];
  const shared = {
    partnerId: tx.ctx.partnerId,
    createdAt: tx.now,
    updatedAt: tx.now,
    planId: plan.id,
    planLineId: row.id,
    connectionId: plan.connectionId,
    customerId: row.customerId,
    lockKey: row.lockKey,
    address: line.plan.address,
    psaLineId: line.plan.address.psaLineId ?? null,
    state: "planned" as const,
    actor: tx.ctx.actor,
  };
  const steps = line.plan.steps.map((step, position) => {
    const { kind, effectiveDate, quantityBefore, quantity, unitPrice, unitCost, isRepeat } = step;
    return {
      ...shared,
      position,
      kind,
      intended: { effectiveDate, quantityBefore, quantity, unitPrice, unitCost, isRepeat },
      money: step.money ?? null,
      undoesOperationId: line.undoes?.[position] ?? null,
    };
  });
  if (!line.link?.writeKey) return steps;
  const text: LineText = { key: line.link.key };
  return [...steps, { ...shared, position: steps.length, kind: "set_line_text", intended: text }];
}
