import { describe, expect, it } from "vitest";
import { periodContaining, type RecurringCycle } from "@/lib/billing/periods";
import { lastBilledDate } from "@/lib/billing/quantity-rule";
import { toInstant } from "@/lib/clock";
import { addDays, businessDate, daysInclusive } from "@/lib/dates";
import { formatMinor } from "@/lib/money";
import type { LineState } from "@/lib/psa/records";
import type { LinePlan } from "./plan";
import { planLine } from "./plan-line";
import type { LineChange, LineSettings } from "./plan-line-input";
import { lineState, noLine, planLineInput, rows } from "./plan-line-input.fixture";

/** The figures that the rules of money, dates and proration are explained with, each by the planner itself. */

const steps = (plan: LinePlan) => plan.steps.map((step) => `${step.effectiveDate} ${step.quantity}`);
const oneTime = (plan: LinePlan) => plan.remainders.map((each) => `${each.kind} ${each.amountMinor}`);

type Line = { anchorDate: string; endDate: string; cycle: RecurringCycle; units: string; price: string };

/** A line of one quantity on a contract of its own, periods cut from its start. */
function lineOn({ anchorDate, endDate, cycle, units, price }: Line, currency: string): LineState {
  const contract = { ...lineState().contract, startDate: anchorDate, endDate, cycle, currency };
  const periods = [];
  for (let date = anchorDate; date <= endDate; ) {
    const { startDate, endDate: last } = periodContaining({ anchorDate, cycle, endDate }, date);
    periods.push({ startDate, endDate: last, quantity: units });
    date = addDays(last, 1);
  }
  return lineState({ contract, periods, unitPrice: price });
}

const calendarMonths: Line = {
  anchorDate: "2026-01-01",
  endDate: "2026-12-31",
  cycle: "monthly",
  units: "10",
  price: "20",
};

describe("dates", () => {
  it.each([
    ["Europe/London", "2026-03-31"],
    ["America/New_York", "2026-03-31"],
    ["Europe/Berlin", "2026-04-01"],
  ])("an order at 2026-03-31T22:30Z is of %s's %s", (zone, date) => {
    expect(businessDate(toInstant("2026-03-31T22:30:00Z"), zone)).toBe(date);
  });

  it.each([
    ["2026-01-31", ["31 Jan-27 Feb 28", "28 Feb-30 Mar 31", "31 Mar-29 Apr 30", "30 Apr-30 May 31"]],
    ["2028-01-31", ["31 Jan-28 Feb 29", "29 Feb-30 Mar 31"]],
  ])("periods of a contract from %s", (anchorDate, expected) => {
    const say = (date: string) => `${Number(date.slice(8))} ${months[Number(date.slice(5, 7)) - 1]}`;
    let date = anchorDate;
    const found = expected.map(() => {
      const { startDate, endDate } = periodContaining({ anchorDate, cycle: "monthly" }, date);
      date = addDays(endDate, 1);
      return `${say(startDate)}-${say(endDate)} ${daysInclusive(startDate, endDate)}`;
    });
    expect(found).toEqual(expected);
  });

  it("29 February anchors are 28 February in common years", () => {
    const schedule = { anchorDate: "2028-02-29", cycle: "annual" as const };
    expect(periodContaining(schedule, "2029-03-01").startDate).toBe("2029-02-28");
    expect(periodContaining(schedule, "2032-02-28").startDate).toBe("2031-02-28");
    expect(periodContaining(schedule, "2032-02-29").startDate).toBe("2032-02-29");
  });

  it("a date before the contract's start moves to it", () => {
    const plan = planLine(planLineInput({ change: { effectiveDate: "2025-12-20" } }));
    expect([plan.effectiveDate, plan.warnings[0]?.code]).toEqual(["2026-01-01", "date_before_start"]);
  });
});

const months = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");

