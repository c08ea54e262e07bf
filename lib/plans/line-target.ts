import { moveOutOfClosed } from "@/lib/billing/closed-period";
import { isPeriodStart, periodContaining } from "@/lib/billing/periods";
import { downDates, upDates } from "@/lib/billing/proration";
import { canDecreaseFromPeriodStart, type Direction, directionOf } from "@/lib/billing/quantity-rule";
import type { Span } from "@/lib/billing/span-amount";
import { priceOn } from "@/lib/billing/timeline";
import { endingOf, isEnded } from "@/lib/billing/zero";
import { addDays, daysInclusive, earlierDate, laterDate } from "@/lib/dates";
import { isZero } from "@/lib/money";
import { type Comparison, compareOn, type LineFrame } from "./line-frame";
import type { PlanRefusal } from "./plan";
import type { PlanLineInput } from "./plan-line-input";

/** Where the quantity should go, from which day, and which days a one-time amount stands for instead. */
export type LineTargetRule = {
  direction: Direction;
  at: Comparison;
  /** Orders of ours that are dated after this day keep their totals; earlier ones are replaced. */
  laterThan: string;
  /** What the line is set to; differs from the wanted total only where a line ends at one free unit. */
  quantity: string;
  /** Price that comes with the ending. */
  unitPrice?: string;
  /** Undefined: the contract ends before the change would count. */
  fromDate: string | undefined;
  /** Which way to go when the day is taken. */
  lean: "later" | "before_period";
  oneTime?: { kind: "vendor_proration" | "credit"; span: Span };
  /** The day the rule asked for, where it lies in a closed period. */
  closedDate?: string;
  /** Days inside closed periods that the change can no longer reach. */
  missed?: { kind: "catch_up" | "credit" | "missed_posted_period"; span: Span };
  rule: string;
};

export function targetOf(
  input: PlanLineInput,
  frame: LineFrame,
  effectiveDate: string,
): LineTargetRule | PlanRefusal {
  const at = compareOn(frame, effectiveDate);
  if (input.change.type === "billing") return usageTarget(input, frame, effectiveDate);
  const direction = directionOf(at.held, input.change.quantity);
  if (direction === "up") return upTarget(input, frame, effectiveDate, at);
  const hasEnded =
    isZero(input.change.quantity) &&
    isEnded({ quantity: at.held, unitPrice: priceOn(frame.timeline, at.onDate) }, input.settings.zeroUnits);
  if (direction === "same" || hasEnded) {
    const fromDate = laterDate(at.shownFrom, frame.openDate);
    const same = { direction: "same", at, laterThan: at.onDate, quantity: at.held } as const;
    return { ...same, fromDate, lean: "later", rule: "same-quantity" };
  }
  return downTarget(input, frame, effectiveDate, at);
}

function upTarget(
  input: PlanLineInput,
  frame: LineFrame,
  date: string,
  at: Comparison,
): LineTargetRule | PlanRefusal {
  const { proration } = input.settings;
  const up = { direction: "up", at, laterThan: at.onDate, quantity: input.change.quantity } as const;
  if (date < frame.openDate) {
    const from = proration === "none" ? periodContaining(frame.schedule, date).startDate : date;
    const moved = moveOutOfClosed(from, frame.openDate);
    const missed = moved.missed && { missed: { kind: "catch_up" as const, span: moved.missed } };
    const fromDate = moved.date;
    return { ...up, ...missed, fromDate, closedDate: date, lean: "later", rule: "up-after-closed-period" };
  }
  if (proration === "psa" && !input.capabilities.prorates && !isPeriodStart(frame.schedule, date)) {
    return withoutProration(input, frame, date);
  }
  const { fromDate, oneTime } = upDates(frame.schedule, date, proration);
  const isLater = date > at.period.endDate || at.period.startDate > frame.today;
  return {
    ...up,
    fromDate,
    lean: fromDate !== undefined && fromDate > date ? "before_period" : "later",
    ...(oneTime && { oneTime: { kind: "vendor_proration" as const, span: oneTime } }),
    rule: isLater ? "up-in-later-period" : "up-in-current-period",
  };
}

function withoutProration({ words }: PlanLineInput, frame: LineFrame, date: string): PlanRefusal {
  const period = periodContaining(frame.schedule, date);
  const covered = daysInclusive(date, period.endDate);
  const days = daysInclusive(period.startDate, period.endDate);
  return {
    code: "psa_does_not_prorate",
    sentence:
      `'${words.contract}' does not prorate; ${covered} of ${days} days would be billed as a full period or not at all. ` +
      `Choose ${words.vendor} proration or none for this customer, or switch proration on in ${words.psa}.`,
  };
}

