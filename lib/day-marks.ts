import { toInstant } from "@/lib/clock";

/** How a locale writes a day and a time: "{d} March" for each month, "{d} March {y}", "{h}:{m}", "{h}:{m}:{s}". */
export type DayMarks = {
  readonly days: readonly string[];
  readonly daysOfYears: readonly string[];
  readonly time: string;
  readonly exactTime: string;
};

/** How far a zone's clocks are from UTC, in minutes, from an instant on; what lies outside is left to `Intl`. */
export type ZoneMarks = {
  readonly offsets: readonly { readonly from: number; readonly minutes: number }[];
  readonly until: number;
};

const dayMarks = new Map<string, DayMarks>();
const zoneMarks = new Map<string, ZoneMarks>();

/** Marks of a locale and of a zone, as the server sent them with the page; see `numberMarksOf`. */
export function learnDayMarks(locale: string, marks: DayMarks): void {
  dayMarks.set(locale, marks);
}

export function learnZoneMarks(zone: string, marks: ZoneMarks): void {
  zoneMarks.set(zone, marks);
}

export function dayMarksOf(locale: string): DayMarks {
  const marks = dayMarks.get(locale) ?? askForDays(locale);
  dayMarks.set(locale, marks);
  return marks;
}

/** A day "2026-03-17" in a pattern of these marks. */
export const writtenDay = (date: string, pattern: string): string =>
  pattern.replace("{y}", date.slice(0, 4)).replace("{d}", String(Number(date.slice(8, 10))));

/** A local time "2026-03-17T09:41:05" in a pattern of these marks. */
export const writtenTime = (local: string, pattern: string): string =>
  pattern
    .replace("{h}", local.slice(11, 13))
    .replace("{m}", local.slice(14, 16))
    .replace("{s}", local.slice(17, 19));

/** What the zone's clocks and calendars show at an instant: "2026-03-17T09:41:05". */
export function localTextOf(instantMs: number, zone: string): string {
  const marks = zoneMarks.get(zone);
  const offset =
    marks && instantMs < marks.until ? marks.offsets.findLast(({ from }) => from <= instantMs) : undefined;
  const minutes = offset?.minutes ?? minutesFromUtc(instantMs, zone);
  return toInstant(instantMs + minutes * minute)
    .toISOString()
    .slice(0, 19);
}

const minute = 60_000;

const clocks = new Map<string, Intl.DateTimeFormat>();

function minutesFromUtc(instantMs: number, zone: string): number {
  const clock =
    clocks.get(zone) ??
    new Intl.DateTimeFormat("en-GB", {
      timeZone: zone,
      hourCycle: "h23",
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
      hour: "2-digit",
      minute: "2-digit",
    });
  clocks.set(zone, clock);
  const parts = clock.formatToParts(instantMs);
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((each) => each.type === type)?.value ?? "";
  const local = `${part("year")}-${part("month")}-${part("day")}T${part("hour")}:${part("minute")}:00Z`;
  return Math.round((toInstant(local).getTime() - Math.floor(instantMs / minute) * minute) / minute);
}

/** Learnt from samples whose day, year and time occur once in them, in Latin digits: as screens write all dates. */
function askForDays(locale: string): DayMarks {
  const latin = `${locale}-u-nu-latn`;
  const format = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(latin, { ...options, timeZone: "UTC", hourCycle: "h23" });
  const months = Array.from({ length: 12 }, (_, month) => String(month + 1).padStart(2, "0"));
  const samples = months.map((month) => toInstant(`2044-${month}-27T19:38:56Z`));
  const [inYear, ofYear] = [
    format({ day: "numeric", month: "long" }),
    format({ day: "numeric", month: "long", year: "numeric" }),
  ];
  const time = { hour: "2-digit", minute: "2-digit" } as const;
  const [sample] = samples;
  const pattern = (text: string) =>
    text
      .replace("2044", "{y}")
      .replace("27", "{d}")
      .replace("19", "{h}")
      .replace("38", "{m}")
      .replace("56", "{s}");
  return {
    days: samples.map((each) => pattern(inYear.format(each))),
    daysOfYears: samples.map((each) => pattern(ofYear.format(each))),
    time: pattern(format(time).format(sample)),
    exactTime: pattern(format({ ...time, second: "2-digit" }).format(sample)),
  };
}