describe("amounts", () => {
  const quarters: Line = { ...calendarMonths, cycle: "quarterly", price: "30" };
  const year: Line = {
    ...calendarMonths,
    anchorDate: "2025-07-01",
    endDate: "2027-06-30",
    cycle: "annual",
    price: "120",
  };
  const fifteenth: Line = { ...calendarMonths, anchorDate: "2026-01-15", endDate: "2027-01-14", price: "4" };
  it.each([
    [
      "+2 at 20.00 from 17 March",
      calendarMonths,
      "GBP",
      "2026-03-17",
      "12",
      "19.35 GBP",
      "2 x 20.00 x 15/31",
    ],
    ["+5 at 4.00 from 25 February", fifteenth, "GBP", "2026-02-25", "15", "12.86 GBP", "5 x 4.00 x 18/28"],
    [
      "quarterly, +3 at 30.00 from 10 February",
      quarters,
      "GBP",
      "2026-02-10",
      "13",
      "50.00 GBP",
      "3 x 30.00 x 50/90",
    ],
    [
      "yearly, +1 at 120.00 from 1 March",
      year,
      "GBP",
      "2026-03-01",
      "11",
      "40.11 GBP",
      "1 x 120.00 x 122/365",
    ],
    [
      "JPY, +2 at 1,980 from 17 March",
      { ...calendarMonths, price: "1980" },
      "JPY",
      "2026-03-17",
      "12",
      "1,916 JPY",
      "2 x 1,980 x 15/31",
    ],
  ])("%s: %s", (_case, line, currency, date, quantity, expected, arithmetic) => {
    const state = lineOn(line, currency);
    const change = { quantity, effectiveDate: date };
    const plan = planLine(planLineInput({ state, today: date, cycle: line.cycle, currency, change }));
    expect(formatMinor(BigInt(plan.money?.currentPeriodMinor ?? ""), currency)).toBe(expected);
    const amount = plan.reasons.find((reason) => reason.subject === "amount");
    expect(amount?.sentence).toContain(`${arithmetic} = ${expected}`);
    // The same days as a one-time amount, where the vendor prorates.
    const settings = { proration: "vendor" } as const;
    const once = planLine(
      planLineInput({ state, today: date, cycle: line.cycle, currency, change, settings }),
    );
    expect(formatMinor(BigInt(once.money?.oneTimeMinor ?? ""), currency)).toBe(expected);
  });

  it.each([
    ["psa", "-2323", "0"],
    ["vendor", "0", "-2323"],
  ] as const)("credit on 12 > 9 at 20.00 on 20 March when %s prorates: -23.23", (proration, now, once) => {
    const state = lineState({ periods: rows(["2026-01-01", "12"]) });
    const change = { quantity: "9", effectiveDate: "2026-03-20" };
    const settings = { proration, creditOnDecrease: true };
    const plan = planLine(planLineInput({ state, today: "2026-03-20", change, settings }));
    expect(plan.money).toMatchObject({ currentPeriodMinor: now, oneTimeMinor: once });
  });

  it("unit prices are sent with four places, rounded half away from zero, with a warning", () => {
    const change = { type: "sales", unitPrice: "9.46665", lineBelongsTo: "nobody" } as const;
    const settings = { priceSource: "vendor" } as const;
    const plan = planLine(planLineInput({ state: noLine(), change, settings }));
    expect([plan.steps[0]?.unitPrice, plan.warnings.map(({ code }) => code)]).toEqual([
      "9.4667",
      ["price_rounded"],
    ]);
  });

  it("a change on the last day of a period covers one day", () => {
    const change = { quantity: "12", effectiveDate: "2026-03-31" };
    const plan = planLine(planLineInput({ today: "2026-03-31", change }));
    expect(plan.money?.currentPeriodMinor).toBe("129");
  });

  it("a free line is written like any other", () => {
    const plan = planLine(planLineInput({ state: lineState({ unitPrice: "0" }) }));
    expect([steps(plan), plan.money?.currentPeriodMinor]).toEqual([["2026-03-17 12"], "0"]);
  });
});

