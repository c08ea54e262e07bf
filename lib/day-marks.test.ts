import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toInstant } from "@/lib/clock";
import { dayMarksOf, learnZoneMarks, localTextOf, writtenDay, writtenTime } from "./day-marks";
import { zoneMarksAt } from "./zone-marks";

const now = Date.parse("2026-03-17T09:00:00Z");
const years = (count: number) => count * 365 * 24 * 3_600_000;
const instants = fc.integer({ min: now - years(3), max: now + years(2) });

describe("days and times", () => {
  it.each(["en-GB", "en-US", "de-DE", "fr-FR", "sv-SE", "pl-PL", "ja-JP", "fi-FI"])(
    "are in %s what Intl writes",
    (locale) => {
      const long = { day: "numeric", month: "long", timeZone: "UTC" } as const;
      const day = new Intl.DateTimeFormat(locale, long);
      const dayOfYear = new Intl.DateTimeFormat(locale, { ...long, year: "numeric" });
      const time = new Intl.DateTimeFormat(locale, {
        hour: "2-digit",
        minute: "2-digit",
        second: "2-digit",
        hourCycle: "h23",
        timeZone: "UTC",
      });
      const marks = dayMarksOf(locale);
      fc.assert(
        fc.property(instants, (at) => {
          const text = toInstant(at).toISOString();
          const month = Number(text.slice(5, 7)) - 1;
          expect(writtenDay(text, marks.days[month] ?? "")).toBe(day.format(at));
          expect(writtenDay(text, marks.daysOfYears[month] ?? "")).toBe(dayOfYear.format(at));
          expect(writtenTime(text, marks.exactTime)).toBe(time.format(at));
        }),
      );
    },
  );

  it.each([
    "Europe/London",
    "America/New_York",
    "Australia/Lord_Howe",
    "Pacific/Chatham",
    "Asia/Kathmandu",
    "UTC",
  ])("are those of %s's own clocks, by marks and without", (zone) => {
    const clock = new Intl.DateTimeFormat("sv-SE", {
      dateStyle: "short",
      timeStyle: "medium",
      timeZone: zone,
    });
    const check = () =>
      fc.assert(
        fc.property(instants, (at) => {
          expect(localTextOf(at, zone)).toBe(clock.format(at).replace(" ", "T"));
        }),
      );
    check();
    const marks = zoneMarksAt(zone, now);
    learnZoneMarks(zone, marks);
    check();
    for (const { from } of marks.offsets)
      for (const at of [from - 1_000, from])
        expect(localTextOf(at, zone)).toBe(clock.format(at).replace(" ", "T"));
  });
});
