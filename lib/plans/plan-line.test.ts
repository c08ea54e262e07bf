import { describe, expect, it } from "vitest";
import { toInstant } from "@/lib/clock";
import type { LinePlan } from "./plan";
import { planLine } from "./plan-line";
import type { OwnChange } from "./plan-line-input";
import { lineState, manyChangesADay, noLine, planLineInput, rows } from "./plan-line-input.fixture";

const written = (plan: LinePlan) =>
  plan.steps.map((step) => [step.effectiveDate, step.quantityBefore, step.quantity]);
const codes = (plan: LinePlan) => plan.warnings.map((warning) => warning.code);
const march10To12 = { change: { quantity: "12", effectiveDate: "2026-03-17" } };
const postedAt = toInstant("2026-03-10T08:00:00Z");
const postedThrough = (endDate: string) =>
  lineState({
    periods: rows(["2026-01-01", "10"]).map((row) => (row.endDate <= endDate ? { ...row, postedAt } : row)),
  });

describe("an order that raises the quantity", () => {
  it.each([
    ["psa", [["2026-03-17", "10", "12"]], "1935", "0"],
    ["vendor", [["2026-04-01", "10", "12"]], "0", "1935"],
    ["none", [["2026-03-01", "10", "12"]], "4000", "0"],
  ] as const)("counts in the current period when %s prorates", (proration, steps, now, oneTime) => {
    const plan = planLine(planLineInput({ ...march10To12, settings: { proration } }));
    expect(written(plan)).toEqual(steps);
    expect(plan.money).toMatchObject({
      currentPeriodMinor: now,
      oneTimeMinor: oneTime,
      recurringDeltaMinor: "4000",
      perYearMinor: "48000",
      nextPeriod: { startDate: "2026-04-01", beforeMinor: "20000", afterMinor: "24000" },
    });
  });

  it("is an estimate while the PSA's own proration has not been seen to agree", () => {
    expect(planLine(planLineInput(march10To12)).money?.exactness).toBe("estimate");
    expect(planLine(planLineInput({ ...march10To12, prorationSeenToAgree: true })).money?.exactness).toBe(
      "exact",
    );
    const none = planLine(planLineInput({ ...march10To12, settings: { proration: "none" } }));
    expect(none.money?.exactness).toBe("exact");
  });

  it.each(["psa", "vendor", "none"] as const)(
    "prorates nothing on a period's first day (%s)",
    (proration) => {
      const change = { quantity: "12", effectiveDate: "2026-03-01" };
      const plan = planLine(planLineInput({ change, settings: { proration } }));
      expect(written(plan)).toEqual([["2026-03-01", "10", "12"]]);
      expect([plan.remainders, plan.money?.exactness]).toEqual([[], "exact"]);
    },
  );

  it("takes the vendor's own proration where the order brings it", () => {
    const prorated = { price: "18.50", cost: "14", fromDate: "2026-03-17", toDate: "2026-03-31" };
    const change = { quantity: "12", prorated };
    const plan = planLine(planLineInput({ change, settings: { proration: "vendor" } }));
    expect(plan.remainders[0]).toMatchObject({
      kind: "vendor_proration",
      amountMinor: "1850",
      costMinor: "1400",
    });
  });

  it("counts inside a later period when it is dated there", () => {
    const plan = planLine(planLineInput({ change: { effectiveDate: "2026-05-10" } }));
    expect(written(plan)).toEqual([["2026-05-10", "10", "12"]]);
    expect(plan.money).toMatchObject({ currentPeriodMinor: "2839", nextPeriod: { startDate: "2026-06-01" } });
  });

  it.each([
    ["true_date", "2026-02-20", "5286"],
    ["start_of_current_period", "2026-03-01", "4000"],
  ] as const)("dated in an earlier open period counts by setting: %s", (lateOrders, date, now) => {
    const change = { effectiveDate: "2026-02-20" };
    const plan = planLine(planLineInput({ change, settings: { lateOrders } }));
    expect(written(plan)).toEqual([[date, "10", "12"]]);
    expect(plan.money?.currentPeriodMinor).toBe(now);
  });

  it("explains itself with the rule's numbers", () => {
    const { reasons, sentence } = planLine(planLineInput(march10To12));
    expect(sentence).toBe("10 to 12 seats from 17 March");
    expect(reasons.map((reason) => [reason.subject, reason.rule, reason.sentence])).toEqual([
      [
        "quantity",
        "up-in-current-period",
        "You have 12 seats from 17 March because order 1000311 (SO000311) raised 10 to 12.",
      ],
      [
        "amount",
        "up-in-current-period",
        "17-31 March for 2 seats bills 15 of 31 days: 2 x 20.00 x 15/31 = 19.35 GBP.",
      ],
    ]);
  });

  it("says beforehand from which day it can be taken back and what stays billed", () => {
    const [step] = planLine(planLineInput(march10To12)).steps;
    expect(step?.undo).toMatchObject({
      class: "compensating",
      fromDate: "2026-03-18",
      staysBilledMinor: "129",
    });
    const many = planLine(planLineInput({ ...march10To12, capabilities: manyChangesADay }));
    expect(many.steps[0]?.undo).toMatchObject({
      class: "full",
      fromDate: "2026-03-17",
      staysBilledMinor: "0",
    });
  });

  it("is refused where the PSA does not prorate this contract", () => {
    const plan = planLine(
      planLineInput({ ...march10To12, capabilities: { ...manyChangesADay, prorates: false } }),
    );
    expect(plan.refusals.map((refusal) => refusal.code)).toEqual(["psa_does_not_prorate"]);
    expect(plan.refusals[0]?.sentence).toContain("15 of 31 days");
  });
});

