import { freeDate } from "@/lib/billing/one-change-per-day";
import { isPeriodStart } from "@/lib/billing/periods";
import {
  movesWithin,
  quantitiesOf,
  quantityOn,
  type Timeline,
  withCourse,
  withDifference,
} from "@/lib/billing/timeline";
import { addDays, compareDates, laterDate } from "@/lib/dates";
import {
  addDecimals,
  compareDecimals,
  isNegative,
  isZero,
  negateDecimal,
  subtractDecimals,
} from "@/lib/money";
import type { LineFrame } from "./line-frame";
import type { LineTargetRule } from "./line-target";
import type { OwnChange } from "./plan-line-input";

/** "+difference from this day on", and what else is written with it. */
export type Move = {
  /** The day the rule asks for; `date` differs where it was taken. */
  wantedDate: string;
  date: string;
  difference: string;
  unitPrice?: string;
  unitCost?: string;
  /** What stood on the wanted day and is replaced: a change of ours, or one that a person made. */
  replaces?: "own_change" | "foreign_change";
};

/** Days on which the line stays short of (or above) what is wanted by `difference`, because no day in time is free. */
export type LeftGap = { fromDate: string; toDate: string; difference: string };

export type LineMoves = { moves: readonly Move[]; gaps: readonly LeftGap[] };

/**
 * The moves that bring a line to its target from its day on. Changes of ours already in the PSA for later days are part
 * of the picture: those of earlier orders are replaced ("10, and 4 from 1 April" with 13 wanted from 12 March gives +3
 * from the 12th and +6 from 1 April), those of orders for a later day stay. Undefined when no day is left for a move.
 */
export function movesTo(
  frame: LineFrame,
  target: LineTargetRule,
  ownChanges: readonly OwnChange[],
): LineMoves | undefined {
  if (target.fromDate === undefined) return { moves: [], gaps: [] };
  const held = quantitiesOf(frame.timeline);
  const wanted = wantedTimeline(held, target, target.fromDate, ownChanges);
  const corrections = correctionsBetween(held, wanted).map((correction) => ({
    ...correction,
    lean: leanOf(frame, target, correction.wantedDate),
  }));
  const found = placed(frame, corrections, "0", frame.taken, wanted);
  if (found === undefined) return undefined;
  const moves = found.moves.map((move) => ({
    ...move,
    ...replaced(held, ownChanges, move.wantedDate, target),
  }));
  return { moves: inSendingOrder(held, moves), gaps: found.gaps };
}

type Correction = { wantedDate: string; difference: string; lean: LineTargetRule["lean"] };

/**
 * A day for each correction. One that finds none before the next goes along with it, and the days until then stay as
 * they are; so does one whose day would leave none for those after it. `outcome` is what the line will hold once all is
 * sent: as wanted, but for the days on which a move had to go elsewhere. It never falls below nothing.
 */
function placed(
  frame: LineFrame,
  [first, ...rest]: readonly Correction[],
  carried: string,
  taken: ReadonlySet<string>,
  outcome: Timeline,
): LineMoves | undefined {
  if (first === undefined) return { moves: [], gaps: [] };
  const { wantedDate } = first;
  const difference = addDecimals(first.difference, carried);
  if (isZero(difference)) return placed(frame, rest, "0", taken, outcome);
  const nextDate = rest[0]?.wantedDate;

  const placedOn = (date: string | undefined): LineMoves | undefined => {
    if (date === undefined) return undefined;
    const taking = frame.oneChangePerDay ? new Set([...taken, date]) : taken;
    const others = placed(frame, rest, "0", taking, shifted(outcome, wantedDate, date, difference));
    return others && { ...others, moves: [{ wantedDate, date, difference }, ...others.moves] };
  };
  const leftUntilNext = (): LineMoves | undefined => {
    if (nextDate === undefined) return undefined;
    const left = shifted(outcome, wantedDate, nextDate, difference);
    const others = isPossible(left) ? placed(frame, rest, difference, taken, left) : undefined;
    const gap = { fromDate: wantedDate, toDate: addDays(nextDate, -1), difference };
    return others && { ...others, gaps: [gap, ...others.gaps] };
  };
  const dateBy = (lean: LineTargetRule["lean"]) =>
    dateFor(frame, { wantedDate, lean, difference }, nextDate, taken, outcome);
  return placedOn(dateBy(first.lean)) ?? leftUntilNext() ?? placedOn(dateBy("before_period"));
}

const isPossible = (outcome: Timeline) => outcome.every((at) => !isNegative(at.quantity));

/**
 * The line as it should be: the target's total from its day on. Days that are over when the change is known are raised
 * to it, or lowered, never both: 13 from 12 March, known on 2 April, is 13 in March where 10 stood, and 13 in April
 * where 4 had come of an earlier order. Orders dated after the day of comparing keep their totals.
 */
