import { freeDate } from "@/lib/billing/one-change-per-day";
import { isPeriodStart } from "@/lib/billing/periods";
import { movesWithin, quantityOn, type Timeline, withDifference } from "@/lib/billing/timeline";
import { addDays, laterDate } from "@/lib/dates";
import { addDecimals, isNegative, isZero, subtractDecimals } from "@/lib/money";
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

/**
 * The moves that bring a line to its target from its day on. Changes of ours already in the PSA for later days are part
 * of the picture: those of older orders are replaced ("10, and 4 from 1 April" with 13 wanted from 12 March gives +3
 * from the 12th and +6 from 1 April), those of orders for a later day stay. Undefined when no day is left for one.
 */
export function movesTo(
  frame: LineFrame,
  target: LineTargetRule,
  effectiveDate: string,
  ownChanges: readonly OwnChange[],
): readonly Move[] | undefined {
  const { fromDate } = target;
  if (fromDate === undefined) return [];
  const later = ownChanges.filter((own) => own.wantedFromDate > effectiveDate);
  const isBehind = fromDate <= target.at.onDate;
  const moves: Move[] = [];
  const taken = new Set(frame.taken);
  let timeline = frame.timeline;

  const add = (wantedDate: string, lean: LineTargetRule["lean"], difference: string) => {
    const date = freeDate({
      wantedDate,
      lean,
      taken,
      schedule: frame.schedule,
      openDate: frame.openDate,
      isPossible: (day) => staysPositive(timeline, day, laterDate(wantedDate, target.at.onDate), difference),
    });
    if (date === undefined) return false;
    moves.push({ wantedDate, date, difference, ...replaced(frame, ownChanges, wantedDate, target) });
    timeline = withDifference(timeline, date, difference);
    if (frame.oneChangePerDay) taken.add(date);
    return true;
  };

  const difference = subtractDecimals(target.quantity, target.at.held);
  if (isBehind && !isZero(difference) && !add(fromDate, target.lean, difference)) return undefined;
  const firstDate = isBehind ? addDays(target.at.onDate, 1) : fromDate;
  for (const date of new Set([
    ...(isBehind ? [] : [fromDate]),
    ...movesWithin(frame.timeline, laterDate(firstDate, frame.openDate)),
  ])) {
    const wanted = wantedOn(date, target, fromDate, effectiveDate, later);
    const gap = subtractDecimals(wanted, quantityOn(timeline, date));
    if (isZero(gap)) continue;
    const isAhead = date > frame.today && isPeriodStart(frame.schedule, date);
    const lean = date === fromDate ? target.lean : isAhead ? "before_period" : "later";
    if (!add(date, lean, gap)) return undefined;
  }
  return inSendingOrder(frame.timeline, moves);
}

/** The newest order by effective date among those that count on this day. */
function wantedOn(
  date: string,
  target: LineTargetRule,
  fromDate: string,
  effectiveDate: string,
  later: readonly OwnChange[],
): string {
  const candidates = [
    { from: fromDate, wantedFrom: effectiveDate, quantity: target.quantity },
    ...later.map((own) => ({
      from: own.effectiveDate,
      wantedFrom: own.wantedFromDate,
      quantity: own.wantedQuantity,
    })),
  ].filter((candidate) => candidate.from <= date);
  const newest = candidates.reduce((one, other) => (other.wantedFrom >= one.wantedFrom ? other : one));
  return newest.quantity;
}

function replaced(
  frame: LineFrame,
  ownChanges: readonly OwnChange[],
  date: string,
  target: LineTargetRule,
): Pick<Move, "replaces"> {
  if (date <= target.at.onDate || !movesWithin(frame.timeline, date, date).length) return {};
  const isOwn = ownChanges.some((own) => own.effectiveDate === date);
  return { replaces: isOwn ? "own_change" : "foreign_change" };
}

/** A line never holds less than nothing, also not on a day in between. */
function staysPositive(timeline: Timeline, fromDate: string, toDate: string, difference: string): boolean {
  const days = [fromDate, ...movesWithin(timeline, fromDate, toDate)];
  return days.every((day) => !isNegative(addDecimals(quantityOn(timeline, day), difference)));
}

/**
 * By date, as PSAs advise; raises go first only where a line would otherwise hold less than nothing on a later day until
 * the next step is sent. Differences add up to the same whatever their order.
 */
function inSendingOrder(start: Timeline, moves: readonly Move[]): readonly Move[] {
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
