import { describe, expect, it } from "vitest";
import type { LinePlan } from "./plan";
import { planLine } from "./plan-line";
import type { OwnChange } from "./plan-line-input";
import { lineState, manyChangesADay, planLineInput, rows } from "./plan-line-input.fixture";

const vendor = { priceSource: "vendor", pushCost: true } as const;
const written = (plan: LinePlan) =>
  plan.steps.map((step) => [step.kind, step.effectiveDate, step.quantity, step.unitPrice, step.unitCost]);
const codes = (plan: LinePlan) => plan.warnings.map((warning) => warning.code);
const lastWritten = { quantity: "10", unitPrice: "20", unitCost: "14" };
const same = { quantity: "10", unitPrice: "22" };

const comingPrice: OwnChange = {
  effectiveDate: "2026-04-01",
  wantedFromDate: "2026-03-05",
  wantedQuantity: "10",
  quantityBefore: "10",
  quantity: "10",
  unitPriceBefore: "20",
  unitPrice: "22",
};

describe("a price that differs", () => {
  it("counts from the next period, or from the current one by setting", () => {
    const next = planLine(planLineInput({ change: same, settings: vendor, lastWritten }));
    expect(written(next)).toEqual([["set_line_price", "2026-04-01", "10", "22", undefined]]);
    expect(next).toMatchObject({ direction: "same", sentence: "10 seats, price 22.00 GBP from 1 April" });
    expect(next.money).toMatchObject({
      currentPeriodMinor: "0",
      recurringDeltaMinor: "2000",
      exactness: "exact",
    });
    const current = planLine(
      planLineInput({
        change: same,
        settings: { ...vendor, priceChangesStart: "current_period" },
        lastWritten,
      }),
    );
    expect(written(current)[0]?.[1]).toBe("2026-03-01");
    expect(current.money?.currentPeriodMinor).toBe("2000");
  });

  it("goes with a decrease of the same day in one write", () => {
    const change = { quantity: "9", unitPrice: "22", unitCost: "15" };
    const state = lineState({ unitCost: "14" });
    const plan = planLine(planLineInput({ state, change, settings: vendor, lastWritten }));
    expect(written(plan)).toEqual([["set_line_quantity", "2026-04-01", "9", "22", "15"]]);
    expect(plan.money?.recurringDeltaMinor).toBe("-200");
  });

  it("is not written where prices come from the PSA or belong to it", () => {
    const bySetting = planLine(planLineInput({ change: same, lastWritten }));
    const owners = { quantity: "portal", price: "psa", cost: "portal" } as const;
    const byOwner = planLine(planLineInput({ change: same, settings: vendor, owners, lastWritten }));
    expect([bySetting.steps, byOwner.steps]).toEqual([[], []]);
  });

  it("survives when a person set it in the PSA since our last write", () => {
    const state = lineState({ unitPrice: "8.75" });
    const change = { quantity: "12", unitPrice: "9.4" };
    const plan = planLine(
      planLineInput({ state, change, settings: vendor, lastWritten: { unitPrice: "9.4" } }),
    );
    expect(written(plan)).toEqual([["set_line_quantity", "2026-03-17", "12", undefined, undefined]]);
    expect(codes(plan)).toEqual(["price_changed_in_psa"]);
  });

  it("is no hand edit while our own change is still to come, whichever of the two the PSA tells", () => {
    for (const unitPrice of ["20", "22"]) {
      const state = lineState({ unitPrice });
      const own = { ownChanges: [comingPrice], lastWritten: { ...lastWritten, unitPrice: "22" } };
      const plan = planLine(planLineInput({ state, change: same, settings: vendor, ...own }));
      expect([plan.steps, plan.warnings]).toEqual([[], []]);
    }
  });

  it("waits for the day after a coming price of ours that it replaces", () => {
    const change = { quantity: "10", unitPrice: "21" };
    const own = { ownChanges: [comingPrice], lastWritten: { unitPrice: "22" } };
    const plan = planLine(planLineInput({ change, settings: vendor, ...own }));
    expect(written(plan)).toEqual([["set_line_price", "2026-04-02", "10", "21", undefined]]);
    expect(plan.warnings).toMatchObject([{ code: "date_moved_same_day", amountMinor: "33" }]);
  });

  it("is not the one in force while the PSA tells the last of several to come", () => {
    const last: OwnChange = {
      ...comingPrice,
      effectiveDate: "2026-05-01",
      wantedFromDate: "2026-04-10",
      unitPriceBefore: "22",
      unitPrice: "24",
    };
    const state = lineState({ unitPrice: "24" });
    const plan = planLine(planLineInput({ state, ownChanges: [comingPrice, last] }));
    expect(plan.money?.currentPeriodMinor).toBe("1935");
    const many = { capabilities: manyChangesADay, lastWritten: { unitPrice: "24" }, settings: vendor };
    const made: OwnChange = { ...comingPrice, effectiveDate: "2026-03-01", unitPrice: "21" };
    const newer = planLine(
      planLineInput({ state, ...many, ownChanges: [comingPrice, last, made], change: same }),
    );
    expect(newer.unitPrices?.before).toBe("21");
  });

  it("is no hand edit while a new line of ours still shows the catalog's", () => {
    const begin: OwnChange = {
      ...comingPrice,
      quantityBefore: "0",
      unitPriceBefore: undefined,
      unitPrice: "10",
    };
    const periods = rows(["2026-04-01", "10"]);
    const input = { state: lineState({ periods }), ownChanges: [begin], lastWritten: { unitPrice: "10" } };
    const change = { quantity: "10", unitPrice: "22", effectiveDate: "2026-04-10" };
    const plan = planLine(
      planLineInput({ ...input, change, settings: vendor, catalog: { unitPrice: "20" } }),
    );
    expect([written(plan), codes(plan)]).toEqual([
      [["set_line_price", "2026-05-01", "10", "22", undefined]],
      [],
    ]);
  });

  it("is ours on its first day, though the PSA's clock may be a day behind", () => {
    const begun = { ...comingPrice, effectiveDate: "2026-03-17" };
    const plan = planLine(
      planLineInput({
        ownChanges: [begun],
        lastWritten: { unitPrice: "22" },
        change: { quantity: "10", unitPrice: "20" },
        settings: vendor,
      }),
    );
    expect(written(plan)).toEqual([["set_line_price", "2026-04-01", "10", "20", undefined]]);
  });

  it("is not written for days before the line begins", () => {
    const state = lineState({ periods: rows(["2026-03-10", "10"]) });
    const settings = { ...vendor, priceChangesStart: "current_period" } as const;
    const plan = planLine(planLineInput({ state, change: same, settings, lastWritten }));
    // The line's first day has its change, which began it.
    expect(written(plan)).toEqual([["set_line_price", "2026-03-11", "10", "22", undefined]]);
  });

  it("counts on its own days when a late order reaches back behind it", () => {
    const own = { ...comingPrice, effectiveDate: "2026-04-01" };
    const change = { quantity: "12", effectiveDate: "2026-03-17" };
    const state = lineState({ unitPrice: "22" });
    const plan = planLine(planLineInput({ state, today: "2026-04-05", ownChanges: [own], change }));
    // 2 x 20.00 x 15/31 for March, 2 x 22.00 for April.
    expect(plan.money?.currentPeriodMinor).toBe("6335");
  });

  it("is not undercut by one of a late order that stands before it in the PSA", () => {
    const begun = { ...comingPrice, effectiveDate: "2026-03-01", wantedFromDate: "2026-02-20" };
    const change = { quantity: "10", unitPrice: "21", effectiveDate: "2026-01-10" };
    const state = lineState({ unitPrice: "22" });
    const own = { ownChanges: [begun], lastWritten: { unitPrice: "22" } };
    const plan = planLine(planLineInput({ state, change, settings: vendor, ...own }));
    expect(written(plan)).toEqual([["set_line_price", "2026-03-02", "10", "21", undefined]]);
  });

  it("is looked at by a person when the line's price was never ours", () => {
    const plan = planLine(planLineInput({ change: { ...same, lineBelongsTo: "nobody" }, settings: vendor }));
    expect([plan.steps.length, codes(plan)]).toEqual([1, ["price_of_adopted_line"]]);
  });

  it("is rounded to four places and says so", () => {
    const change = { quantity: "10", unitPrice: "9.46666" };
    const plan = planLine(planLineInput({ change, settings: vendor, lastWritten }));
    expect([plan.steps[0]?.unitPrice, codes(plan)]).toEqual(["9.4667", ["price_rounded"]]);
  });

  it("starts with the units when a line begins again from nothing", () => {
    const state = lineState({ periods: rows(["2026-01-01", "10"], ["2026-03-01", "0"]) });
    const change = { quantity: "5", unitPrice: "22" };
    const plan = planLine(planLineInput({ state, change, settings: vendor, lastWritten }));
    expect(written(plan)).toEqual([["set_line_quantity", "2026-03-17", "5", "22", undefined]]);
    expect(plan.money?.currentPeriodMinor).toBe("5323");
  });
});

describe("a cost that differs", () => {
  const state = lineState({ unitCost: "14" });

  it("is pushed from the next period without a price", () => {
    const change = { quantity: "10", unitCost: "15" };
    const plan = planLine(planLineInput({ state, change, settings: { pushCost: true }, lastWritten }));
    expect(written(plan)).toEqual([["set_line_price", "2026-04-01", "10", undefined, "15"]]);
    expect([plan.sentence, plan.money?.recurringDeltaMinor]).toEqual(["10 seats, cost only", "0"]);
  });

  it("stays when it is not to be pushed, or is not the one last written", () => {
    const change = { quantity: "10", unitCost: "15" };
    const off = planLine(planLineInput({ state, change, lastWritten }));
    const edited = planLine(
      planLineInput({ state, change, settings: { pushCost: true }, lastWritten: { unitCost: "13" } }),
    );
    expect([off.steps, edited.steps, codes(edited)]).toEqual([[], [], ["cost_changed_in_psa"]]);
  });
});
