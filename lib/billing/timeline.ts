import { addDecimals, compareDecimals, isZero } from "@/lib/money";
import type { LinePeriod } from "@/lib/psa/records";

/**
 * A line over time: from each day on, this many at this price, until the next entry. Before the first entry there is
 * nothing. The price is undefined where nobody knows it.
 */
export type TimelineEntry = { fromDate: string; quantity: string; unitPrice?: string };
export type Timeline = readonly TimelineEntry[];

/**
 * Period rows as a timeline at one price. The last row's quantity is taken to go on: rows are read for a window, and
 * their absence beyond it says nothing. An ended line shows a row of 0.
 */
export function timelineOf(periods: readonly LinePeriod[], unitPrice?: string): Timeline {
  const rows = [...periods].sort((one, other) => (one.startDate < other.startDate ? -1 : 1));
  return tidy(rows.map(({ startDate, quantity }) => entry(startDate, quantity, unitPrice)));
}

export function quantityOn(timeline: Timeline, date: string): string {
  return entryOn(timeline, date)?.quantity ?? "0";
}

export function priceOn(timeline: Timeline, date: string): string | undefined {
  return entryOn(timeline, date)?.unitPrice;
}

/** The line after "+difference from this day on": every later entry moves with it. */
export function withDifference(timeline: Timeline, fromDate: string, difference: string): Timeline {
  return tidy(
    split(timeline, fromDate).map((at) =>
      at.fromDate < fromDate ? at : { ...at, quantity: addDecimals(at.quantity, difference) },
    ),
  );
}

/** The line after "this price from that day on", later prices included. */
export function withPrice(timeline: Timeline, fromDate: string, unitPrice: string): Timeline {
  return tidy(split(timeline, fromDate).map((at) => (at.fromDate < fromDate ? at : { ...at, unitPrice })));
}

/** The line with another course from a day on; `course` is ascending and begins on that day or later. */
export function withCourse(timeline: Timeline, fromDate: string, course: Timeline): Timeline {
  return tidy([...timeline.filter((at) => at.fromDate < fromDate), ...course]);
}

/** Quantities alone: a day on which only the price moves is no day of this timeline. */
export function quantitiesOf(timeline: Timeline): Timeline {
  return tidy(timeline.map(({ fromDate, quantity }) => ({ fromDate, quantity })));
}

/** Days on which quantity or price moves, within the span, both ends included. */
export function movesWithin(timeline: Timeline, fromDate: string, toDate?: string): readonly string[] {
  return timeline
    .map((at) => at.fromDate)
    .filter((date) => fromDate <= date && (toDate === undefined || date <= toDate));
}

function entryOn(timeline: Timeline, date: string): TimelineEntry | undefined {
  return timeline.findLast((at) => at.fromDate <= date);
}

function split(timeline: Timeline, date: string): Timeline {
  if (timeline.some((at) => at.fromDate === date)) return timeline;
  const before = timeline.filter((at) => at.fromDate < date);
  const last = before.at(-1);
  // A line that begins later takes its price from its first entry: nothing is known of earlier days.
  const added = entry(date, last?.quantity ?? "0", last?.unitPrice ?? timeline[0]?.unitPrice);
  return [...before, added, ...timeline.filter((at) => at.fromDate > date)];
}

/** Leaves out entries that change nothing, so that a day in the list is a day on which something moves. */
function tidy(timeline: Timeline): Timeline {
  return timeline.filter((at, index) => {
    const previous = timeline[index - 1];
    if (previous === undefined) return true;
    return (
      compareDecimals(previous.quantity, at.quantity) !== 0 || !samePrice(previous.unitPrice, at.unitPrice)
    );
  });
}

function samePrice(one: string | undefined, other: string | undefined): boolean {
  if (one === undefined || other === undefined) return one === other;
  return compareDecimals(one, other) === 0;
}

function entry(fromDate: string, quantity: string, unitPrice: string | undefined): TimelineEntry {
  return unitPrice === undefined ? { fromDate, quantity } : { fromDate, quantity, unitPrice };
}

/** Whether the line holds nothing at all from a day on. */
export function isEmptyFrom(timeline: Timeline, date: string): boolean {
  return (
    isZero(quantityOn(timeline, date)) && timeline.every((at) => at.fromDate <= date || isZero(at.quantity))
  );
}
