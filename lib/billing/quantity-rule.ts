import { addDays, laterDate } from "@/lib/dates";
import { compareDecimals } from "@/lib/money";
import {
  firstPeriodStartOnOrAfter,
  isPeriodStart,
  nextPeriodStart,
  type PeriodSchedule,
  periodContaining,
} from "./periods";

/** Against what the line holds: more, less, or only price and cost. */
export type Direction = "up" | "down" | "same";

export function directionOf(held: string, wanted: string): Direction {
  const order = compareDecimals(wanted, held);
  if (order === 0) return "same";
  return order > 0 ? "up" : "down";
}

/**
 * Less counts from the next billing period: the later of the next period's start and the first period start on or after
 * the effective date. Known on 25 March for 1 April: 1 April; for 10 April: 1 May. Undefined when the contract ends first.
 */
export function downDate(schedule: PeriodSchedule, today: string, effectiveDate: string): string | undefined {
  const next = nextPeriodStart(schedule, today);
  const first = firstPeriodStartOnOrAfter(schedule, effectiveDate);
  return next === undefined || first === undefined ? undefined : laterDate(next, first);
}

/** A price counts from the first period start on or after the effective date, or by choice from its own period's. */
export function priceDate(
  schedule: PeriodSchedule,
  effectiveDate: string,
  start: "next_period" | "current_period",
): string | undefined {
  if (start === "current_period") return periodContaining(schedule, effectiveDate).startDate;
  return firstPeriodStartOnOrAfter(schedule, effectiveDate);
}

/** A decrease of the first day of an open period may, on a person's word, count from that very day. */
export function canDecreaseFromPeriodStart(
  schedule: PeriodSchedule,
  effectiveDate: string,
  firstOpenDate: string,
): boolean {
  return effectiveDate >= firstOpenDate && isPeriodStart(schedule, effectiveDate);
}

/** The last day that is billed when a line ends: the day before the first day that is not. */
export function lastBilledDate(firstDateNotBilled: string): string {
  return addDays(firstDateNotBilled, -1);
}
