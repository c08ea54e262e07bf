import { isPeriodStart } from "@/lib/billing/periods";
import { changeAmountMinor, recurringMinor } from "@/lib/billing/span-amount";
import { priceOn, quantityOn, type Timeline, withDifference, withPrice } from "@/lib/billing/timeline";
import { sayDate } from "@/lib/dates";
import { addDecimals, formatUnitPrice, isZero } from "@/lib/money";
import type { LineFrame } from "./line-frame";
import type { Move } from "./line-moves";
import type { LineTargetRule } from "./line-target";
import { sayDifference, sayQuantity } from "./line-words";
import type { PlanStep, StepMoney } from "./plan";
import type { PlanLineInput } from "./plan-line-input";
import { undoNoteOf } from "./undo-note";

export type Stepped = { steps: readonly PlanStep[]; before: Timeline; after: Timeline };

/** The moves as writes, each with what it is worth and what taking it back would mean. */
export function stepsOf(
  input: PlanLineInput,
  frame: LineFrame,
  target: LineTargetRule,
  moves: readonly Move[],
): Stepped {
  const taken = new Set([...frame.taken, ...moves.map((move) => move.date)]);
  const steps: PlanStep[] = [];
  let timeline = frame.timeline;
  for (const move of moves) {
    const createsLine = !input.state.exists && steps.length === 0;
    const after = afterMove(timeline, move, createsLine ? input.catalog?.unitPrice : undefined);
    steps.push(stepOf(input, frame, target, move, { before: timeline, after, createsLine }, taken));
    timeline = after;
  }
  return { steps, before: frame.timeline, after: timeline };
}

export function afterMove(timeline: Timeline, move: Move, catalogPrice?: string): Timeline {
  const moved = withDifference(timeline, move.date, move.difference);
  const unitPrice = move.unitPrice ?? catalogPrice;
  return unitPrice === undefined ? moved : withPrice(moved, move.date, unitPrice);
}

type Around = { before: Timeline; after: Timeline; createsLine: boolean };

function stepOf(
  input: PlanLineInput,
  frame: LineFrame,
  target: LineTargetRule,
  move: Move,
  around: Around,
  taken: ReadonlySet<string>,
): PlanStep {
  const { currency, today, words } = input;
  const quantityBefore = quantityOn(around.before, move.date);
  const priceBefore = around.createsLine ? undefined : priceOn(around.before, move.date);
  const costBefore = around.createsLine ? undefined : input.state.unitCost;
  const isPriceOnly = isZero(move.difference);
  const money = moneyOf(input, frame, target, move, around);
  return {
    kind: isPriceOnly ? "set_line_price" : "set_line_quantity",
    effectiveDate: move.date,
    quantityBefore,
    quantity: addDecimals(quantityBefore, move.difference),
    ...(priceBefore !== undefined && { unitPriceBefore: priceBefore }),
    ...(move.unitPrice !== undefined && { unitPrice: move.unitPrice }),
    ...(costBefore !== undefined && { unitCostBefore: costBefore }),
    ...(move.unitCost !== undefined && { unitCost: move.unitCost }),
    ...(around.createsLine && input.change.isRepeat && { isRepeat: true }),
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
      frame,
      taken,
      { currency, today, psa: words.psa },
    ),
    sentence: sentenceOf(input, move, quantityBefore, priceBefore),
  };
}

/** Absent when a price is not known. Prorated by the PSA and not yet seen to agree: an estimate. */
function moneyOf(
  input: PlanLineInput,
  frame: LineFrame,
  target: LineTargetRule,
  move: Move,
  around: Around,
): StepMoney | undefined {
  const { currency, cycle } = input;
  const span = { fromDate: move.date, toDate: target.at.period.endDate };
  const current =
    span.fromDate > span.toDate
      ? 0n
      : changeAmountMinor({ ...around, span, schedule: frame.schedule, currency });
  const before = recurringMinor(around.before, currency);
  const after = recurringMinor(around.after, currency);
  if (current === undefined || before === undefined || after === undefined) return undefined;
  const isProrated = !isPeriodStart(frame.schedule, move.date);
  return {
    currency,
    cycle,
    currentPeriodMinor: current.toString(),
    recurringDeltaMinor: (after - before).toString(),
    exactness: isProrated && !input.prorationSeenToAgree ? "estimate" : "exact",
  };
}

function sentenceOf(
  { words, currency, today, state }: PlanLineInput,
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
