import { readWindow } from "@/lib/billing/read-window";
import { expectedAfter } from "@/lib/operations/line-profile";
import type { ConfirmedChange } from "@/lib/operations/own-changes-query";
import type { Connector } from "@/lib/psa/connector";
import { readLineState, storeLineState } from "@/lib/psa/line-state-json";
import type { LineAddress, LineState } from "@/lib/psa/records";
import type { RecurringCycle } from "./plan";
import type { StoredLine } from "./stored-line";
import { undoLine } from "./undo-line";
import type { OperationToUndo } from "./undo-query";

/** One line with the confirmed operations that are to be taken back, oldest first. */
export type LineToUndo = {
  address: LineAddress;
  customerId: string | null;
  operations: readonly OperationToUndo[];
  stored: StoredLine;
  ownChanges: readonly ConfirmedChange[];
  cycle: RecurringCycle;
  window: { fromDate: string; toDate: string };
};

export function lineToUndo(
  psaLineId: string,
  operations: readonly OperationToUndo[],
  ownChanges: readonly ConfirmedChange[],
  today: string,
): LineToUndo {
  const last = operations.at(-1);
  if (!last) throw new Error("A line without operations cannot be taken back.");
  const { plan, before } = last.line;
  const cycle = (before.contract.cycle ?? "monthly") as RecurringCycle;
  const dates = operations.map((operation) => operation.intended.effectiveDate).sort();
  return {
    address: { psaContractId: plan.address.psaContractId, psaItemId: plan.address.psaItemId, psaLineId },
    customerId: last.customerId,
    operations,
    stored: last.line,
    ownChanges,
    cycle,
    window: readWindow({ today, effectiveDate: dates[0] ?? today, cycle, contract: before.contract }),
  };
}

/** The inverse of these operations from what the line shows now, as a line of a plan. */
export function inverseLine(
  line: LineToUndo,
  state: LineState,
  run: { today: string; vendor: string; connector: Connector },
): StoredLine {
  const { operations, stored, ownChanges } = line;
  const last = operations.at(-1);
  const undone = new Set(operations.map((operation) => operation.operationId));
  const lastAt = ownChanges.findLastIndex((change) => undone.has(change.operationId));
  const { plan, undoes } = undoLine({
    state,
    readFromDate: line.window.fromDate,
    steps: operations.flatMap((operation) => operation.line.plan.steps[operation.position] ?? []),
    readBack: last?.before ? expectedAfter(readLineState(last.before), last.intended).periods : undefined,
    laterChanges: lastAt < 0 ? [] : ownChanges.slice(lastAt + 1),
    ownChanges,
    today: run.today,
    capabilities: run.connector.capabilities,
    currency: stored.currency,
    cycle: line.cycle,
    words: {
      psa: run.connector.vocabulary.psa,
      vendor: run.vendor,
      product: stored.subject.productName,
      contract: stored.subject.contractName,
      unit: stored.subject.unit,
      orders: stored.subject.orders,
    },
  });
  return {
    plan,
    before: storeLineState(state),
    window: line.window,
    subject: stored.subject,
    currency: stored.currency,
    undoes: undoes.flatMap((index) => operations[index]?.operationId ?? []),
  };
}