describe("the quantity rule", () => {
  it.each([
    ["dated 1 April, known on 25 March", "2026-03-25", "2026-04-01", "2026-04-01"],
    ["dated 10 April, known on 25 March", "2026-03-25", "2026-04-10", "2026-05-01"],
    ["dated the first day of the period", "2026-03-05", "2026-03-01", "2026-04-01"],
  ])("a decrease %s counts from the right day", (_case, today, effectiveDate, date) => {
    const plan = planLine(planLineInput({ today, change: { quantity: "4", effectiveDate } }));
    expect(steps(plan)).toEqual([`${date} 4`]);
  });

  it("a cancellation bills its last period to the end, or to the day before with credit on", () => {
    const change = { type: "cancellation", quantity: "0", effectiveDate: "2026-03-25" } as const;
    const off = planLine(planLineInput({ today: "2026-03-25", change }));
    expect([steps(off), off.lastBilledDate]).toEqual([["2026-04-01 0"], lastBilledDate("2026-04-01")]);
    const settings = { creditOnDecrease: true };
    const on = planLine(planLineInput({ today: "2026-03-25", change, settings }));
    expect([steps(on), on.lastBilledDate]).toEqual([["2026-03-25 0"], "2026-03-24"]);
  });

  it("12 sold against 12 standing is the same, never 24", () => {
    const state = lineState({ periods: rows(["2026-01-01", "12"]) });
    const change = { type: "sales", quantity: "12", lineBelongsTo: "nobody" } as const;
    const plan = planLine(planLineInput({ state, change }));
    expect([plan.direction, plan.adoptsLine, steps(plan)]).toEqual(["same", true, []]);
  });

  it("10 > 12 and 12 > 11 of one day, planned together, are one change of +1: 9.68", () => {
    const plan = planLine(planLineInput({ change: { quantity: "11", effectiveDate: "2026-03-17" } }));
    expect([steps(plan), plan.money?.currentPeriodMinor]).toEqual([["2026-03-17 11"], "968"]);
  });
});

describe("the three proration choices, each way", () => {
  type Row = [string, Partial<LineChange>, Partial<LineSettings>, string[], string[]];
  const sale = { type: "sales", lineBelongsTo: "nobody" } as const;
  const to12 = { quantity: "12", effectiveDate: "2026-03-17" };
  const to9 = { quantity: "9", effectiveDate: "2026-03-20" };
  const credit = { creditOnDecrease: true };
  it.each<Row>([
    ["up, the PSA prorates", to12, { proration: "psa" }, ["2026-03-17 12"], []],
    ["up, the vendor prorates", to12, { proration: "vendor" }, ["2026-04-01 12"], ["vendor_proration 1935"]],
    ["up, none", to12, { proration: "none" }, ["2026-03-01 12"], []],
    ["down, the PSA prorates", to9, { proration: "psa" }, ["2026-04-01 9"], []],
    ["down, the vendor prorates", to9, { proration: "vendor" }, ["2026-04-01 9"], []],
    ["down, none", to9, { proration: "none" }, ["2026-04-01 9"], []],
    ["credit, the PSA prorates", to9, { ...credit, proration: "psa" }, ["2026-03-20 9"], []],
    [
      "credit, the vendor prorates",
      to9,
      { ...credit, proration: "vendor" },
      ["2026-04-01 9"],
      ["credit -774"],
    ],
    ["no credit under none", to9, { ...credit, proration: "none" }, ["2026-04-01 9"], []],
  ])("%s", (_case, change, settings, expected, once) => {
    const plan = planLine(planLineInput({ change, settings, today: change.effectiveDate ?? "" }));
    expect([steps(plan), oneTime(plan)]).toEqual([expected, once]);
  });

  it.each<Row>([
    ["new sale, the PSA prorates", to12, { proration: "psa" }, ["2026-03-17 12"], []],
    [
      "new sale, the vendor prorates",
      to12,
      { proration: "vendor" },
      ["2026-04-01 12"],
      ["vendor_proration 11613"],
    ],
    ["new sale, none", to12, { proration: "none" }, ["2026-03-01 12"], []],
  ])("%s", (_case, change, settings, expected, once) => {
    const input = planLineInput({
      state: noLine(),
      change: { ...sale, ...change },
      settings,
      catalog: { unitPrice: "20" },
    });
    const plan = planLine(input);
    expect([steps(plan), oneTime(plan)]).toEqual([expected, once]);
  });
});

