import { describe, expect, it } from "vitest";
import { toInstant } from "@/lib/clock";
import { nextCheckAt } from "./next-check";

const next = (interval: "daily" | "every_5_minutes", now: string, zone = "Europe/London", at = "02:00") =>
  nextCheckAt({ interval, at, zone }, toInstant(now)).toISOString();

describe("when the next check is due", () => {
  it.each([
    ["before the hour", "2026-03-17T01:59:59Z", "2026-03-17T02:00:00.000Z"],
    ["at the hour", "2026-03-17T02:00:00Z", "2026-03-18T02:00:00.000Z"],
    ["after it", "2026-03-17T10:00:00Z", "2026-03-18T02:00:00.000Z"],
    ["in summer time", "2026-07-01T10:00:00Z", "2026-07-02T01:00:00.000Z"],
    ["at the end of the year", "2026-12-31T10:00:00Z", "2027-01-01T02:00:00.000Z"],
  ])("daily, %s", (_when, now, expected) => {
    expect(next("daily", now)).toBe(expected);
  });

  it("daily counts in the zone of record, whose date may be another", () => {
    expect(next("daily", "2026-03-17T15:00:00Z", "Asia/Tokyo")).toBe("2026-03-17T17:00:00.000Z");
    expect(next("daily", "2026-03-17T03:00:00Z", "America/New_York", "23:30")).toBe(
      "2026-03-17T03:30:00.000Z",
    );
  });

  it("daily runs once on the days on which the clocks change", () => {
    // 29 March 2026 in London has no 01:30; 25 October has two.
    expect(next("daily", "2026-03-28T12:00:00Z", "Europe/London", "01:30")).toBe("2026-03-29T01:30:00.000Z");
    expect(next("daily", "2026-03-29T01:30:00Z", "Europe/London", "01:30")).toBe("2026-03-30T00:30:00.000Z");
    expect(next("daily", "2026-10-24T12:00:00Z", "Europe/London", "01:30")).toBe("2026-10-25T00:30:00.000Z");
    expect(next("daily", "2026-10-25T00:30:00Z", "Europe/London", "01:30")).toBe("2026-10-26T01:30:00.000Z");
  });

  it.each([
    ["2026-03-17T10:02:11Z", "2026-03-17T10:05:00.000Z"],
    ["2026-03-17T10:05:00Z", "2026-03-17T10:10:00.000Z"],
  ])("every 5 minutes after %s: %s", (now, expected) => {
    expect(next("every_5_minutes", now)).toBe(expected);
  });
});
