import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays } from "@/lib/dates";
import {
  apply,
  choices,
  copyOf,
  DayPsa,
  days,
  histories,
  indexOf,
  type Order,
  onItsDay,
  planOrder,
  worth,
} from "./day-psa.fixture";
import type { LineSettings } from "./plan-line-input";

describe("orders of one month, at 20.00, on a line of 10", () => {
  it.each([
    {
      orders: [onItsDay("2026-03-05", 14), onItsDay("2026-03-20", 12)],
      march: [10, 14, 14],
      april: 12,
      extra: 6968,
    },
    {
      orders: [onItsDay("2026-03-05", 4), onItsDay("2026-03-12", 7)],
      march: [10, 10, 10],
      april: 7,
      extra: 0,
    },
    {
      orders: [onItsDay("2026-03-05", 4), onItsDay("2026-03-12", 13)],
      march: [10, 10, 13],
      april: 13,
      extra: 3871,
    },
    {
      orders: [onItsDay("2026-03-05", 4), onItsDay("2026-03-25", 0)],
      march: [10, 10, 10],
      april: 0,
      extra: 0,
    },
    { orders: [onItsDay("2026-03-17", 11)], march: [10, 10, 10], april: 11, extra: 968 },
    { orders: [onItsDay("2026-03-05", 12, "22")], march: [10, 12, 12], april: 12, extra: 3484 },
  ])("come to $march in March and $april from 1 April", ({ orders, march, april, extra }) => {
    const psa = new DayPsa(10, false);
    const begin = copyOf(psa);
    for (const order of orders) apply(psa, order);
    expect(["2026-03-04", "2026-03-05", "2026-03-12"].map((date) => psa.units[indexOf(date)])).toEqual(march);
    expect(new Set(psa.units.slice(indexOf("2026-04-01")))).toEqual(new Set([april]));
    expect(worth(begin, psa, "2026-03-31")).toBe(extra);
  });

  it("keep the old price for seats of this period and take the new one with the next", () => {
    const psa = new DayPsa(10, true);
    const plan = apply(psa, onItsDay("2026-03-05", 12, "22"));
    expect(plan.steps.map((step) => [step.kind, step.effectiveDate, step.unitPrice])).toEqual([
      ["set_line_quantity", "2026-03-05", undefined],
      ["set_line_price", "2026-04-01", "22"],
    ]);
    expect(plan.money).toMatchObject({ recurringDeltaMinor: "6400", nextPeriod: { afterMinor: "26400" } });
  });

  it("withdraw an earlier decrease on the day beside it where the PSA takes one change a day", () => {
    const psa = new DayPsa(10, true);
    apply(psa, onItsDay("2026-03-05", 4));
    const plan = apply(psa, onItsDay("2026-03-12", 13));
    expect(plan.steps.map((step) => [step.effectiveDate, step.quantityBefore, step.quantity])).toEqual([
      ["2026-03-12", "10", "13"],
      ["2026-03-31", "13", "19"],
    ]);
    expect(plan.quantities.after.at(-1)).toEqual({ fromDate: "2026-04-01", quantity: "13" });
    expect(plan.warnings).toMatchObject([{ code: "date_moved_same_day", amountMinor: "387" }]);
  });

  it("raise days that are over to the total of a late order, and never beyond it", () => {
    const psa = new DayPsa(10, false);
    const begin = copyOf(psa);
    apply(psa, onItsDay("2026-03-05", 4));
    apply(psa, { today: "2026-04-02", effectiveDate: "2026-03-12", quantity: 13 });
    const at = ["2026-03-11", "2026-03-12", "2026-03-31", "2026-04-01", "2026-12-31"];
    expect(at.map((date) => psa.units[indexOf(date)])).toEqual([10, 13, 13, 13, 13]);
    expect(worth(begin, psa, "2026-03-31")).toBe(3871);
  });

  it("count from their date on when they come last, whatever was dated between", () => {
    const psa = new DayPsa(10, false);
    apply(psa, onItsDay("2026-03-15", 15));
    apply(psa, { today: "2026-03-20", effectiveDate: "2026-03-05", quantity: 17 });
    const at = ["2026-03-04", "2026-03-05", "2026-03-15", "2026-03-20", "2026-03-21", "2026-12-31"];
    expect(at.map((date) => psa.units[indexOf(date)])).toEqual([10, 17, 17, 17, 17, 17]);
  });

  it("take an order back to what stands by withdrawing the change that was to come", () => {
    const psa = new DayPsa(10, false);
    apply(psa, onItsDay("2026-03-05", 4));
    const plan = apply(psa, onItsDay("2026-03-12", 10));
    expect([plan.direction, plan.steps.length, new Set(psa.units)]).toEqual(["same", 1, new Set([10])]);
  });

  it("keep an order for a later day when an earlier-dated one comes after it", () => {
    const psa = new DayPsa(10, false);
    apply(psa, { today: "2026-03-05", effectiveDate: "2026-05-10", quantity: 20 });
    apply(psa, onItsDay("2026-03-12", 12));
    const at = ["2026-03-11", "2026-03-12", "2026-05-09", "2026-05-10", "2026-12-31"];
    expect(at.map((date) => psa.units[indexOf(date)])).toEqual([10, 12, 12, 20, 20]);
  });
});

