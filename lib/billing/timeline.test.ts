import { describe, expect, it } from "vitest";
import { changeAmountMinor, periodAmountMinor, recurringMinor } from "./span-amount";
import { priceOn, quantityOn, timelineOf, withDifference, withPrice } from "./timeline";

const march = { startDate: "2026-03-01", endDate: "2026-03-31", quantity: "10" };
const april = { startDate: "2026-04-01", endDate: "2026-04-30", quantity: "4" };
const schedule = { anchorDate: "2026-01-01", cycle: "monthly" as const };

describe("a line over time", () => {
  it("moves every later day by the difference", () => {
    const after = withDifference(timelineOf([march, april]), "2026-03-12", "3");
    expect(after.map((at) => [at.fromDate, at.quantity])).toEqual([
      ["2026-03-01", "10"],
      ["2026-03-12", "13"],
      ["2026-04-01", "7"],
    ]);
  });

  it("forgets a day on which nothing moves any more", () => {
    const after = withDifference(timelineOf([april, march]), "2026-04-01", "6");
    expect(after).toEqual([{ fromDate: "2026-03-01", quantity: "10" }]);
  });

  it("holds nothing before its first day and keeps its last figure after its last row", () => {
    const line = timelineOf([march], "20");
    expect([quantityOn(line, "2026-02-28"), quantityOn(line, "2027-01-01")]).toEqual(["0", "10"]);
    expect(priceOn(withPrice(line, "2026-04-01", "22"), "2026-04-30")).toBe("22");
  });
});

describe("what a line bills", () => {
  it("prices a change period by period, each rounded once", () => {
    const before = timelineOf([march], "20");
    const after = withDifference(before, "2026-03-17", "2");
    const span = { fromDate: "2026-03-01", toDate: "2026-04-30" };
    expect(changeAmountMinor({ before, after, span, schedule, currency: "GBP" })).toBe(5935n);
  });

  it("follows a price that moves inside the span", () => {
    const before = timelineOf([march], "20");
    const after = withPrice(before, "2026-04-01", "22");
    const span = { fromDate: "2026-03-01", toDate: "2026-04-30" };
    expect(changeAmountMinor({ before, after, span, schedule, currency: "GBP" })).toBe(2000n);
    expect(recurringMinor(after, "GBP")).toBe(22000n);
    expect(periodAmountMinor(after, { startDate: "2026-04-01", endDate: "2026-04-30" }, "GBP")).toBe(22000n);
  });

  it("says that it does not know rather than zero when a price is missing", () => {
    const line = timelineOf([march]);
    expect(recurringMinor(line, "GBP")).toBeUndefined();
    expect(periodAmountMinor(line, march, "GBP")).toBeUndefined();
    expect(recurringMinor([], "GBP")).toBe(0n);
  });
});
