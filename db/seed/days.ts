import { Temporal } from "temporal-polyfill";
import { toInstant } from "@/lib/clock";
import { addDays, addMonths, businessDate, monthsBetween } from "@/lib/dates";

/** The calendar of one partner's part of the story: every date hangs on the seed instant, read in the partner's zone. */
export type StoryDays = {
  today: string;
  /** First day of the calendar month of `today`. */
  monthStart: string;
  /** Start of the contract period that runs now: 16 days before today. */
  periodStart: string;
  /** A contract start, at least 13 months back, whose periods begin on the same day as the present one. */
  contractStart: string;
  /** Last day of a contract of three years. */
  contractEnd: string;
  /** First day of the contract period that follows the present one. */
  nextPeriodStart: string;
  /** An instant on that date, "2026-03-17T09:00:00.000Z"; today's lies between midnight and the seed instant. */
  at(date: string): string;
};

const daysIntoPeriod = 16;

export function storyDays(instant: Date, zone: string): StoryDays {
  const today = businessDate(instant, zone);
  const periodStart = addDays(today, -daysIntoPeriod);
  const contractStart = startWithSameDay(periodStart, 13);
  return {
    today,
    monthStart: `${today.slice(0, 8)}01`,
    periodStart,
    contractStart,
    contractEnd: addDays(addMonths(contractStart, 36), -1),
    nextPeriodStart: addMonths(contractStart, monthsBetween(contractStart, periodStart) + 1),
    at: (date) => instantOn(date, today, instant, zone),
  };
}

/**
 * The latest date, at least `months` back, with the same day of the month: a period that begins on the 31st needs a
 * start on a 31st, because periods are counted from the start and only clamped in short months.
 */
export function startWithSameDay(date: string, months: number): string {
  for (let back = months; ; back++) {
    const start = addMonths(date, -back);
    if (start.slice(8) === date.slice(8)) return start;
  }
}

/** The last date up to `today` with this day of the month, which every month has. */
export function lastOnDay(today: string, day: number): string {
  const thisMonth = `${today.slice(0, 8)}${String(day).padStart(2, "0")}`;
  return thisMonth <= today ? thisMonth : addMonths(thisMonth, -1);
}

function instantOn(date: string, today: string, now: Date, zone: string): string {
  const noon = Temporal.PlainDate.from(date).toZonedDateTime({ timeZone: zone, plainTime: "12:00" });
  if (date !== today) return toInstant(noon.epochMilliseconds).toISOString();
  // Orders of today have been placed already, whatever the hour of the seed.
  const midnight = noon.startOfDay().epochMilliseconds;
  return toInstant(midnight + Math.floor((now.getTime() - midnight) / 2)).toISOString();
}
