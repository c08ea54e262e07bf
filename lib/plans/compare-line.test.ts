import { describe, expect, it } from "vitest";
import type { LineState } from "@/lib/psa/records";
import { compareLine, differenceFrom } from "./compare-line";

const window = { fromDate: "2026-03-01", toDate: "2026-04-30" };
const posted = new Date("2026-04-02T09:00:00Z");

/** A line with these quantities from these days on. */
function line(quantities: readonly (readonly [string, string])[], rest: Partial<LineState> = {}): LineState {
  const periods = quantities.map(([startDate, quantity], index) => {
    const next = quantities[index + 1]?.[0];
    return { startDate, endDate: next === undefined ? "2026-12-31" : (dayBefore[next] ?? next), quantity };
  });
  return {
    address: { psaContractId: "7", psaItemId: "5", psaLineId: "70" },
    exists: true,
    contract: { startDate: "2026-01-01", endDate: "2026-12-31", isActive: true, isRecurring: true },
    unitPrice: "9.4",
    unitCost: "7.1",
    isInBundle: false,
    periods,
    ...rest,
  };
}

const dayBefore: Record<string, string> = { "2026-03-17": "2026-03-16", "2026-03-20": "2026-03-19" };

const planned = line([["2026-01-01", "10"]]);
const target = line([
  ["2026-01-01", "10"],
  ["2026-03-17", "12"],
]);
const elsewhere = line([["2026-01-01", "11"]]);

describe("comparing a line with its plan", () => {
  it.each<[string, LineState, ReturnType<typeof compareLine>]>([
    ["stands as it did", planned, "as_planned"],
    ["shows the target already", target, "reached"],
    ["holds something else", elsewhere, "changed"],
    [
      "differs only before the days that were read",
      line([
        ["2025-01-01", "3"],
        ["2026-03-01", "10"],
      ]),
      "as_planned",
    ],
    ["has another price", { ...planned, unitPrice: "9.9" }, "changed"],
    ["tells no price this time", { ...planned, unitPrice: undefined }, "as_planned"],
    [
      "is on a contract that ends earlier",
      { ...planned, contract: { ...planned.contract, endDate: "2026-06-30" } },
      "changed",
    ],
    [
      "is on a contract that was ended",
      { ...planned, contract: { ...planned.contract, isActive: false } },
      "changed",
    ],
    ["is in a bundle by now", { ...planned, isInBundle: true }, "changed"],
    [
      "was posted meanwhile",
      { ...planned, periods: planned.periods.map((row) => ({ ...row, postedAt: posted })) },
      "changed",
    ],
    ["is gone", { ...planned, exists: false, periods: [] }, "changed"],
  ])("judges a line that %s", (_what, now, verdict) => {
    expect(compareLine(now, planned, { state: target, prices: [{}] }, window, false)).toBe(verdict);
  });

  it("does not take a price of its own first step for somebody else's", () => {
    const now = { ...planned, unitPrice: "9.9" };
    expect(compareLine(now, planned, { state: target, prices: [{}] }, window, true)).toBe("as_planned");
  });

  it("counts as reached only with the price and the cost that were wanted", () => {
    const wanted = (figures: { unitPrice?: string; unitCost?: string }) =>
      compareLine(target, planned, { state: target, prices: [figures] }, window, false);
    expect(wanted({ unitPrice: "9.4" })).toBe("reached");
    expect(wanted({ unitPrice: "9.9" })).toBe("changed");
    expect(wanted({ unitCost: "7.5" })).toBe("changed");
  });
});

describe("a line that appeared since the plan", () => {
  it("is planned anew, however well its units fit: it may be another subscription's", () => {
    const missing = { ...planned, exists: false, periods: [] };
    const wanted = { state: target, prices: [] };
    expect(compareLine(target, missing, wanted, window, false)).toBe("changed");
  });
});

describe("reading back", () => {
  it("agrees when the days of the window hold what was wanted", () => {
    expect(differenceFrom(target, target, window)).toBeUndefined();
  });

  it("names what is shown and what was wanted", () => {
    expect(differenceFrom(target, elsewhere, window)).toBe(
      "The PSA shows 11 from 2026-01-01 where 10 from 2026-01-01, 12 from 2026-03-17 was intended.",
    );
  });

  it("says that an accepted line is not there", () => {
    expect(differenceFrom(target, { ...target, exists: false }, window)).toContain("does not show the line");
  });
});
