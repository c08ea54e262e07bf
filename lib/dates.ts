import { Temporal } from "temporal-polyfill";

/**
 * Calendar dates are text, "2026-03-17": they have no time of day and no zone, and compare as text. Counting is by the
 * calendar, so summer time never changes a number of days.
 */

/** A day that exists, written YYYY-MM-DD: "2026-02-29" is none. */
export function isCalendarDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  try {
    Temporal.PlainDate.from(text, { overflow: "reject" });
    return true;
  } catch {
    return false;
  }
}

export function addDays(date: string, days: number): string {
  return Temporal.PlainDate.from(date).add({ days }).toString();
}

/** The day is clamped to the month's last: 31 January and one month is 28 (or 29) February. */
export function addMonths(date: string, months: number): string {
  return Temporal.PlainDate.from(date).add({ months }).toString();
}

/** One calendar month back: 31 March looks back to 28 February. */
export function minusOneMonth(date: string): string {
  return addMonths(date, -1);
}

export function compareDates(one: string, other: string): -1 | 0 | 1 {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

export function laterDate(one: string, other: string): string {
  return one < other ? other : one;
}

export function earlierDate(one: string, other: string): string {
  return one < other ? one : other;
}

/** Days from the first to the last, both counted: 17 to 31 March are 15. Zero or less when they are the wrong way. */
export function daysInclusive(fromDate: string, toDate: string): number {
  return Temporal.PlainDate.from(fromDate).until(Temporal.PlainDate.from(toDate)).days + 1;
}

/** Whole calendar months from the month of one date to the month of the other, days left aside. */
export function monthsBetween(fromDate: string, toDate: string): number {
  const from = Temporal.PlainDate.from(fromDate);
  const to = Temporal.PlainDate.from(toDate);
  return (to.year - from.year) * 12 + to.month - from.month;
}

/**
 * The date on the calendar of a zone at an instant: 2026-03-31T22:30Z is 31 March in Europe/London and 1 April in
 * Europe/Berlin. Throws a RangeError for a zone that does not exist.
 */
export function businessDate(instant: Date, zone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(instant.getTime())
    .toZonedDateTimeISO(zone)
    .toPlainDate()
    .toString();
}

const monthNames = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
] as const;

/** "17 March", with the year when it is not the one of `today`: "17 March 2027". */
export function sayDate(date: string, today: string): string {
  const { day, month, year } = Temporal.PlainDate.from(date);
  const spoken = `${day} ${monthNames[month - 1]}`;
  return year === Temporal.PlainDate.from(today).year ? spoken : `${spoken} ${year}`;
}

/** "17-31 March", "25 February-14 March", "17 March" for a single day. */
export function sayDates(fromDate: string, toDate: string, today: string): string {
  if (fromDate === toDate) return sayDate(fromDate, today);
  const from = Temporal.PlainDate.from(fromDate);
  const sameMonth = fromDate.slice(0, 7) === toDate.slice(0, 7);
  return `${sameMonth ? from.day : sayDate(fromDate, today)}-${sayDate(toDate, today)}`;
}
