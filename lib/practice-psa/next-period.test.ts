import { describe, expect, test } from "vitest";
import { toInstant } from "@/lib/clock";
import { businessDate } from "@/lib/dates";
import { nextMonthStart, nextPeriodStart, onDay } from "./next-period";

describe("the next period", () => {
  test.each([
    ["2026-03-14", "2026-03-15"],
    ["2026-03-15", "2026-04-15"],
    ["2026-04-15", undefined],
  ])("after %s begins on %s", (today, expected) => {
    expect(nextPeriodStart(["2026-04-15", "2026-02-15", "2026-03-15"], today)).toBe(expected);
  });

  test.each([
    ["2026-01-31", "2026-02-01"],
    ["2026-12-01", "2027-01-01"],
  ])("as a month begins after %s on %s", (today, expected) => {
    expect(nextMonthStart(today)).toBe(expected);
  });

  test.each([
    // 23:30 in London before summer time would be 00:30 of the day after.
    ["2026-03-17T23:30:00Z", "2026-04-01", "Europe/London"],
    // 00:30 in London in summer time would be 23:30 of the day before.
    ["2026-10-16T23:30:00Z", "2026-11-01", "Europe/London"],
    ["2026-03-17T09:00:00Z", "2026-04-01", "Pacific/Auckland"],
  ])("from %s falls on %s in %s", (now, day, zone) => {
    expect(businessDate(onDay(toInstant(now), day, zone), zone)).toBe(day);
  });
});
