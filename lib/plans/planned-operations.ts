import type { Tx } from "@/lib/auth/context";
import type { ChargeToAdd } from "@/lib/operations/charge-kinds";
import type { LineText } from "@/lib/operations/kinds";
import type { NewOperation } from "@/lib/operations/store";
import type { Remainder } from "./plan";
import type { PlanLineRow, PlanRow } from "./store";

/**
 * One ledger row for each step, then the key, which needs the line that the steps may create, then the charges: one that
 * is refused leaves the rest in place.
 */
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
  const text: LineText = { key: line.link?.key };
  const key = line.link?.writeKey ? [{ ...shared, kind: "set_line_text", intended: text }] : [];
  const charges = line.plan.remainders.flatMap(chargeOf).map((charge) => ({ ...shared, ...charge }));
  return [...steps, ...[...key, ...charges].map((row, at) => ({ ...row, position: steps.length + at }))];
}

function chargeOf({ charge, amountMinor, currency }: Remainder, remainder: number) {
  if (!charge) return [];
  const { kind, undo: _undo, ifRefused: _ifRefused, undoes, ...rest } = charge;
  const intended = { ...rest, remainder } satisfies ChargeToAdd;
  const money = { currency, oneTimeMinor: amountMinor };
  return [{ kind, intended, money, undoesOperationId: undoes ?? null }];
}
