import { describe, expect, it } from "vitest";
import {
  canDecreaseFromPeriodStart,
  directionOf,
  downDate,
  lastBilledDate,
  priceDate,
} from "./quantity-rule";

const schedule = { anchorDate: "2026-01-01", cycle: "monthly" as const };
const ending = { ...schedule, endDate: "2026-04-15" };

describe("the quantity rule", () => {
  it("compares by value", () => {
    expect([directionOf("10", "12"), directionOf("10", "4"), directionOf("10", "10.0")]).toEqual([
      "up",
      "down",
      "same",
    ]);
  });

  it.each([
    ["known on its own first day", "2026-03-01", "2026-03-01", "2026-04-01"],
    ["dated 5 March, known that day", "2026-03-05", "2026-03-05", "2026-04-01"],
    ["dated 1 April, known on 25 March", "2026-03-25", "2026-04-01", "2026-04-01"],
    ["dated 10 April, known on 25 March", "2026-03-25", "2026-04-10", "2026-05-01"],
    ["dated 5 February, known on 17 March", "2026-03-17", "2026-02-05", "2026-04-01"],
  ])("takes less from the next period: %s", (_case, today, effectiveDate, expected) => {
    expect(downDate(schedule, today, effectiveDate)).toBe(expected);
  });

  it("finds no day for less when the contract ends first", () => {
    expect(downDate(ending, "2026-04-02", "2026-04-02")).toBeUndefined();
  });

  it("offers the first day of an open period for a decrease dated on it", () => {
    expect(canDecreaseFromPeriodStart(schedule, "2026-03-01", "2026-03-01")).toBe(true);
    expect(canDecreaseFromPeriodStart(schedule, "2026-03-01", "2026-04-01")).toBe(false);
    expect(canDecreaseFromPeriodStart(schedule, "2026-03-02", "2026-01-01")).toBe(false);
  });

  it("starts a price with the next period, or with the current one by setting", () => {
    expect(priceDate(schedule, "2026-03-05", "next_period")).toBe("2026-04-01");
    expect(priceDate(schedule, "2026-03-01", "next_period")).toBe("2026-03-01");
    expect(priceDate(schedule, "2026-03-05", "current_period")).toBe("2026-03-01");
    expect(lastBilledDate("2026-04-01")).toBe("2026-03-31");
  });
});
