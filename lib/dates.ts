import { Temporal } from "temporal-polyfill";

/**
 * Calendar dates are text, "2026-03-17": they have no time of day and no zone, and compare as text. Counting is by the
 * calendar, so summer time never changes a number of days. Days are counted in plain integers, because a plan of ten
 * thousand lines counts millions; the test holds every result against Temporal.
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
  return dateOfDay(dayOf(date) + days);
}

/** The day is clamped to the month's last: 31 January and one month is 28 (or 29) February. */
export function addMonths(date: string, months: number): string {
  const { year, month, day } = partsOf(date);
  const count = year * 12 + month - 1 + months;
  const first = { year: Math.floor(count / 12), month: (((count % 12) + 12) % 12) + 1 };
  const next = first.month === 12 ? { year: first.year + 1, month: 1 } : { ...first, month: first.month + 1 };
  const length = dayOfParts({ ...next, day: 1 }) - dayOfParts({ ...first, day: 1 });
  return textOf({ ...first, day: Math.min(day, length) });
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
  return dayOf(toDate) - dayOf(fromDate) + 1;
}

/** Whole calendar months from the month of one date to the month of the other, days left aside. */
export function monthsBetween(fromDate: string, toDate: string): number {
  const from = partsOf(fromDate);
  const to = partsOf(toDate);
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

/**
 * The instant at which a zone's clocks show a time ("02:00") on a date. A time that summer time skips is the one an hour
 * later; of one that comes twice, the first.
 */
export function instantAt(date: string, time: string, zone: string): number {
  const local = Temporal.PlainDate.from(date).toZonedDateTime({ timeZone: zone, plainTime: time });
  return local.epochMilliseconds;
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
  const { day, month, year } = partsOf(date);
  const spoken = `${day} ${monthNames[month - 1]}`;
  return year === partsOf(today).year ? spoken : `${spoken} ${year}`;
}

/** "17-31 March", "25 February-14 March", "17 March" for a single day. */
export function sayDates(fromDate: string, toDate: string, today: string): string {
  if (fromDate === toDate) return sayDate(fromDate, today);
  const sameMonth = fromDate.slice(0, 7) === toDate.slice(0, 7);
  return `${sameMonth ? partsOf(fromDate).day : sayDate(fromDate, today)}-${sayDate(toDate, today)}`;
}

/** "10:02", with the day when it is not today: "16 March 10:02". In the connection's zone. */
export function sayTime(instant: Date, zone: string, today: string): string {
  const local = Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(zone);
  const time = local.toPlainTime().toString({ smallestUnit: "minute" });
  const date = businessDate(instant, zone);
  return date === today ? time : `${sayDate(date, today)} ${time}`;
}

type DateParts = { year: number; month: number; day: number };

function partsOf(date: string): DateParts {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(date);
  if (!match) throw new RangeError(`'${date}' is not a calendar date`);
  const [year = 0, month = 0, day = 0] = match.slice(1).map((digits) => Number.parseInt(digits, 10));
  return { year, month, day };
}

function textOf({ year, month, day }: DateParts): string {
  const two = (number: number) => String(number).padStart(2, "0");
  return `${String(year).padStart(4, "0")}-${two(month)}-${two(day)}`;
}

const daysOfEra = 146097;

const dayOf = (date: string) => dayOfParts(partsOf(date));

/**
 * Days since 1 March of the year 0. Years are taken to begin in March, so that the leap day is the last of its year and
 * months of 31 and 30 days alternate evenly; 400 years are always 146,097 days.
 */
function dayOfParts({ year, month, day }: DateParts): number {
  const marchYear = month <= 2 ? year - 1 : year;
  const era = Math.floor(marchYear / 400);
  const yearOfEra = marchYear - era * 400;
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1;
  return (
    era * daysOfEra + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear
  );
}

function dateOfDay(days: number): string {
  const era = Math.floor(days / daysOfEra);
  const dayOfEra = days - era * daysOfEra;
  const leapDays = Math.floor(dayOfEra / 1460) - Math.floor(dayOfEra / 36524) + Math.floor(dayOfEra / 146096);
  const yearOfEra = Math.floor((dayOfEra - leapDays) / 365);
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const marchMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
  const day = dayOfYear - Math.floor((153 * marchMonth + 2) / 5) + 1;
  return textOf({ year: era * 400 + yearOfEra + (month <= 2 ? 1 : 0), month, day });
}
