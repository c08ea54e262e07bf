import {
  movesWithin,
  quantitiesOf,
  quantityOn,
  type Timeline,
  timelineOf,
  withDifference,
} from "@/lib/billing/timeline";
import { earlierDate, laterDate, sayDate } from "@/lib/dates";
import { addDecimals, compareDecimals, formatUnitPrice, subtractDecimals } from "@/lib/money";
import type { LinePeriod } from "@/lib/psa/records";
import type { LineFrame } from "./line-frame";
import type { OwnChange } from "./plan-line-input";
import type { UndoLineInput } from "./undo-line";

/**
 * What a person has to say yes to before a change is taken back: that somebody has touched the line in the PSA since.
 * The line is compared, day by day from the first step on, with what it held right after our steps and our own later
 * changes; without that reading, on the steps' own days.
 */
export function questionBeforeUndo(input: UndoLineInput, frame: LineFrame): string | undefined {
  const foreign = foreignQuantity(input, frame) ?? foreignPrice(input);
  if (foreign === undefined) return undefined;
  return `Somebody changed this line in ${input.words.psa} since: ${foreign}. Take our change back all the same?`;
}

function foreignQuantity(input: UndoLineInput, frame: LineFrame): string | undefined {
  const now = quantitiesOf(frame.timeline);
  for (const [date, expected] of expectedQuantities(input, now)) {
    const found = quantityOn(now, date);
    if (compareDecimals(found, expected) !== 0) {
      return `${found} from ${sayDate(date, input.today)}, where we left ${expected}`;
    }
  }
  return undefined;
}

function expectedQuantities(input: UndoLineInput, now: Timeline): readonly (readonly [string, string])[] {
  const { readBack, steps, laterChanges } = input;
  if (readBack === undefined || readBack.length === 0) {
    return lastOfEachDay(steps).map((step) => {
      const later = laterChanges.filter((own) => own.effectiveDate <= step.effectiveDate);
      return [step.effectiveDate, addDecimals(step.quantity, ...later.map(differenceOf))] as const;
    });
  }
  const left = laterChanges.reduce(
    (timeline, own) => withDifference(timeline, own.effectiveDate, differenceOf(own)),
    timelineOf(readBack),
  );
  const fromDate = steps.map((step) => step.effectiveDate).reduce(earlierDate);
  const toDate = earlierDate(lastDay(readBack), lastDay(input.state.periods));
  const dates = new Set([
    fromDate,
    ...movesWithin(left, fromDate, toDate),
    ...movesWithin(now, fromDate, toDate),
  ]);
  return [...dates].sort().map((date) => [date, quantityOn(left, date)] as const);
}

/** Of several steps on one day the last one tells what was left. */
function lastOfEachDay(steps: UndoLineInput["steps"]): UndoLineInput["steps"] {
  return [...new Map(steps.map((step) => [step.effectiveDate, step])).values()];
}

const differenceOf = (own: OwnChange) => subtractDecimals(own.quantity, own.quantityBefore);

const lastDay = (periods: readonly LinePeriod[]) => periods.map((row) => row.endDate).reduce(laterDate, "");

/** A price of ours that is in force by now and is not shown any more. */
function foreignPrice({ state, steps, laterChanges, today, currency }: UndoLineInput): string | undefined {
  const written = steps.findLast((step) => step.unitPrice !== undefined && step.effectiveDate <= today);
  const isNewer = laterChanges.some((own) => own.unitPrice !== undefined);
  if (written?.unitPrice === undefined || state.unitPrice === undefined || isNewer) return undefined;
  if (compareDecimals(written.unitPrice, state.unitPrice) === 0) return undefined;
  const [now, ours] = [state.unitPrice, written.unitPrice].map((price) => formatUnitPrice(price, currency));
  return `price ${now}, where we left ${ours}`;
}
