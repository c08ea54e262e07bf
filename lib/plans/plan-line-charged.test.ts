import { describe, expect, it } from "vitest";
import { toInstant } from "@/lib/clock";
import type { LinePlan } from "./plan";
import { planLine } from "./plan-line";
import type { LineChange, LineSettings, OwnChange } from "./plan-line-input";
import { lineState, planLineInput, rows } from "./plan-line-input.fixture";

const steps = (plan: LinePlan) =>
  plan.steps.map((step) => [step.effectiveDate, step.quantityBefore, step.quantity]);
const amounts = (plan: LinePlan) =>
  plan.remainders.map((each) => [each.kind, each.amountMinor, each.fromDate, each.toDate]);

/** 12 instead of 10 from 17 March: on the line from 1 April, charged once for the days until then. */
const chargedTwo: OwnChange = {
  effectiveDate: "2026-04-01",
  wantedFromDate: "2026-03-17",
  wantedQuantity: "12",
  quantityBefore: "10",
  quantity: "12",
  oneTime: { spans: [{ fromDate: "2026-03-17", toDate: "2026-03-31" }], isBeginning: false },
};
const twelveFromApril = rows(["2026-01-01", "10"], ["2026-04-01", "12"]);
const postedThrough = (endDate: string, periods: ReturnType<typeof rows>) =>
  periods.map((row) =>
    row.endDate <= endDate ? { ...row, postedAt: toInstant("2026-04-01T06:00:00Z") } : row,
  );

function afterTwo(
  change: Partial<LineChange>,
  settings: Partial<LineSettings>,
  today = "2026-03-20",
): LinePlan {
  const state = lineState({ periods: twelveFromApril });
  return planLine(planLineInput({ state, today, ownChanges: [chargedTwo], change, settings }));
}

describe("days that a one-time amount was charged for", () => {
  const vendor = { proration: "vendor" } as const;

  it("are charged the rest only: 12 to 13 on 20 March is one more seat, not three", () => {
    const plan = afterTwo({ quantity: "13", effectiveDate: "2026-03-20" }, vendor);
    expect([plan.quantityBefore, plan.direction]).toEqual(["12", "up"]);
    expect(amounts(plan)).toEqual([["vendor_proration", "774", "2026-03-20", "2026-03-31"]]);
    expect(plan.quantities.after.at(-1)).toEqual({ fromDate: "2026-04-01", quantity: "13" });
  });

  it("make an order of the same total the same, and one below it a decrease", () => {
    const same = afterTwo({ quantity: "12", effectiveDate: "2026-03-20" }, vendor);
    expect([same.direction, steps(same), amounts(same)]).toEqual(["same", [], []]);
    const down = afterTwo({ quantity: "11", effectiveDate: "2026-03-20" }, vendor);
    expect([down.direction, amounts(down), down.quantities.after.at(-1)]).toEqual([
      "down",
      [],
      { fromDate: "2026-04-01", quantity: "11" },
    ]);
  });

  it("are caught up the rest only when a period is closed", () => {
    const state = lineState({ periods: postedThrough("2026-03-31", twelveFromApril) });
    const change = { quantity: "13", effectiveDate: "2026-03-20" };
    const plan = planLine(planLineInput({ state, today: "2026-04-05", ownChanges: [chargedTwo], change }));
    expect(amounts(plan)).toEqual([["catch_up", "774", "2026-03-20", "2026-03-31"]]);
  });

  it("are credited from what was charged, not from the line's figure", () => {
    const plan = afterTwo(
      { quantity: "9", effectiveDate: "2026-03-20" },
      { ...vendor, creditOnDecrease: true },
    );
    expect(amounts(plan)).toEqual([["credit", "-2323", "2026-03-20", "2026-03-31"]]);
  });
});

describe("a one-time amount for days on which the line was not the same", () => {
  it("takes each day by its own figure: 3 seats for March where 10 stood, not 9 for the 4 of today", () => {
    const toFour: OwnChange = {
      effectiveDate: "2026-04-01",
      wantedFromDate: "2026-03-05",
      wantedQuantity: "4",
      quantityBefore: "10",
      quantity: "4",
    };
    const periods = postedThrough("2026-03-31", rows(["2026-01-01", "10"], ["2026-04-01", "4"]));
    const change = { quantity: "13", effectiveDate: "2026-03-12" };
    const plan = planLine(
      planLineInput({ state: lineState({ periods }), today: "2026-04-02", ownChanges: [toFour], change }),
    );
    expect(amounts(plan)).toEqual([["catch_up", "3871", "2026-03-12", "2026-03-31"]]);
    expect(steps(plan)).toEqual([["2026-04-02", "4", "13"]]);
  });

  it("takes each day at its own price: 19.35 for March at 20.00, 44.00 for April at 22.00", () => {
    const price: OwnChange = {
      effectiveDate: "2026-04-01",
      wantedFromDate: "2026-03-05",
      wantedQuantity: "10",
      quantityBefore: "10",
      quantity: "10",
      unitPriceBefore: "20",
      unitPrice: "22",
    };
    const periods = postedThrough("2026-04-30", rows(["2026-01-01", "10"]));
    const state = lineState({ periods, unitPrice: "22" });
    const change = { quantity: "12", effectiveDate: "2026-03-17" };
    const plan = planLine(planLineInput({ state, today: "2026-05-05", ownChanges: [price], change }));
    expect(amounts(plan)).toEqual([
      ["catch_up", "1935", "2026-03-17", "2026-03-31"],
      ["catch_up", "4400", "2026-04-01", "2026-04-30"],
    ]);
  });

  it("takes the order's price where a line begins from nothing, whatever it cost before it ended", () => {
    const state = lineState({ periods: rows(["2026-01-01", "10"], ["2026-03-01", "0"]) });
    const change = { quantity: "5", unitPrice: "22" };
    const settings = { proration: "vendor", priceSource: "vendor" } as const;
    const plan = planLine(planLineInput({ state, change, settings }));
    expect(amounts(plan)).toEqual([["vendor_proration", "5323", "2026-03-17", "2026-03-31"]]);
  });
});

describe("a credit over a closed period", () => {
  const credit = { proration: "vendor", creditOnDecrease: true } as const;
  const state = lineState({ periods: postedThrough("2026-04-30", rows(["2026-01-01", "12"])) });
  const change = { quantity: "9", effectiveDate: "2026-03-20" };

  it("reaches to the day from which the line holds less", () => {
    const plan = planLine(planLineInput({ state, today: "2026-03-20", change, settings: credit }));
    expect(steps(plan)).toEqual([["2026-05-01", "12", "9"]]);
    expect(amounts(plan)).toEqual([["credit", "-8323", "2026-03-20", "2026-04-30"]]);
  });

  it("is only reported where closed periods are skipped", () => {
    const settings = { ...credit, catchUp: "skip_and_report" } as const;
    const plan = planLine(planLineInput({ state, today: "2026-03-20", change, settings }));
    expect(amounts(plan)).toEqual([["missed_posted_period", "-8323", "2026-03-20", "2026-04-30"]]);
    expect(plan.money?.oneTimeMinor).toBe("0");
  });
});
