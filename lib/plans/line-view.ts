import type { ChargeToAdd } from "@/lib/operations/charge-kinds";
import type { Explanation } from "@/lib/operations/explain-refusal";
import type { OperationRow } from "@/lib/operations/store";
import type { LineTarget } from "@/lib/psa/records";
import { lineDetail } from "./line-detail";
import { marginOf } from "./line-margin";
import type { PlanLineRow } from "./store";

/** A line of a plan as screens and exports show it: as frozen, how it stands now, and what became of each step. */
export function lineView(
  { id, position, customerId, line, state, note }: PlanLineRow,
  operations: readonly OperationRow[],
) {
  const { plan, subject, link, before } = line;
  return {
    ...plan,
    id,
    position,
    customerId,
    subject,
    state,
    note,
    subscriptionId: link?.subscriptionId,
    detail: lineDetail(plan),
    choices: line.choices,
    leftOut: line.leftOut,
    invoiceText: before.invoiceText,
    costMarginMinor: marginOf(line),
    writesKey: link?.writeKey ? link.key : undefined,
    operations: operations.map(operationOfLine),
  };
}

type StoredRefusal = Partial<Explanation> & { message?: string; psaSentence?: string };

export type PlanLineView = ReturnType<typeof lineView>;

/** What a screen needs to tick a step off; the Action Log has the rest. */
export function operationOfLine(operation: OperationRow) {
  const { id, position, kind, state, psaReference, psaLineId, sentAt, finishedAt, undoneByOperationId } =
    operation;
  const { effectiveDate, date } = operation.intended as Partial<LineTarget & ChargeToAdd>;
  return {
    id,
    position,
    kind,
    state,
    effectiveDate: effectiveDate ?? date,
    psaLineId,
    psaReference,
    sentAt,
    finishedAt,
    isUndone: undoneByOperationId !== null,
    error: operation.error === null ? null : shownError(operation.error),
  };
}

function shownError(error: unknown) {
  // Safe: written by storeError (lib/operations/stored-error.ts) and nobody else.
  const { message, cause, fix, who, link, psaSentence } = error as StoredRefusal;
  return { message: message ?? "", cause, fix, who, link, psaSentence };
}
