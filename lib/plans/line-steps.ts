import { type ContractPeriod, isPeriodStart } from "@/lib/billing/periods";
import { changeAmountMinor, recurringMinor } from "@/lib/billing/span-amount";
import {
  movesWithin,
  priceOn,
  quantityOn,
  type Timeline,
  withDifference,
  withPrice,
} from "@/lib/billing/timeline";
import { sayDate } from "@/lib/dates";
import { addDecimals, formatUnitPrice, isZero } from "@/lib/money";
import type { LineFrame } from "./line-frame";
import type { Move } from "./line-moves";
import { sayDifference, sayQuantity } from "./line-words";
import type { LinePlan, PlanStep, QuantityFrom, StepMoney } from "./plan";
import type { LineFacts } from "./plan-line-input";
import { undoDates, undoNoteOf } from "./undo-note";

export type Stepped = { steps: readonly PlanStep[]; before: Timeline; after: Timeline };

/**
 * The moves as writes, each with what it is worth up to the end of the `current` period, and what taking it back would
 * mean.
 */
export function stepsOf(
  input: LineFacts,
  frame: LineFrame,
  current: ContractPeriod,
  moves: readonly Move[],
  isRepeat = false,
): Stepped {
  const backDates = undoDates(
    frame,
    moves.map((move) => move.date),
    frame.taken,
  );
  const steps: PlanStep[] = [];
  let timeline = frame.timeline;
  for (const [index, move] of moves.entries()) {
    const createsLine = !input.state.exists && steps.length === 0;
    const after = afterMove(timeline, move, createsLine ? input.catalog?.unitPrice : undefined);
    steps.push(
      stepOf(
        input,
        frame,
        current,
        move,
        { before: timeline, after, createsLine, isRepeat },
        backDates[index],
      ),
    );
    timeline = after;
  }
  return { steps, before: frame.timeline, after: timeline };
}

/** Before and after, from the first step's day on; nothing when nothing is written. */
export function quantitiesOfSteps({ steps, before, after }: Stepped): LinePlan["quantities"] {
  const [first] = steps.map((step) => step.effectiveDate).sort();
  if (first === undefined) return { before: [], after: [] };
  return { before: quantitiesFrom(before, first), after: quantitiesFrom(after, first) };
}

function quantitiesFrom(timeline: Timeline, fromDate: string): readonly QuantityFrom[] {
  const dates = new Set([fromDate, ...movesWithin(timeline, fromDate)]);
  const all = [...dates].map((date) => ({ fromDate: date, quantity: quantityOn(timeline, date) }));
  return all.filter((at, index) => at.quantity !== all[index - 1]?.quantity);
}

/** The line once a move has been made; a new line without a price of its own starts with the catalog item's. */
export function afterMove(timeline: Timeline, move: Move, catalogPrice?: string): Timeline {
  const moved = withDifference(timeline, move.date, move.difference);
  const unitPrice = move.unitPrice ?? catalogPrice;
  return unitPrice === undefined ? moved : withPrice(moved, move.date, unitPrice);
}

type Around = { before: Timeline; after: Timeline; createsLine: boolean; isRepeat: boolean };

function stepOf(
  input: LineFacts,
  frame: LineFrame,
  current: ContractPeriod,
  move: Move,
  around: Around,
  backDate: string | undefined,
): PlanStep {
  const { currency, today, words } = input;
  const quantityBefore = quantityOn(around.before, move.date);
  const priceBefore = around.createsLine ? undefined : priceOn(around.before, move.date);
  const costBefore = around.createsLine ? undefined : input.state.unitCost;
  const isPriceOnly = isZero(move.difference);
  const money = moneyOf(input, frame, current, move, around);
  return {
    kind: isPriceOnly ? "set_line_price" : "set_line_quantity",
    effectiveDate: move.date,
    quantityBefore,
    quantity: addDecimals(quantityBefore, move.difference),
    ...(priceBefore !== undefined && { unitPriceBefore: priceBefore }),
    ...(move.unitPrice !== undefined && { unitPrice: move.unitPrice }),
    ...(costBefore !== undefined && { unitCostBefore: costBefore }),
    ...(move.unitCost !== undefined && { unitCost: move.unitCost }),
    ...(around.createsLine && around.isRepeat && { isRepeat: true }),
    createsLine: around.createsLine,
    ...(money && { money }),
    undo: undoNoteOf(
      {
        date: move.date,
        before: around.before,
        after: around.after,
        createsLine: around.createsLine,
        hasValueBefore:
          !isPriceOnly || (move.unitPrice === undefined ? costBefore : priceBefore) !== undefined,
      },
      backDate,
      frame,
      { currency, today, psa: words.psa },
    ),
    sentence: sentenceOf(input, move, quantityBefore, priceBefore),
  };
}

/** Absent when a price is not known. Prorated by the PSA and not yet seen to agree: an estimate. */
function moneyOf(
  input: LineFacts,
  frame: LineFrame,
  current: ContractPeriod,
  move: Move,
  around: Around,
): StepMoney | undefined {
  const { currency, cycle } = input;
  const span = { fromDate: move.date, toDate: current.endDate };
  const now =
    span.fromDate > span.toDate
      ? 0n
      : changeAmountMinor({ ...around, span, schedule: frame.schedule, currency });
  const before = recurringMinor(around.before, currency);
  const after = recurringMinor(around.after, currency);
  if (now === undefined || before === undefined || after === undefined) return undefined;
  const isProrated = !isPeriodStart(frame.schedule, move.date);
  return {
    currency,
    cycle,
    currentPeriodMinor: now.toString(),
    recurringDeltaMinor: (after - before).toString(),
    exactness: isProrated && !input.prorationSeenToAgree ? "estimate" : "exact",
  };
}

function sentenceOf(
  { words, currency, today, state }: LineFacts,
  move: Move,
  before: string,
  priceBefore: string | undefined,
): string {
  const price = (figure: string) => `${formatUnitPrice(figure, currency)} ${currency}`;
  const from = `from ${sayDate(move.date, today)}`;
  const at = move.unitPrice === undefined ? "" : ` at ${price(move.unitPrice)}`;
  if (!isZero(move.difference)) {
    const after = sayQuantity(addDecimals(before, move.difference), words.unit);
    if (!state.exists && isZero(before)) return `New line: ${after}${at} ${from}`;
    return `${before} to ${after} (${sayDifference(move.difference)})${at} ${from}`;
  }
  if (move.unitPrice === undefined) return `Cost ${from}, ${sayQuantity(before, words.unit)} unchanged`;
  const change = priceBefore === undefined ? "Price" : `Price ${formatUnitPrice(priceBefore, currency)} to`;
  return `${change} ${price(move.unitPrice)} ${from}`;
}