const nextMonth = (date: string) => days.find((day) => day > date && day.endsWith("-01")) ?? "2027-01-01";
const monthStart = (date: string) => `${date.slice(0, 7)}-01`;
const max = (one: string, other: string) => (one > other ? one : other);

/** The rule as a partner would say it, day by day: what the line should hold once an order is through. */
function promised(units: readonly number[], order: Order, choice: LineSettings["proration"]): number[] {
  const known = max(order.today, order.effectiveDate);
  const held = units[indexOf(known)] ?? 0;
  const isFirst = order.effectiveDate.endsWith("-01");
  const upFrom =
    choice === "psa" || isFirst
      ? order.effectiveDate
      : choice === "none"
        ? monthStart(order.effectiveDate)
        : nextMonth(order.effectiveDate);
  const downFrom = max(
    nextMonth(order.today),
    isFirst ? order.effectiveDate : nextMonth(order.effectiveDate),
  );
  const from = order.quantity > held ? upFrom : order.quantity < held ? downFrom : known;
  return days.map((date, index) => {
    const now = units[index] ?? 0;
    if (date < from) return now;
    // Days that are over when an order is known are raised to its total, and never beyond it.
    return date <= known && order.quantity > held ? Math.max(now, order.quantity) : order.quantity;
  });
}

const seed = 20260317;

describe("any history of orders", () => {
  it("gives exactly what the rules promise, day by day, and what its money says (500 histories, seeded)", () => {
    fc.assert(
      fc.property(histories, fc.integer({ min: 0, max: 12 }), choices, (orders, start, proration) => {
        const psa = new DayPsa(start, false);
        for (const order of orders) {
          const before = copyOf(psa);
          const plan = apply(psa, order, { proration });
          expect(psa.units).toEqual(promised(before.units, order, proration));
          const periodEnd = addDays(nextMonth(max(order.today, order.effectiveDate)), -1);
          const isOneStep = plan.steps.length < 2;
          if (isOneStep) {
            expect(plan.money?.currentPeriodMinor).toBe(String(worth(before, psa, periodEnd)));
          }
          const last = (one: DayPsa) => (one.units.at(-1) ?? 0) * (one.prices.at(-1) ?? 0);
          expect(plan.money?.recurringDeltaMinor).toBe(String(last(psa) - last(before)));
        }
      }),
      { seed, numRuns: 500 },
    );
  });

  it("never takes a day twice, and differs from the promise only on days it names (500 histories, seeded)", () => {
    fc.assert(
      fc.property(histories, fc.integer({ min: 0, max: 12 }), choices, (orders, start, proration) => {
        const psa = new DayPsa(start, true);
        for (const order of orders) {
          const before = copyOf(psa);
          const plan = apply(psa, order, { proration });
          const moved = plan.warnings.filter((warning) => warning.code === "date_moved_same_day");
          const ideal = promised(before.units, order, proration);
          const differing = psa.units.filter((units, index) => units !== ideal[index]).length;
          if (moved.length === 0) expect(differing).toBe(0);
          expect(differing).toBeLessThanOrEqual(moved.length * (orders.length * 2 + 1));
          expect(psa.units.at(-1)).toBe(ideal.at(-1));
        }
      }),
      { seed, numRuns: 500 },
    );
  });

  it("writes nothing into posted months, and nothing the second time (300 histories, seeded)", () => {
    const posting = fc.constantFrom("", "2026-02-28", "2026-03-31", "2026-04-30");
    fc.assert(
      fc.property(histories, posting, choices, (orders, postedThrough, proration) => {
        const psa = new DayPsa(10, true);
        psa.postedThrough = postedThrough;
        for (const order of orders) {
          const posted = psa.units.filter((_, index) => (days[index] ?? "") <= postedThrough);
          apply(psa, order, { proration });
          expect(psa.units.slice(0, posted.length)).toEqual(posted);
          expect(planOrder(psa, order, { proration })).toEqual(planOrder(psa, order, { proration }));
          expect(psa.units.at(-1)).toBe(order.quantity);
        }
      }),
      { seed, numRuns: 300 },
    );
  });
});
