import { toInstant } from "@/lib/clock";
import { minorDigits, pointed } from "@/lib/currency-digits";

/**
 * Amounts, quantities, dates and times as a reader sees them, the same on the server and in the browser. Pure, small
 * and free of other modules of ours, so that client files may import it. Text goes in and text comes out: `Intl`
 * formats decimal text exactly, no amount ever becomes a floating point number.
 */

/** A reader's own way to write numbers, and the zone of the times on the screen. */
export type Manner = { readonly locale: string; readonly zone: string };

type DecimalText = Intl.StringNumericLiteral;
// Intl takes any decimal text; TypeScript's type for it cannot be checked at run time and adds nothing here.
const asNumeric = (decimal: string): DecimalText => decimal as DecimalText;

const formats = new Map<string, Intl.NumberFormat>();
function numberFormat(locale: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = locale + JSON.stringify(options);
  const known = formats.get(key) ?? new Intl.NumberFormat(locale, options);
  formats.set(key, known);
  return known;
}

/** Whole minor units with their code: "1935" GBP is "19.35 GBP", signed "+19.35 GBP". */
export function showMoney(minor: string, currency: string, locale: string, isSigned = false): string {
  const digits = minorDigits(currency);
  const format = numberFormat(locale, {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
    signDisplay: isSigned ? "exceptZero" : "auto",
  });
  return `${format.format(asNumeric(pointed(BigInt(minor), digits)))} ${currency}`;
}

/** A price of one unit: "9.4" is "9.40", "9.4667" stays. */
export function showUnitPrice(price: string, currency: string, locale: string): string {
  const format = numberFormat(locale, {
    minimumFractionDigits: minorDigits(currency),
    maximumFractionDigits: 6,
  });
  return format.format(asNumeric(price));
}

/** "1043.08" is "1,043.08". */
export function showQuantity(quantity: string, locale: string): string {
  return numberFormat(locale, { maximumFractionDigits: 6 }).format(asNumeric(quantity));
}

/** A count for people; exact up to its bound, then "10,000+". */
export function showCount(count: number, locale: string, exactTo = 10_000): string {
  const format = numberFormat(locale, {});
  return count > exactTo ? `${format.format(exactTo)}+` : format.format(count);
}

const dateFormats = new Map<string, Intl.DateTimeFormat>();
function dateFormat(locale: string, zone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = locale + zone + JSON.stringify(options);
  const known =
    dateFormats.get(key) ?? new Intl.DateTimeFormat(locale, { ...options, timeZone: zone, hourCycle: "h23" });
  dateFormats.set(key, known);
  return known;
}

/** A calendar date, "17 March", with the year where it is not this year's. `today` is the reader's calendar date. */
export function showDay(date: string, locale: string, today?: string): string {
  const sameYear = today?.slice(0, 4) === date.slice(0, 4);
  const options: Intl.DateTimeFormatOptions = { day: "numeric", month: "long" };
  if (!sameYear) options.year = "numeric";
  // A date has no zone: its midnight in UTC is read back in UTC.
  return dateFormat(locale, "UTC", options).format(toInstant(`${date}T00:00:00Z`));
}

/** The reader's calendar date at an instant, "2026-03-17". */
export function dayOf(instantMs: number, zone: string): string {
  return dateFormat("en-CA", zone, { year: "numeric", month: "2-digit", day: "2-digit" }).format(instantMs);
}

/** "09:41"; with the day in front when it is not today's. */
export function showTime(at: string | number, { locale, zone }: Manner, nowMs: number): string {
  const instant = toInstant(at);
  const time = dateFormat(locale, zone, { hour: "2-digit", minute: "2-digit" }).format(instant);
  const [day, today] = [dayOf(instant.getTime(), zone), dayOf(nowMs, zone)];
  return day === today ? time : `${showDay(day, locale, today)}, ${time}`;
}

/** "17 March 2026, 09:41:05 (Europe/London)": what a time says on hover. */
export function showExactTime(at: string, { locale, zone }: Manner): string {
  const instant = toInstant(at);
  const time = dateFormat(locale, zone, { hour: "2-digit", minute: "2-digit", second: "2-digit" });
  return `${showDay(dayOf(instant.getTime(), zone), locale)}, ${time.format(instant)} (${zone})`;
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
