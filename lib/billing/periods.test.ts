import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays, compareDates, daysInclusive } from "@/lib/dates";
import {
  firstPeriodStartOnOrAfter,
  isPeriodStart,
  nextPeriodStart,
  type PeriodSchedule,
  periodContaining,
  periodsPerYear,
  periodsTouching,
} from "./periods";

const monthly = (anchorDate: string, endDate?: string): PeriodSchedule =>
  endDate === undefined ? { anchorDate, cycle: "monthly" } : { anchorDate, cycle: "monthly", endDate };

describe("contract periods", () => {
  it.each([
    ["2026-01-31", "2026-02-01", "2026-01-31", "2026-02-27", 28],
    ["2026-01-31", "2026-02-28", "2026-02-28", "2026-03-30", 31],
    ["2026-01-31", "2026-03-31", "2026-03-31", "2026-04-29", 30],
    ["2026-01-31", "2026-05-30", "2026-04-30", "2026-05-30", 31],
    ["2028-01-31", "2028-02-28", "2028-01-31", "2028-02-28", 29],
    ["2028-01-31", "2028-02-29", "2028-02-29", "2028-03-30", 31],
    ["2026-01-15", "2026-03-01", "2026-02-15", "2026-03-14", 28],
  ])("from %s: %s falls into %s to %s, %i days", (anchor, date, startDate, endDate, days) => {
    expect(periodContaining(monthly(anchor), date)).toEqual({ startDate, endDate });
    expect(daysInclusive(startDate, endDate)).toBe(days);
  });

  it.each([
    ["quarterly", "2026-01-01", "2026-02-10", "2026-01-01", "2026-03-31"],
    ["semiannual", "2025-08-31", "2026-03-01", "2026-02-28", "2026-08-30"],
    ["annual", "2025-07-01", "2026-03-01", "2025-07-01", "2026-06-30"],
    ["annual", "2024-02-29", "2025-03-01", "2025-02-28", "2026-02-27"],
    ["annual", "2024-02-29", "2028-02-28", "2027-02-28", "2028-02-28"],
  ] as const)("cut %s periods from %s", (cycle, anchorDate, date, startDate, endDate) => {
    expect(periodContaining({ anchorDate, cycle }, date)).toEqual({ startDate, endDate });
  });

  it("end with the contract, and nothing begins after it", () => {
    const schedule = monthly("2026-01-01", "2026-03-20");
    expect(periodContaining(schedule, "2026-03-05")).toEqual({
      startDate: "2026-03-01",
      endDate: "2026-03-20",
    });
    expect(nextPeriodStart(schedule, "2026-03-05")).toBeUndefined();
    expect(firstPeriodStartOnOrAfter(schedule, "2026-03-02")).toBeUndefined();
    expect(() => periodContaining(schedule, "2026-03-21")).toThrow(RangeError);
    expect(periodsTouching(schedule, { fromDate: "2026-02-10", toDate: "2026-12-31" })).toHaveLength(2);
  });

  it("find the next start, and keep a day that is one", () => {
    const schedule = monthly("2026-01-15");
    expect(nextPeriodStart(schedule, "2026-03-17")).toBe("2026-04-15");
    expect(firstPeriodStartOnOrAfter(schedule, "2026-03-15")).toBe("2026-03-15");
    expect(firstPeriodStartOnOrAfter(schedule, "2026-03-16")).toBe("2026-04-15");
    expect(firstPeriodStartOnOrAfter(schedule, "2025-12-24")).toBe("2026-01-15");
    expect(periodsPerYear("quarterly")).toBe(4);
  });

  it("cover every day once, without gap or overlap, whatever the anchor (seeded)", () => {
    const days = fc.integer({ min: 0, max: 3000 }).map((count) => addDays("2024-01-01", count));
    fc.assert(
      fc.property(
        days,
        days,
        fc.constantFrom("monthly", "quarterly", "semiannual", "annual"),
        (anchorDate, date, cycle) => {
          const schedule: PeriodSchedule = { anchorDate, cycle };
          const period = periodContaining(schedule, date);
          expect(period.startDate <= date && date <= period.endDate).toBe(true);
          expect(isPeriodStart(schedule, period.startDate)).toBe(true);
          const next = addDays(period.endDate, 1);
          expect(periodContaining(schedule, next).startDate).toBe(next);
          expect(compareDates(periodContaining(schedule, addDays(period.startDate, -1)).endDate, date)).toBe(
            -1,
          );
        },
      ),
      { seed: 20260131, numRuns: 1000 },
    );
  });
});