describe("a new sale", () => {
  const sale = {
    type: "sales",
    quantity: "12",
    unitPrice: "9.4",
    unitCost: "7.1",
    lineBelongsTo: "nobody",
  } as const;
  const vendorPrices = { priceSource: "vendor", pushCost: true } as const;

  it.each([
    ["psa", "2026-03-17", "5458"],
    ["vendor", "2026-04-01", "0"],
    ["none", "2026-03-01", "11280"],
  ] as const)("creates the line when %s prorates", (proration, date, now) => {
    const settings = { ...vendorPrices, proration };
    const plan = planLine(planLineInput({ state: noLine(), change: sale, settings }));
    expect(plan.steps).toHaveLength(1);
    expect(plan.steps[0]).toMatchObject({
      effectiveDate: date,
      quantityBefore: "0",
      quantity: "12",
      unitPrice: "9.4",
      unitCost: "7.1",
      createsLine: true,
    });
    expect(plan.money).toMatchObject({ currentPeriodMinor: now, recurringDeltaMinor: "11280" });
    expect(plan.money?.oneTimeMinor).toBe(proration === "vendor" ? "5458" : "0");
  });

  it("takes the catalog item's price where the PSA sets prices, and sends none", () => {
    const state = noLine();
    const plan = planLine(planLineInput({ state, change: sale, catalog: { unitPrice: "10" } }));
    expect(plan.steps[0]?.unitPrice).toBeUndefined();
    expect(plan.money?.recurringDeltaMinor).toBe("12000");
  });

  it("shows no money rather than zero when nobody knows a price", () => {
    const plan = planLine(planLineInput({ state: noLine(), change: { ...sale, unitPrice: undefined } }));
    expect([plan.money, plan.steps[0]?.money, codes(plan)]).toEqual([
      undefined,
      undefined,
      ["price_unknown"],
    ]);
  });

  it("adopts a line that stands there already: 12 against 12 is the same, never 24", () => {
    const state = lineState({ periods: rows(["2026-01-01", "12"]) });
    const plan = planLine(planLineInput({ state, change: sale }));
    expect([plan.direction, plan.adoptsLine, plan.steps]).toEqual(["same", true, []]);
    const more = planLine(planLineInput({ change: sale }));
    expect(written(more)).toEqual([["2026-03-17", "10", "12"]]);
  });

  it("leaves a line of another subscription alone", () => {
    const plan = planLine(planLineInput({ change: { ...sale, lineBelongsTo: "another_subscription" } }));
    expect([plan.steps, plan.refusals[0]?.code]).toEqual([[], "line_taken"]);
  });

  it("starts with the current period on a first run, however long the subscription has run", () => {
    const start = { subscriptionStartDate: "2025-06-12" };
    const change = { ...sale, ...start, isFirstRun: true, effectiveDate: "2025-06-12" };
    const plan = planLine(planLineInput({ state: noLine(), change, settings: vendorPrices }));
    expect(written(plan)).toEqual([["2026-03-01", "0", "12"]]);
    expect(plan.warnings).toEqual([]);
  });

  it("bills no day before the subscription began, on a first run either", () => {
    const start = { subscriptionStartDate: "2026-03-17" };
    const change = { ...sale, ...start, isFirstRun: true, effectiveDate: "2026-03-20" };
    const plan = planLine(planLineInput({ state: noLine(), change, settings: vendorPrices }));
    expect(written(plan)).toEqual([["2026-03-17", "0", "12"]]);
  });

  it("tells that the empty line stays when it is taken back", () => {
    const plan = planLine(planLineInput({ state: noLine(), change: sale, settings: vendorPrices }));
    expect(plan.steps[0]?.undo).toMatchObject({ fromDate: "2026-03-18", staysBilledMinor: "364" });
    expect(plan.steps[0]?.undo.sentence).toBe(
      "Can be taken back from 18 March while that period is not posted; 1 day (17 March) stays billed: 3.64 GBP. The empty line stays on the contract.",
    );
  });

  it("moves to the contract's start when it is dated before, and prices the uncovered days", () => {
    const state = noLine({
      contract: { ...noLine().contract, startDate: "2026-05-01", endDate: "2027-04-30" },
    });
    const change = { ...sale, effectiveDate: "2026-04-12" };
    const plan = planLine(planLineInput({ state, change, settings: vendorPrices, today: "2026-04-12" }));
    expect(written(plan)).toEqual([["2026-05-01", "0", "12"]]);
    expect(plan.warnings[0]).toMatchObject({ code: "date_before_start", amountMinor: "7144" });
    expect(plan.warnings[0]?.sentence).toContain(
      "The contract starts on 1 May; the subscription on 12 April.",
    );
  });
});

