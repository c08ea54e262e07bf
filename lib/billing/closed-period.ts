import { addDays, earlierDate, laterDate } from "@/lib/dates";
import type { LinePeriod } from "@/lib/psa/records";
import { type PeriodSchedule, periodContaining } from "./periods";
import type { Span } from "./span-amount";

/**
 * The first day that may still be written to: the day after the last period the PSA has posted or that was signed off.
 * A period that is posted in part is closed whole, and an open one before a posted one is closed too, because a change
 * moves every later day with it. Undefined when the whole contract is closed.
 */
export function firstOpenDate(
  schedule: PeriodSchedule,
  periods: readonly LinePeriod[],
  closedThroughDate?: string,
): string | undefined {
  const posted = periods.filter((row) => row.postedAt !== undefined).map((row) => row.endDate);
  const closed = closedThroughDate === undefined ? posted : [...posted, closedThroughDate];
  const last = closed.filter((date) => date >= schedule.anchorDate).reduce(laterDate, "");
  if (last === "") return schedule.anchorDate;
  const inContract = earlierDate(last, schedule.endDate ?? last);
  const open = addDays(periodContaining(schedule, inContract).endDate, 1);
  return schedule.endDate !== undefined && open > schedule.endDate ? undefined : open;
}

/**
 * Nothing is dated into a closed period: the change moves to the first open day, and the days that would have fallen
 * into closed periods are `missed`, to be caught up with a one-time amount. March posted, +2 from 17 March: quantity
 * from 1 April, missed 17-31 March.
 */
export function moveOutOfClosed(date: string, openDate: string): { date: string; missed?: Span } {
  if (date >= openDate) return { date };
  return { date: openDate, missed: { fromDate: date, toDate: addDays(openDate, -1) } };
}
