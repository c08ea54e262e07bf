import { addDays, addMonths, daysInclusive, earlierDate, laterDate, monthsBetween } from "@/lib/dates";
import type { BillingCycle } from "@/lib/psa/records";

/** Cycles a contract bills in; a one-time item never becomes a line. */
export type RecurringCycle = Exclude<BillingCycle, "one_time">;

/**
 * Contract periods are cut from the contract's start date, not from calendar months: a monthly contract from 15 January
 * bills 15 January-14 February, 15 February-14 March and so on. Each start is reckoned from the anchor itself, so 31
 * January goes to 28 February and back to 31 March.
 */
export type PeriodSchedule = {
  anchorDate: string;
  cycle: RecurringCycle;
  /** Last day of the contract: its last period ends there. Left out when the contract is open-ended. */
  endDate?: string;
};

/** Both days inclusive. */
export type ContractPeriod = { startDate: string; endDate: string };

const monthsOf: Readonly<Record<RecurringCycle, number>> = {
  monthly: 1,
  quarterly: 3,
  semiannual: 6,
  annual: 12,
};

export function periodsPerYear(cycle: RecurringCycle): number {
  return 12 / monthsOf[cycle];
}

/**
 * The period a day falls into. Days before the anchor get the period that would have been: uncovered days are priced
 * by it. Throws a RangeError after the contract's end.
 */
export function periodContaining(schedule: PeriodSchedule, date: string): ContractPeriod {
  if (schedule.endDate !== undefined && date > schedule.endDate) {
    throw new RangeError(`${date} is after the contract's last day ${schedule.endDate}`);
  }
  const months = monthsOf[schedule.cycle];
  let count = Math.floor(monthsBetween(schedule.anchorDate, date) / months);
  let startDate = addMonths(schedule.anchorDate, count * months);
  if (startDate > date) {
    count -= 1;
    startDate = addMonths(schedule.anchorDate, count * months);
  }
  const endDate = addDays(addMonths(schedule.anchorDate, (count + 1) * months), -1);
  return { startDate, endDate: earlierDate(endDate, schedule.endDate ?? endDate) };
}

export function isPeriodStart(schedule: PeriodSchedule, date: string): boolean {
  return periodContaining(schedule, date).startDate === date;
}

/** First day of the period after the one that holds `date`; undefined when the contract ends first. */
export function nextPeriodStart(schedule: PeriodSchedule, date: string): string | undefined {
  const start = addDays(periodContaining(schedule, date).endDate, 1);
  return schedule.endDate !== undefined && start > schedule.endDate ? undefined : start;
}

/** The day itself when a period begins on it, else the next period's first day. Never before the contract begins. */
export function firstPeriodStartOnOrAfter(schedule: PeriodSchedule, date: string): string | undefined {
  const day = laterDate(date, schedule.anchorDate);
  if (schedule.endDate !== undefined && day > schedule.endDate) return undefined;
  return isPeriodStart(schedule, day) ? day : nextPeriodStart(schedule, day);
}

/** The periods that touch a span, ascending and whole; none after the contract's end. */
export function periodsTouching(
  schedule: PeriodSchedule,
  span: { fromDate: string; toDate: string },
): readonly ContractPeriod[] {
  const lastDate = earlierDate(span.toDate, schedule.endDate ?? span.toDate);
  const periods: ContractPeriod[] = [];
  for (let date = span.fromDate; date <= lastDate; ) {
    const period = periodContaining(schedule, date);
    periods.push(period);
    date = addDays(period.endDate, 1);
  }
  return periods;
}

export function daysOf(period: ContractPeriod): number {
  return daysInclusive(period.startDate, period.endDate);
}
