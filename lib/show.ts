import { toInstant } from "@/lib/clock";
import { minorDigits, pointed } from "@/lib/currency-digits";
import {
  type DayMarks,
  dayMarksOf,
  learnDayMarks,
  learnZoneMarks,
  localTextOf,
  writtenDay,
  writtenTime,
  type ZoneMarks,
} from "@/lib/day-marks";
import { learnNumberMarks, type NumberMarks, numberMarksOf, written } from "@/lib/number-marks";

/**
 * Amounts, quantities, dates and times as a reader sees them, the same on the server and in the browser. Pure, small
 * and free of heavier modules of ours, so that client files may import it. Text goes in and text comes out: no amount
 * ever becomes a floating point number.
 */

/** A reader's own way to write numbers, and the zone of the times on the screen. */
export type Manner = { readonly locale: string; readonly zone: string };

/** How a manner writes numbers, days and times, as the server found it out for the browser. */
export type Marks = { readonly number: NumberMarks; readonly day: DayMarks; readonly zone: ZoneMarks };

export function learnManner({ locale, zone }: Manner, marks: Marks): void {
  learnNumberMarks(locale, marks.number);
  learnDayMarks(locale, marks.day);
  learnZoneMarks(zone, marks.zone);
}

/** Whole minor units with their code: "1935" GBP is "19.35 GBP", signed "+19.35 GBP". */
export function showMoney(minor: string, currency: string, locale: string, isSigned = false): string {
  const amount = BigInt(minor);
  const text = written(pointed(amount, minorDigits(currency)), numberMarksOf(locale));
  return `${isSigned && amount > 0n ? "+" : ""}${text} ${currency}`;
}

/** A price of one unit: "9.4" is "9.40", "9.4667" stays. */
export function showUnitPrice(price: string, currency: string, locale: string): string {
  const [whole = "0", fraction = ""] = price.split(".");
  const decimals = fraction.replace(/0+$/, "").padEnd(minorDigits(currency), "0");
  return written(decimals ? `${whole}.${decimals}` : whole, numberMarksOf(locale));
}

/** "1043.08" is "1,043.08". */
export function showQuantity(quantity: string, locale: string): string {
  const plain = quantity.includes(".") ? quantity.replace(/\.?0+$/, "") : quantity;
  return written(plain, numberMarksOf(locale));
}

/** A count for people; exact up to its bound, then "10,000+". */
export function showCount(count: number, locale: string, exactTo = 10_000): string {
  const marks = numberMarksOf(locale);
  return count > exactTo ? `${written(String(exactTo), marks)}+` : written(String(count), marks);
}

/** A calendar date, "17 March", with the year where it is not this year's. `today` is the reader's calendar date. */
export function showDay(date: string, locale: string, today?: string): string {
  const { days, daysOfYears } = dayMarksOf(locale);
  const patterns = today?.slice(0, 4) === date.slice(0, 4) ? days : daysOfYears;
  return writtenDay(date, patterns[Number(date.slice(5, 7)) - 1] ?? date);
}

/** The reader's calendar date at an instant, "2026-03-17". */
export function dayOf(instantMs: number, zone: string): string {
  return localTextOf(instantMs, zone).slice(0, 10);
}

/** "09:41"; with the day in front when it is not today's. */
export function showTime(at: string | number, { locale, zone }: Manner, nowMs: number): string {
  const local = localTextOf(toInstant(at).getTime(), zone);
  const time = writtenTime(local, dayMarksOf(locale).time);
  const [day, today] = [local.slice(0, 10), dayOf(nowMs, zone)];
  return day === today ? time : `${showDay(day, locale, today)}, ${time}`;
}

/** "17 March 2026, 09:41:05 (Europe/London)": what a time says on hover. */
export function showExactTime(at: string, { locale, zone }: Manner): string {
  const local = localTextOf(toInstant(at).getTime(), zone);
  const time = writtenTime(local, dayMarksOf(locale).exactTime);
  return `${showDay(local.slice(0, 10), locale)}, ${time} (${zone})`;
}

/** "just now", "4 min ago", "3 h ago", "in 20 min"; older than a day the day and time. */
export function showRelative(at: string, manner: Manner, nowMs: number): string {
  const minutes = Math.round((nowMs - toInstant(at).getTime()) / 60_000);
  const size = Math.abs(minutes);
  if (size >= 24 * 60) return showTime(at, manner, nowMs);
  if (size < 1) return "just now";
  const span = size < 60 ? `${size} min` : `${Math.floor(size / 60)} h`;
  return minutes > 0 ? `${span} ago` : `in ${span}`;
}

/** How long something lasts or has waited: "40 s", "2 min", "3 h", "5 d". */
export function showSpan(milliseconds: number): string {
  const seconds = Math.max(0, Math.round(milliseconds / 1000));
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3600) return `${Math.round(seconds / 60)} min`;
  if (seconds < 48 * 3600) return `${Math.round(seconds / 3600)} h`;
  return `${Math.round(seconds / 86_400)} d`;
}
