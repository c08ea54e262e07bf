import { addDays, daysInclusive, earlierDate, laterDate } from "@/lib/dates";
import { addDecimals, isZero, multiplyDecimals, shareOfPeriodMinor, subtractDecimals } from "@/lib/money";
import { type ContractPeriod, daysOf, type PeriodSchedule, periodsTouching } from "./periods";
import { movesWithin, priceOn, quantityOn, type Timeline } from "./timeline";

export type Span = { fromDate: string; toDate: string };

/**
 * What a change is worth over a span of days: each period it touches is reckoned by its days and rounded once, then
 * the periods are added up. +2 at 20.00 from 17 March to 30 April is 19.35 + 40.00. Undefined when a price is missing.
 */
export function changeAmountMinor(change: {
  before: Timeline;
  after: Timeline;
  span: Span;
  schedule: PeriodSchedule;
  currency: string;
}): bigint | undefined {
  let sum = 0n;
  for (const period of periodsTouching(change.schedule, change.span)) {
    const part = {
      fromDate: laterDate(period.startDate, change.span.fromDate),
      toDate: earlierDate(period.endDate, change.span.toDate),
    };
    const before = valueOfDays(change.before, part);
    const after = valueOfDays(change.after, part);
    if (before === undefined || after === undefined) return undefined;
    sum += shareOfPeriodMinor(subtractDecimals(after, before), daysOf(period), change.currency);
  }
  return sum;
}

/** What a line bills in one whole period. */
export function periodAmountMinor(
  timeline: Timeline,
  period: ContractPeriod,
  currency: string,
): bigint | undefined {
  const value = valueOfDays(timeline, { fromDate: period.startDate, toDate: period.endDate });
  return value === undefined ? undefined : shareOfPeriodMinor(value, daysOf(period), currency);
}

/** What a line bills in a period in which nothing moves any more; quantity times price, rounded. */
export function recurringMinor(timeline: Timeline, currency: string): bigint | undefined {
  const last = timeline.at(-1);
  if (last === undefined || isZero(last.quantity)) return 0n;
  if (last.unitPrice === undefined) return undefined;
  return shareOfPeriodMinor(multiplyDecimals(last.quantity, last.unitPrice), 1, currency);
}

/** Quantity times price, summed over the days of a span. */
function valueOfDays(timeline: Timeline, span: Span): string | undefined {
  const starts = [span.fromDate, ...movesWithin(timeline, addDays(span.fromDate, 1), span.toDate)];
  let sum = "0";
  for (const [index, start] of starts.entries()) {
    const quantity = quantityOn(timeline, start);
    if (isZero(quantity)) continue;
    const unitPrice = priceOn(timeline, start);
    if (unitPrice === undefined) return undefined;
    const next = starts[index + 1];
    const days = daysInclusive(start, next === undefined ? span.toDate : addDays(next, -1));
    sum = addDecimals(sum, multiplyDecimals(quantity, unitPrice, String(days)));
  }
  return sum;
}
