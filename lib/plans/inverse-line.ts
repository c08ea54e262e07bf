import { readWindow } from "@/lib/billing/read-window";
import { isCharge } from "@/lib/operations/kinds";
import { expectedAfter } from "@/lib/operations/line-profile";
import type { ConfirmedChange } from "@/lib/operations/own-changes-query";
import type { Connector } from "@/lib/psa/connector";
import { readLineState, storeLineState } from "@/lib/psa/line-state-json";
import type { ChargeState, ChargeTerms, LineAddress, LineState, LineTarget } from "@/lib/psa/records";
import { frameOf } from "./line-frame";
import type { LinePlan, RecurringCycle } from "./plan";
import type { LineFacts } from "./plan-line-input";
import type { StoredLine } from "./stored-line";
import { type ChargeToUndo, undoCharge } from "./undo-charge";
import { chargesPlan, withCharges } from "./undo-charges";
import { undoLine } from "./undo-line";
import { dateOf, type OperationToUndo } from "./undo-query";

/** One line with the confirmed operations that are to be taken back, oldest first: on the line, and beside it. */
export type LineToUndo = {
  address: LineAddress;
  customerId: string | null;
  operations: readonly OperationToUndo[];
  charges: readonly OperationToUndo[];
  stored: StoredLine;
  ownChanges: readonly ConfirmedChange[];
  cycle: RecurringCycle;
  window: { fromDate: string; toDate: string };
};

export function lineToUndo(
  operations: readonly OperationToUndo[],
  ownChanges: readonly ConfirmedChange[],
  today: string,
): LineToUndo {
  const last = operations.at(-1);
  if (!last) throw new Error("A line without operations cannot be taken back.");
  const { plan, before } = last.line;
  const cycle = (before.contract.cycle ?? "monthly") as RecurringCycle;
  const dates = operations.map(dateOf).sort();
  const { psaContractId, psaItemId } = plan.address;
  return {
    address: { psaContractId, psaItemId, ...(last.psaLineId !== null && { psaLineId: last.psaLineId }) },
    customerId: last.customerId,
    operations: operations.filter((operation) => !isCharge(operation)),
    charges: operations.filter(isCharge),
    stored: last.line,
    ownChanges,
    cycle,
    window: readWindow({ today, effectiveDate: dates[0] ?? today, cycle, contract: before.contract }),
  };
}

export type UndoRun = {
  today: string;
  vendor: string;
  connector: Connector;
  /** The charges of these operations as they are now, by their id in the PSA. */
  standing: ReadonlyMap<string, ChargeState>;
  terms: ChargeTerms | undefined;
};

/** The inverse of these operations from what the line shows now, as a line of a plan. */
export function inverseLine(line: LineToUndo, state: LineState, run: UndoRun): StoredLine {
  const { operations, stored } = line;
  const facts = factsOf(line, state, run);
  const { plan, undoes } =
    operations.length === 0
      ? { plan: chargesPlan(facts, line.address), undoes: [] }
      : inverseSteps(line, facts);
  return {
    plan: line.charges.length === 0 ? plan : addCharges(plan, line, facts, run),
    before: storeLineState(state),
    window: line.window,
    subject: stored.subject,
    currency: stored.currency,
    undoes: undoes.flatMap((index) => operations[index]?.operationId ?? []),
  };
}

function inverseSteps({ operations, ownChanges }: LineToUndo, facts: LineFacts) {
  const last = operations.at(-1);
  const undone = new Set(operations.map((operation) => operation.operationId));
  const lastAt = ownChanges.findLastIndex((change) => undone.has(change.operationId));
  return undoLine({
    ...facts,
    steps: operations.flatMap((operation) => operation.line.plan.steps[operation.position] ?? []),
    readBack: last?.before
      ? expectedAfter(readLineState(last.before), last.intended as LineTarget).periods
      : undefined,
    laterChanges: lastAt < 0 ? [] : ownChanges.slice(lastAt + 1),
  });
}

/** Nothing is taken back of a line half: where its steps cannot be, its charges stay as well. */
function addCharges(plan: LinePlan, line: LineToUndo, facts: LineFacts, run: UndoRun): LinePlan {
  const frame = frameOf(facts);
  if (plan.refusals.length > 0) return plan;
  if ("code" in frame) return { ...plan, refusals: [frame] };
  const undone = line.charges.map((operation) =>
    undoCharge(toUndo(operation, run), frame, {
      currency: facts.currency,
      today: run.today,
      psa: facts.words.psa,
      charges: run.terms,
    }),
  );
  return withCharges(plan, undone, facts);
}

function toUndo({ operationId, kind, intended, psaReference }: OperationToUndo, run: UndoRun): ChargeToUndo {
  return {
    operationId,
    kind: kind as ChargeToUndo["kind"],
    intended: intended as ChargeToUndo["intended"],
    now: psaReference === null ? undefined : run.standing.get(psaReference),
  };
}

function factsOf(line: LineToUndo, state: LineState, run: UndoRun): LineFacts {
  const { stored, ownChanges } = line;
  return {
    state,
    readFromDate: line.window.fromDate,
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
  };
}