function downTarget(
  input: PlanLineInput,
  frame: LineFrame,
  date: string,
  at: Comparison,
): LineTargetRule | PlanRefusal {
  const { settings, change, words } = input;
  const ending = isZero(change.quantity) ? endingOf(settings.zeroUnits) : { quantity: change.quantity };
  if (ending === undefined) {
    return {
      code: "ending_by_contract",
      sentence:
        `By setting '${words.product}' ends with its contract, and a contract's end date is not sent from here. ` +
        `Set the end date in ${words.psa}, or choose 0 units or 1 unit at price 0.`,
    };
  }
  const down = { direction: "down", at, laterThan: at.onDate, ...ending } as const;
  if (frame.schedule.endDate !== undefined && date > frame.schedule.endDate) {
    return { ...down, fromDate: undefined, lean: "later", rule: "down-after-contract-end" };
  }
  if (change.decreaseFromPeriodStart && canDecreaseFromPeriodStart(frame.schedule, date, frame.openDate)) {
    return { ...down, fromDate: date, lean: "later", rule: "down-from-period-start" };
  }
  const credit = settings.creditOnDecrease;
  const { fromDate } = downDates(frame.schedule, frame.today, date, settings.proration, credit);
  const psaCredits = credit && settings.proration === "psa";
  if (psaCredits && !input.capabilities.prorates && !isPeriodStart(frame.schedule, date)) {
    return withoutProration(input, frame, date);
  }
  const from = fromDate === undefined ? undefined : laterDate(fromDate, frame.openDate);
  const vendorCredits = credit && settings.proration === "vendor";
  const missed = psaCredits || vendorCredits ? moveOutOfClosed(date, frame.openDate).missed : undefined;
  return {
    ...down,
    fromDate: from,
    lean: psaCredits ? "later" : "before_period",
    ...(fromDate !== undefined && fromDate < frame.openDate && { closedDate: fromDate }),
    ...(vendorCredits && openCredit(frame, date, from)),
    ...(missed && { missed: { kind: "credit" as const, span: missed } }),
    rule: psaCredits ? "down-with-credit" : "down-in-next-period",
  };
}

/** The days of open periods that are credited until the decrease counts; those of closed ones are missed. */
function openCredit(
  { openDate, schedule }: LineFrame,
  date: string,
  from: string | undefined,
): Pick<LineTargetRule, "oneTime"> {
  const fromDate = laterDate(date, openDate);
  const toDate = from === undefined ? schedule.endDate : addDays(from, -1);
  if (toDate === undefined || fromDate > toDate) return {};
  return { oneTime: { kind: "credit", span: { fromDate, toDate } } };
}

/**
 * Usage brings a figure for a period and never goes by up and down: one figure counts from the period's first day, or
 * each change from the day it is known on. A figure for a closed period is reported with its amount.
 */
function usageTarget(input: PlanLineInput, frame: LineFrame, date: string): LineTargetRule {
  const lastDate = frame.schedule.endDate ?? date;
  const period = periodContaining(frame.schedule, earlierDate(date, lastDate));
  const at = { ...compareOn(frame, period.endDate), period };
  const usage = {
    direction: directionOf(at.held, input.change.quantity),
    at,
    laterThan: date,
    quantity: input.change.quantity,
    lean: "later",
  } as const;
  if (period.startDate < frame.openDate) {
    const span = { fromDate: period.startDate, toDate: period.endDate };
    const missed = { kind: "missed_posted_period" as const, span };
    return {
      ...usage,
      fromDate: undefined,
      closedDate: span.fromDate,
      missed,
      rule: "usage-of-closed-period",
    };
  }
  const hasFigure = input.ownChanges.some(
    (own) => own.effectiveDate >= period.startDate && own.effectiveDate <= period.endDate,
  );
  if (input.change.usageDates !== "follow" || !hasFigure) {
    return { ...usage, fromDate: period.startDate, rule: "usage-from-period-start" };
  }
  const known = laterDate(earlierDate(frame.today, period.endDate), period.startDate);
  const free = frame.taken.has(known) ? addDays(known, 1) : known;
  return { ...usage, fromDate: free, rule: "usage-from-its-day" };
}