describe("an order that lowers the quantity", () => {
  const to9 = { quantity: "9", effectiveDate: "2026-03-20" };
  const at12 = lineState({ periods: rows(["2026-01-01", "12"]) });

  it.each([
    ["psa", false, "2026-04-01", "0", []],
    ["vendor", false, "2026-04-01", "0", []],
    ["none", false, "2026-04-01", "0", []],
    ["psa", true, "2026-03-20", "-2323", []],
    ["vendor", true, "2026-04-01", "0", ["-2323"]],
    ["none", true, "2026-04-01", "0", []],
  ] as const)("%s prorates, credit %s: from %s", (proration, creditOnDecrease, date, now, credits) => {
    const settings = { proration, creditOnDecrease };
    const plan = planLine(planLineInput({ state: at12, change: to9, settings, today: "2026-03-20" }));
    expect(written(plan)).toEqual([[date, "12", "9"]]);
    expect(plan.money).toMatchObject({ currentPeriodMinor: now, recurringDeltaMinor: "-6000" });
    expect(plan.remainders.map((remainder) => remainder.amountMinor)).toEqual(credits);
  });

  it.each([
    ["2026-03-25", "2026-04-01", "2026-04-01"],
    ["2026-03-25", "2026-04-10", "2026-05-01"],
    ["2026-03-01", "2026-03-01", "2026-04-01"],
  ])("known on %s for %s counts from %s", (today, effectiveDate, date) => {
    const plan = planLine(planLineInput({ today, change: { quantity: "4", effectiveDate } }));
    expect(written(plan)).toEqual([[date, "10", "4"]]);
  });

  it("offers the first day of its own period, and takes it when chosen", () => {
    const change = { quantity: "4", effectiveDate: "2026-03-01" };
    const plan = planLine(planLineInput({ change }));
    expect(plan.offers).toMatchObject([{ date: "2026-03-01", sentence: "From 1 March" }]);
    const taken = planLine(planLineInput({ change: { ...change, decreaseFromPeriodStart: true } }));
    expect(written(taken)).toEqual([["2026-03-01", "10", "4"]]);
    expect(taken.money?.currentPeriodMinor).toBe("-12000");
  });

  it("ends a cancelled line with the period and names the last billed day", () => {
    const change = { type: "cancellation", quantity: "0", effectiveDate: "2026-03-25" } as const;
    const plan = planLine(planLineInput({ change, today: "2026-03-25" }));
    expect(written(plan)).toEqual([["2026-04-01", "10", "0"]]);
    expect([plan.type, plan.lastBilledDate]).toEqual(["cancellation", "2026-03-31"]);
    const settings = { creditOnDecrease: true, proration: "vendor" } as const;
    const credited = planLine(planLineInput({ change, settings, today: "2026-03-25" }));
    expect(credited.lastBilledDate).toBe("2026-03-24");
  });

  it("ends at one unit of price 0 where the tenant refuses zero, and not by the contract", () => {
    const change = { type: "cancellation", quantity: "0" } as const;
    const free = planLine(planLineInput({ change, settings: { zeroUnits: "one_unit_free" } }));
    expect(free.steps).toMatchObject([{ effectiveDate: "2026-04-01", quantity: "1", unitPrice: "0" }]);
    expect([free.money?.recurringDeltaMinor, codes(free)]).toEqual(["-20000", ["ended_at_price_zero"]]);
    const byContract = planLine(planLineInput({ change, settings: { zeroUnits: "end_line_or_contract" } }));
    expect(byContract.refusals[0]?.code).toBe("ending_by_contract");
    const state = lineState({ unitPrice: "0", periods: rows(["2026-01-01", "1"]) });
    const again = planLine(planLineInput({ state, change, settings: { zeroUnits: "one_unit_free" } }));
    expect(again.steps).toEqual([]);
  });

  it("writes nothing when the contract ends first, or when there is no line", () => {
    const ending = lineState({ contract: { ...lineState().contract, endDate: "2026-03-31" } });
    const plan = planLine(planLineInput({ state: ending, change: { quantity: "4" } }));
    expect([plan.steps, codes(plan)]).toEqual([[], ["contract_ends_first"]]);
    const change = { type: "cancellation", quantity: "0" } as const;
    const gone = planLine(planLineInput({ state: noLine(), change }));
    expect([gone.steps, codes(gone)]).toEqual([[], ["no_line_to_end"]]);
  });
});