describe("closed periods", () => {
  const closed = (through: string) =>
    lineState({
      periods: rows(["2026-01-01", "10"]).map((row) =>
        row.endDate <= through ? { ...row, postedAt: toInstant("2026-04-01T06:00:00Z") } : row,
      ),
    });
  const to12 = { quantity: "12", effectiveDate: "2026-03-17" };
  it.each([
    ["March posted", "2026-03-31", "2026-04-05", "psa", "2026-04-01 12", "1935"],
    ["March posted, none", "2026-03-31", "2026-04-05", "none", "2026-04-01 12", "4000"],
    ["March and April posted", "2026-04-30", "2026-05-05", "psa", "2026-05-01 12", "5935"],
  ] as const)(
    "%s: quantity from the first open period and a catch-up",
    (_case, through, today, proration, step, amount) => {
      const plan = planLine(
        planLineInput({ state: closed(through), today, change: to12, settings: { proration } }),
      );
      expect([steps(plan), oneTime(plan)]).toEqual([[step], [`catch_up ${amount}`]]);
    },
  );
});

describe("two more seats on 17 March on a line of 10, by how March is billed", () => {
  const to12 = { quantity: "12", effectiveDate: "2026-03-17" };
  const posted = lineState({
    periods: rows(["2026-01-01", "10"]).map((row) =>
      row.endDate <= "2026-03-31" ? { ...row, postedAt: toInstant("2026-03-01T06:00:00Z") } : row,
    ),
  });
  it.each([
    ["in advance, prorated", posted, "psa", "0", "1935"],
    ["in advance, none", posted, "none", "0", "4000"],
    ["in arrears, prorated", lineState(), "psa", "1935", "0"],
    ["in arrears, none", lineState(), "none", "4000", "0"],
  ] as const)("%s: April is 240.00", (_case, state, proration, march, once) => {
    const plan = planLine(planLineInput({ state, change: to12, settings: { proration } }));
    expect(plan.money).toMatchObject({
      currentPeriodMinor: march,
      oneTimeMinor: once,
      nextPeriod: { beforeMinor: "20000", afterMinor: "24000" },
    });
  });
});

describe("one change per line and day", () => {
  it("18 instead of 17 March bills 2 x 20.00 x 1/31 = 1.29 less", () => {
    const state = lineState({ periods: rows(["2026-01-01", "10"], ["2026-03-17", "11"]) });
    const plan = planLine(planLineInput({ state, change: { quantity: "13" } }));
    expect(steps(plan)).toEqual(["2026-03-18 13"]);
    expect(plan.warnings[0]?.sentence).toContain("2 x 20.00 x 1/31 = 1.29 GBP less");
  });
});

describe("zero", () => {
  it("a line ends at 0 units, or at one unit of price 0 where 0 is refused", () => {
    const change = { type: "cancellation", quantity: "0", effectiveDate: "2026-03-25" } as const;
    expect(steps(planLine(planLineInput({ change })))).toEqual(["2026-04-01 0"]);
    const settings = { zeroUnits: "one_unit_free" } as const;
    expect(planLine(planLineInput({ change, settings })).steps).toMatchObject([
      { effectiveDate: "2026-04-01", quantity: "1", unitPrice: "0" },
    ]);
  });
});
