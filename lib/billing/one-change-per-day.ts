import { addDays, laterDate } from "@/lib/dates";
import { compareDecimals, isZero } from "@/lib/money";
import type { LinePeriod } from "@/lib/psa/records";
import { isPeriodStart, type PeriodSchedule, periodContaining } from "./periods";

/**
 * Days on which the line has a change already. A row that begins inside a period was cut there by a change; a row that
 * begins with its period shows one by its figure. The first row read counts only where it is sure that the line began
 * there, that is after the first day of the window (or with the contract).
 */
export function takenDates(read: {
  schedule: PeriodSchedule;
  periods: readonly LinePeriod[];
  readFromDate: string;
  ownDates: readonly string[];
}): ReadonlySet<string> {
  const taken = new Set(read.ownDates);
  const rows = [...read.periods].sort((one, other) => (one.startDate < other.startDate ? -1 : 1));
  for (const [index, row] of rows.entries()) {
    const previous = rows[index - 1];
    const moved =
      previous === undefined
        ? !isZero(row.quantity) &&
          (row.startDate > read.readFromDate || row.startDate === read.schedule.anchorDate)
        : compareDecimals(previous.quantity, row.quantity) !== 0;
    const isOutside = read.schedule.endDate !== undefined && row.startDate > read.schedule.endDate;
    if (moved || (!isOutside && !isPeriodStart(read.schedule, row.startDate))) taken.add(row.startDate);
  }
  return taken;
}

/**
 * Some PSAs take one change of a line with the same date only. A day that is taken is avoided: by the next free day, or,
 * for a change at the start of a coming period (`before_period`), by the last free day before it if that period is
 * open, else the first free day after. `isPossible` rules out days on which the change would make no sense.
 * Undefined when no day is left.
 */
export function freeDate(search: {
  wantedDate: string;
  lean: "later" | "before_period";
  taken: ReadonlySet<string>;
  schedule: PeriodSchedule;
  openDate: string;
  /** The search ends before this day. */
  beforeDate?: string;
  isPossible?: (date: string) => boolean;
}): string | undefined {
  const { wantedDate, taken, schedule, openDate, isPossible = () => true } = search;
  const isFree = (date: string) => !taken.has(date) && isPossible(date);
  if (isFree(wantedDate)) return wantedDate;
  if (search.lean === "before_period" && wantedDate > schedule.anchorDate) {
    const lastDate = addDays(wantedDate, -1);
    const { startDate } = periodContaining(schedule, lastDate);
    for (let date = lastDate; date >= startDate && date >= openDate; date = addDays(date, -1)) {
      if (isFree(date)) return date;
    }
  }
  // Without a contract end the search is bounded by the taken days: after the last of them every day is free.
  const lastTaken = [...taken].reduce(laterDate, wantedDate);
  const lastDate = schedule.endDate ?? addDays(lastTaken, 366);
  const end = search.beforeDate ?? addDays(lastDate, 1);
  for (let date = addDays(wantedDate, 1); date <= lastDate && date < end; date = addDays(date, 1)) {
    if (isFree(date)) return date;
  }
  return undefined;
}