describe("closed periods", () => {
  it("move an increase to the first open day and catch up what is missed", () => {
    const plan = planLine(planLineInput({ state: postedThrough("2026-03-31"), ...march10To12 }));
    expect(written(plan)).toEqual([["2026-04-01", "10", "12"]]);
    expect(plan.remainders).toMatchObject([
      { kind: "catch_up", amountMinor: "1935", text: "2 seats 17-31 March", fromDate: "2026-03-17" },
    ]);
    expect(plan.remainders[0]?.arithmetic).toEqual(["17-31 March: 2 x 20.00 x 15/31 = 19.35 GBP"]);
    expect(codes(plan)).toEqual(["date_moved_to_open_period"]);
  });

  it("catch up each closed period by itself", () => {
    const today = "2026-05-05";
    const plan = planLine(planLineInput({ state: postedThrough("2026-04-30"), today, ...march10To12 }));
    expect(written(plan)).toEqual([["2026-05-01", "10", "12"]]);
    expect(plan.money).toMatchObject({ oneTimeMinor: "5935", currentPeriodMinor: "4000" });
  });

  it.each([
    ["none", "one_time_charge", "catch_up", "4000", "4000"],
    ["psa", "skip_and_report", "missed_posted_period", "1935", "0"],
    ["vendor", "one_time_charge", "catch_up", "1935", "1935"],
  ] as const)("under %s with %s leave a %s of %s", (proration, catchUp, kind, amountMinor, oneTimeMinor) => {
    const settings = { proration, catchUp };
    const plan = planLine(planLineInput({ state: postedThrough("2026-03-31"), ...march10To12, settings }));
    expect(plan.remainders).toMatchObject([{ kind, amountMinor }]);
    expect(plan.money?.oneTimeMinor).toBe(oneTimeMinor);
  });

  it("count as closed when they were signed off here", () => {
    const plan = planLine(planLineInput({ ...march10To12, closedThroughDate: "2026-03-31" }));
    expect(written(plan)).toEqual([["2026-04-01", "10", "12"]]);
  });

  it("credit only with credit on", () => {
    const change = { quantity: "9", effectiveDate: "2026-03-20" };
    const state = postedThrough("2026-03-31");
    const off = planLine(planLineInput({ state, change }));
    const on = planLine(planLineInput({ state, change, settings: { creditOnDecrease: true } }));
    expect([written(off), off.remainders]).toEqual([[["2026-04-01", "10", "9"]], []]);
    expect(written(on)).toEqual([["2026-04-01", "10", "9"]]);
    expect(on.remainders).toMatchObject([{ kind: "credit", amountMinor: "-774" }]);
  });

  it("refuse a line without an open period, and a date that a person chose in a closed one", () => {
    const all = planLine(planLineInput({ state: postedThrough("2026-12-31"), ...march10To12 }));
    expect([all.steps, all.refusals[0]?.code]).toEqual([[], "no_open_period"]);
    const change = { effectiveDate: "2026-03-17", isDateChosen: true };
    const chosen = planLine(planLineInput({ state: postedThrough("2026-03-31"), change }));
    expect(chosen.refusals).toEqual([
      {
        code: "date_out_of_range",
        sentence: "Choose a date from 1 April to 31 December. Earlier periods are posted.",
      },
    ]);
  });
});

