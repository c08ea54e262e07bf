import { type Intended, isCharge, isLineChange, operationKind } from "@/lib/operations/kinds";
import { isHalted } from "@/lib/operations/line-end";
import { expectedAfter } from "@/lib/operations/line-profile";
import type { OperationRow } from "@/lib/operations/store";
import { readLineState } from "@/lib/psa/line-state-json";
import type { LineAddress, LineState, LineTarget } from "@/lib/psa/records";
import { compareLine } from "./compare-line";
import type { PlanLineRow } from "./store";

/** One line of a chunk while it is being applied: what is left to do and what the PSA showed last. */
export type LineWork = {
  row: PlanLineRow;
  address: LineAddress;
  /** Operations in their order; those confirmed already come first. */
  operations: OperationRow[];
  state: LineState;
  /** The state the last write was sent from; read-back is compared with it. */
  sentFrom?: LineState;
  /** The operation that was sent last. */
  lastSent?: OperationRow;
};

/** What is to be sent next; nothing any more once a step of the line was refused, for the later ones stand on it. */
export function nextOperation({ operations }: LineWork): OperationRow | undefined {
  if (isHalted(operations)) return undefined;
  return operations.find((operation) => operation.state === "planned");
}

/** The ledger has decided every step; a run that broke off did not get to say so of the line. */
export const isDecided = (work: LineWork): boolean => work.operations.length > 0 && !nextOperation(work);

const fold = (from: LineState, operations: readonly OperationRow[]): LineState =>
  operations.reduce(
    (state, operation) => operationKind(operation.kind).expected(state, operation.intended as Intended),
    from,
  );

/**
 * What to do with a line that was just read: go on as planned, count it as reached, or plan it anew. Confirmed steps
 * count as part of what is expected, so that an interrupted line goes on where it stopped.
 */
export function judgeLine(work: LineWork): "as_planned" | "reached" | "changed" {
  const next = nextOperation(work);
  if (next && isCharge(next) && standsByItself(work)) return "as_planned";
  const planned = readLineState(work.row.line.before);
  const done = work.operations.filter((operation) => operation.state === "confirmed");
  const targets = work.operations.filter(isLineChange);
  // A line whose steps are texts and charges only is compared by what it holds; the text itself is absolute.
  return compareLine(
    work.state,
    fold(planned, done),
    {
      state: targets.map((operation) => operation.intended as LineTarget).reduce(expectedAfter, planned),
      prices: targets.map((operation) => operation.intended as LineTarget),
    },
    work.row.line.window,
    done.length > 0,
  );
}

/**
 * A charge whose line does not matter any more: the steps before it are written, so that they have to be paid for, or it
 * is all that is taken back.
 */
const standsByItself = ({ operations, row }: LineWork): boolean =>
  operations.some(({ state }) => state === "confirmed") ||
  (row.line.link === undefined && operations.every(isCharge));
