import { addDays, addMonths, earlierDate, laterDate } from "@/lib/dates";
import { type PeriodSchedule, periodContaining, type RecurringCycle } from "./periods";

/** Days of a line that a plan has to see: from the period of the earlier of today and the change, to the end of the
 * period after the later of both, because a decrease lands there. */
export function readWindow(input: {
  today: string;
  effectiveDate: string;
  cycle: RecurringCycle;
  contract?: { startDate: string; endDate?: string };
}): { fromDate: string; toDate: string } {
  const first = earlierDate(input.today, input.effectiveDate);
  const last = laterDate(input.today, input.effectiveDate);
  if (input.contract === undefined) return { fromDate: addMonths(first, -12), toDate: addMonths(last, 24) };
  // Open-ended here: the PSA's rows end with the contract anyway, and no day is beyond the schedule.
  const schedule: PeriodSchedule = { anchorDate: input.contract.startDate, cycle: input.cycle };
  const from = periodContaining(schedule, laterDate(first, input.contract.startDate));
  const current = periodContaining(schedule, laterDate(last, input.contract.startDate));
  const next = periodContaining(schedule, addDays(current.endDate, 1));
  return { fromDate: from.startDate, toDate: next.endDate };
}
