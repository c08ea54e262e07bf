import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { LinePeriod, LineState, LineTarget } from "../records";
import { judgeAdjustment } from "./adjustment";
import { agreedPrice } from "./price";

const row = (startDate: string, endDate: string, quantity: number): LinePeriod => ({
  startDate,
  endDate,
  quantity: String(quantity),
});
const state = (periods: LinePeriod[], more: Partial<LineState> = {}): LineState => ({
  address: { psaContractId: "7", psaItemId: "5", psaLineId: "70" },
  exists: true,
  contract: { startDate: "2026-01-01", isActive: true, isRecurring: true },
  isInBundle: false,
  periods,
  ...more,
});
const target = (quantityBefore: number, quantity: number, more: Partial<LineTarget> = {}): LineTarget => ({
  effectiveDate: "2026-03-10",
  quantityBefore: String(quantityBefore),
  quantity: String(quantity),
  ...more,
});

const before = state([row("2026-03-01", "2026-03-31", 10), row("2026-04-01", "2026-04-30", 8)]);

describe("what became of a lost adjustment", () => {
  it.each([
    [
      "applied",
      "every later row moved, the period was split",
      [
        row("2026-03-01", "2026-03-09", 10),
        row("2026-03-10", "2026-03-31", 12),
        row("2026-04-01", "2026-04-30", 10),
      ],
    ],
    ["not_applied", "nothing moved", before.periods],
    [
      "not_applied",
      "nothing moved though a row was cut",
      [
        row("2026-03-01", "2026-03-15", 10),
        row("2026-03-16", "2026-03-31", 10),
        row("2026-04-01", "2026-04-30", 8),
      ],
    ],
    [
      "ambiguous",
      "a row moved by something else",
      [
        row("2026-03-01", "2026-03-09", 10),
        row("2026-03-10", "2026-03-31", 13),
        row("2026-04-01", "2026-04-30", 10),
      ],
    ],
    [
      "ambiguous",
      "only one period moved",
      [
        row("2026-03-01", "2026-03-09", 10),
        row("2026-03-10", "2026-03-31", 12),
        row("2026-04-01", "2026-04-30", 8),
      ],
    ],
    [
      "ambiguous",
      "a day before the date moved too",
      [row("2026-03-01", "2026-03-31", 12), row("2026-04-01", "2026-04-30", 10)],
    ],
    ["ambiguous", "the reading does not reach the date", [row("2026-03-01", "2026-03-05", 10)]],
  ])("%s: %s", (verdict, _why, periods) => {
    expect(judgeAdjustment(before, target(10, 12), state([...periods]))).toBe(verdict);
  });

  it("is told by the price when only the price was to change", () => {
    const priced = (unitPrice: string) => state([...before.periods], { unitPrice });
    const wanted = target(10, 10, { unitPrice: "9.9" });
    expect(judgeAdjustment(priced("9.4"), wanted, priced("9.9"))).toBe("applied");
    expect(judgeAdjustment(priced("9.4"), wanted, priced("9.4"))).toBe("not_applied");
    expect(judgeAdjustment(priced("9.4"), wanted, priced("9.5"))).toBe("ambiguous");
  });

  it("is told by the line itself when it was to be made", () => {
    const none = state([], { exists: false });
    const made = state([row("2026-03-10", "2026-03-31", 3), row("2026-04-01", "2026-04-30", 3)]);
    expect(judgeAdjustment(none, target(0, 3), made)).toBe("applied");
    expect(judgeAdjustment(none, target(0, 3), none)).toBe("not_applied");
    expect(judgeAdjustment(none, target(0, 4), made)).toBe("ambiguous");
  });

  it("is never both: what would be judged applied is not judged applied twice over", () => {
    fc.assert(
      fc.property(fc.integer({ min: -9, max: 30 }), fc.integer({ min: 1, max: 28 }), (difference, day) => {
        fc.pre(difference !== 0);
        const effectiveDate = `2026-03-${String(day).padStart(2, "0")}`;
        const moved = (times: number) =>
          state([
            ...(day > 1 ? [row("2026-03-01", `2026-03-${String(day - 1).padStart(2, "0")}`, 10)] : []),
            row(effectiveDate, "2026-03-31", 10 + times * difference),
            row("2026-04-01", "2026-04-30", 8 + times * difference),
          ]);
        const wanted = target(10, 10 + difference, { effectiveDate });
        expect([0, 1, 2].map((times) => judgeAdjustment(before, wanted, moved(times)))).toEqual([
          "not_applied",
          "applied",
          "ambiguous",
        ]);
      }),
    );
  });
});

describe("the agreed price", () => {
  const line = (unitPrice: string, internal: string | undefined, adjusted: string | undefined) => ({
    id: 1,
    contractID: 7,
    serviceID: 5,
    unitPrice,
    unitCost: undefined,
    internalCurrencyUnitPrice: internal,
    internalCurrencyAdjustedPrice: adjusted,
    internalDescription: undefined,
    invoiceDescription: undefined,
  });

  it.each([
    ["the list price while nothing was adjusted", line("4", "4", undefined), false, "4"],
    ["the adjusted price in the own currency", line("4", "4", "4.5"), false, "4.5"],
    ["turned back by the rate of the list prices", line("4", "3.4268", "3.8552"), true, "4.5"],
    ["kept to four places where it is no whole cent", line("4", "2", "2.0333"), true, "4.0666"],
    ["zero", line("4", "3.4", "0"), true, "0"],
    ["unknown where a list price of 0 hides the rate", line("0", "0", "3"), true, undefined],
  ])("is %s", (_what, row_, isForeign, price) => {
    expect(agreedPrice(row_, isForeign)).toBe(price);
  });
});