function wantedTimeline(
  held: Timeline,
  target: LineTargetRule,
  fromDate: string,
  ownChanges: readonly OwnChange[],
): Timeline {
  const startDate = laterDate(fromDate, addDays(target.at.onDate, 1));
  const later = ownChanges.filter((own) => own.wantedFromDate > target.laterThan);
  const dates = new Set([
    startDate,
    ...later.map((own) => own.effectiveDate).filter((date) => date > startDate),
  ]);
  const course = [...dates].sort().map((date) => ({
    fromDate: date,
    quantity: newestOn(date, later) ?? target.quantity,
  }));
  return withCourse(reached(held, target, fromDate), startDate, course);
}

function reached(held: Timeline, { direction, quantity, at }: LineTargetRule, fromDate: string): Timeline {
  if (fromDate > at.onDate || direction === "same") return held;
  const dates = [fromDate, ...movesWithin(held, addDays(fromDate, 1), at.onDate)];
  const isRight = (now: string) =>
    direction === "up" ? compareDecimals(now, quantity) > 0 : compareDecimals(now, quantity) < 0;
  const course = dates.map((date) => {
    const now = quantityOn(held, date);
    return { fromDate: date, quantity: isRight(now) ? now : quantity };
  });
  return withCourse(held, fromDate, course);
}

/** The total of the order dated last among those that count on a day. */
function newestOn(date: string, later: readonly OwnChange[]): string | undefined {
  const begun = later.filter((own) => own.effectiveDate <= date);
  const [first, ...others] = begun;
  if (first === undefined) return undefined;
  return others.reduce((one, own) => (own.wantedFromDate >= one.wantedFromDate ? own : one), first)
    .wantedQuantity;
}

/** By how much more (or less) the line must move on each day than it does. */
function correctionsBetween(held: Timeline, wanted: Timeline): { wantedDate: string; difference: string }[] {
  const jump = (timeline: Timeline, date: string) =>
    subtractDecimals(quantityOn(timeline, date), quantityOn(timeline, addDays(date, -1)));
  const dates = new Set([...held, ...wanted].map((at) => at.fromDate));
  return [...dates]
    .sort()
    .map((date) => ({ wantedDate: date, difference: subtractDecimals(jump(wanted, date), jump(held, date)) }))
    .filter(({ difference }) => !isZero(difference));
}

/** The change itself leans as its rule says; a later change that is replaced by it, to before its period. */
function leanOf(frame: LineFrame, target: LineTargetRule, date: string): LineTargetRule["lean"] {
  if (date === target.fromDate) return target.lean;
  return date > frame.today && isPeriodStart(frame.schedule, date) ? "before_period" : "later";
}

/** A free day for a correction on which the line still never holds less than nothing. */
function dateFor(
  { schedule, openDate, timeline }: LineFrame,
  { wantedDate, difference, lean }: Correction,
  nextDate: string | undefined,
  taken: ReadonlySet<string>,
  outcome: Timeline,
): string | undefined {
  const search = {
    wantedDate,
    taken,
    schedule,
    openDate,
    ...(nextDate !== undefined && { beforeDate: nextDate }),
    // A line never begins earlier for want of a day: nothing says at which price.
    isPossible: (date: string) =>
      (date >= wantedDate || !isZero(quantityOn(timeline, date))) &&
      isPossible(shifted(outcome, wantedDate, date, difference)),
  };
  return freeDate({ ...search, lean });
}

/** What becomes of the outcome when a difference counts from another day than the wanted one. */
function shifted(outcome: Timeline, wantedDate: string, date: string, difference: string): Timeline {
  if (date === wantedDate) return outcome;
  return withDifference(withDifference(outcome, wantedDate, negateDecimal(difference)), date, difference);
}

function replaced(
  held: Timeline,
  ownChanges: readonly OwnChange[],
  date: string,
  target: LineTargetRule,
): Pick<Move, "replaces"> {
  if (date <= target.at.onDate || movesWithin(held, date, date).length === 0) return {};
  return { replaces: ownChanges.some((own) => own.effectiveDate === date) ? "own_change" : "foreign_change" };
}

/**
 * By date, as PSAs advise; raises go first only where a line would otherwise hold less than nothing on a later day until
 * the next step is sent. Differences add up to the same whatever their order.
 */
function inSendingOrder(start: Timeline, unsorted: readonly Move[]): readonly Move[] {
  const moves = [...unsorted].sort((one, other) => compareDates(one.date, other.date));
  let timeline = start;
  for (const move of moves) {
    timeline = withDifference(timeline, move.date, move.difference);
    if (timeline.some((at) => isNegative(at.quantity))) {
      const lowers = moves.filter((one) => isNegative(one.difference));
      return [...moves.filter((one) => !isNegative(one.difference)), ...lowers];
    }
  }
  return moves;
}
