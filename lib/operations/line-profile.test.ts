import { describe, expect, it } from "vitest";
import type { LinePeriod, LineState } from "@/lib/psa/records";
import { expectedAfter, quantityOn, sameQuantities } from "./line-profile";

const row = (startDate: string, endDate: string, quantity: string): LinePeriod => ({
  startDate,
  endDate,
  quantity,
});

const march = row("2026-03-01", "2026-03-31", "10");
const april = row("2026-04-01", "2026-12-31", "4");

const line = (periods: readonly LinePeriod[], exists = true): LineState => ({
  address: { psaContractId: "7", psaItemId: "5" },
  exists,
  contract: { startDate: "2026-01-01", endDate: "2026-12-31", isActive: true, isRecurring: true },
  isInBundle: false,
  periods,
});

describe("a line after a write", () => {
  it.each<[string, string, string, string, readonly LinePeriod[]]>([
    [
      "splits the row that holds the day and moves what comes later by the same difference",
      "2026-03-12",
      "10",
      "13",
      [
        row("2026-03-01", "2026-03-11", "10"),
        row("2026-03-12", "2026-03-31", "13"),
        row("2026-04-01", "2026-12-31", "7"),
      ],
    ],
    [
      "moves whole rows from a first day on",
      "2026-04-01",
      "4",
      "0",
      [march, row("2026-04-01", "2026-12-31", "0")],
    ],
    ["leaves days before alone", "2027-01-01", "4", "9", [march, april]],
  ])("%s", (_what, effectiveDate, quantityBefore, quantity, periods) => {
    const after = expectedAfter(line([march, april]), { effectiveDate, quantityBefore, quantity });
    expect(after.periods).toEqual(periods);
  });

  it("of a new line is one row to the contract's end", () => {
    const target = { effectiveDate: "2026-03-17", quantityBefore: "0", quantity: "12" };
    expect(expectedAfter(line([], false), target)).toMatchObject({
      exists: true,
      periods: [row("2026-03-17", "2026-12-31", "12")],
    });
  });

  it("keeps decimals exact", () => {
    const target = { effectiveDate: "2026-03-01", quantityBefore: "0.1", quantity: "0.3" };
    const after = expectedAfter(line([row("2026-03-01", "2026-03-31", "0.1")]), target);
    expect(after.periods[0]?.quantity).toBe("0.3");
  });
});

describe("the quantity of a day", () => {
  it.each([
    ["2026-02-28", "0"],
    ["2026-03-31", "10"],
    ["2026-04-01", "4"],
  ])("on %s is %s", (date, quantity) => {
    expect(quantityOn([march, april], date)).toBe(quantity);
  });

  it("is that of the later start where rows overlap", () => {
    expect(quantityOn([march, row("2026-03-17", "2026-03-31", "12")], "2026-03-20")).toBe("12");
  });
});

describe("two readings", () => {
  const window = { fromDate: "2026-03-10", toDate: "2026-04-30" };

  it.each<[string, readonly LinePeriod[], boolean]>([
    [
      "cut differently",
      [row("2026-03-01", "2026-03-15", "10"), row("2026-03-16", "2026-03-31", "10"), april],
      true,
    ],
    [
      "different before the window",
      [row("2026-03-01", "2026-03-09", "3"), row("2026-03-10", "2026-03-31", "10"), april],
      true,
    ],
    [
      "different after the window",
      [march, row("2026-04-01", "2026-04-30", "4"), row("2026-05-01", "2026-12-31", "9")],
      true,
    ],
    [
      "different on one day",
      [march, row("2026-04-01", "2026-04-29", "4"), row("2026-04-30", "2026-12-31", "5")],
      false,
    ],
    ["that stop short", [march], false],
  ])("%s", (_what, other, same) => {
    expect(sameQuantities([march, april], other, window)).toBe(same);
  });
});