describe("one change per line and day", () => {
  const after17March = lineState({ periods: rows(["2026-01-01", "10"], ["2026-03-17", "11"]) });

  it("moves an increase to the next free day and states the difference", () => {
    const plan = planLine(planLineInput({ state: after17March, change: { quantity: "13" } }));
    expect(written(plan)).toEqual([["2026-03-18", "11", "13"]]);
    expect(plan.warnings).toMatchObject([{ code: "date_moved_same_day", amountMinor: "-129" }]);
    expect(plan.warnings[0]?.sentence).toBe(
      "Effective 18 March instead of 17 March, because Autotask takes one change a day: 2 x 20.00 x 1/31 = 1.29 GBP less.",
    );
  });

  it("moves a change at the next period's start to the last free day before it", () => {
    const state = lineState({ periods: rows(["2026-01-01", "10"], ["2026-04-01", "8"]) });
    const plan = planLine(planLineInput({ state, change: { quantity: "7" } }));
    expect(written(plan)).toEqual([["2026-03-31", "10", "9"]]);
    expect(plan.quantities.after).toEqual([
      { fromDate: "2026-03-31", quantity: "9" },
      { fromDate: "2026-04-01", quantity: "7" },
    ]);
    expect(plan.warnings.find((warning) => warning.code === "date_moved_same_day")?.amountMinor).toBe("-65");
  });

  it("never lets a line begin earlier for want of a day", () => {
    const state = lineState({ periods: rows(["2026-01-01", "0"], ["2026-04-01", "5"]) });
    const plan = planLine(
      planLineInput({ state, change: { quantity: "7" }, settings: { proration: "vendor" } }),
    );
    expect(written(plan)).toEqual([["2026-04-02", "5", "7"]]);
  });

  it("knows a day by our own change even where the figure shows none", () => {
    const own = ownChange({
      effectiveDate: "2026-03-17",
      quantityBefore: "10",
      quantity: "10",
      unitPrice: "20",
    });
    expect(written(planLine(planLineInput({ ownChanges: [own] })))).toEqual([["2026-03-18", "10", "12"]]);
  });

  it("needs no other day where the PSA takes many", () => {
    const plan = planLine(
      planLineInput({ state: after17March, change: { quantity: "13" }, capabilities: manyChangesADay }),
    );
    expect([written(plan), plan.warnings]).toEqual([[["2026-03-17", "11", "13"]], []]);
  });
});

function ownChange(given: Partial<OwnChange> & { effectiveDate: string }): OwnChange {
  const quantity = given.quantity ?? "4";
  return {
    wantedFromDate: "2026-03-05",
    wantedQuantity: quantity,
    quantityBefore: "10",
    quantity,
    ...given,
  };
}
