import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toInstant } from "@/lib/clock";
import { apply, choices, copyOf, DayPsa, histories, worth } from "./day-psa.fixture";
import type { PlanStep } from "./plan";
import { planLine } from "./plan-line";
import type { LineFacts, OwnChange } from "./plan-line-input";
import { lineState, manyChangesADay, noLine, planLineInput, rows } from "./plan-line-input.fixture";
import { type UndoLineInput, undoLine } from "./undo-line";

const postedAt = toInstant("2026-04-02T08:00:00Z");

/** Steps of one order, the line as it was read back after them, and the facts of the same line later. */
function confirmed(
  steps: readonly PlanStep[],
  periods: ReturnType<typeof rows>,
  later: Partial<LineFacts> = {},
): UndoLineInput {
  const {
    change: _change,
    settings: _settings,
    owners: _owners,
    ...facts
  } = planLineInput({
    state: lineState({ periods }),
    ...later,
  });
  return { ...facts, ownChanges: steps.map(asOwn), steps, readBack: periods, laterChanges: [] };
}

const asOwn = (step: PlanStep): OwnChange => ({
  effectiveDate: step.effectiveDate,
  wantedFromDate: "2026-03-17",
  wantedQuantity: step.quantity,
  quantityBefore: step.quantityBefore,
  quantity: step.quantity,
});

const sale = planLine(
  planLineInput({
    state: noLine(),
    change: { type: "sales", unitPrice: "9.4", lineBelongsTo: "nobody" },
    settings: { priceSource: "vendor" },
  }),
);
const soldRows = rows(["2026-03-17", "12"]);
const sold = (later: Partial<LineFacts> = {}) =>
  confirmed(sale.steps, soldRows, { state: lineState({ periods: soldRows, unitPrice: "9.4" }), ...later });

describe("taking a sale back", () => {
  it("goes to zero on the next free day, and one day stays billed, as the plan said beforehand", () => {
    const { plan, undoes } = undoLine(sold());
    expect(plan.steps).toMatchObject([
      {
        effectiveDate: "2026-03-18",
        quantityBefore: "12",
        quantity: "0",
        money: { currentPeriodMinor: "-5094" },
      },
    ]);
    expect(undoes).toEqual([0]);
    expect(sale.steps[0]?.undo).toMatchObject({ fromDate: "2026-03-18", staysBilledMinor: "364" });
    expect(plan.warnings).toMatchObject([{ code: "date_moved_same_day", amountMinor: "364" }]);
    expect(plan.confirmation).toBeUndefined();
  });

  it("uses the same day where the PSA takes many changes a day, and leaves nothing billed", () => {
    const { plan } = undoLine(sold({ capabilities: manyChangesADay }));
    expect(plan.steps).toMatchObject([{ effectiveDate: "2026-03-17", quantity: "0" }]);
    expect([plan.warnings, plan.money?.currentPeriodMinor]).toEqual([[], "-5458"]);
  });

  it("can be taken back in turn", () => {
    const [back] = undoLine(sold()).plan.steps;
    expect(back?.undo).toMatchObject({ class: "compensating", fromDate: "2026-03-19" });
  });
});

describe("what cannot be taken back", () => {
  it("is anything in a posted period, with the only way out", () => {
    const posted = soldRows.map((row) => (row.endDate <= "2026-03-31" ? { ...row, postedAt } : row));
    const { plan } = undoLine(sold({ state: lineState({ periods: posted }) }));
    expect([plan.steps, plan.refusals]).toEqual([
      [],
      [
        {
          code: "period_posted",
          sentence: "March is posted in Autotask. A correction in April is the only way.",
        },
      ],
    ]);
  });

  it("is a line that is gone, and a difference the line does not hold any more", () => {
    expect(undoLine(sold({ state: noLine() })).plan.refusals[0]?.code).toBe("nothing_to_undo");
    const lowered = rows(["2026-03-17", "12"], ["2026-03-25", "3"]);
    const { plan } = undoLine(sold({ state: lineState({ periods: lowered }) }));
    expect(plan.refusals[0]?.code).toBe("below_zero");
  });

  it("is a line whose quantity was not read", () => {
    expect(undoLine(sold({ state: lineState({ periods: [] }) })).plan.refusals[0]?.code).toBe(
      "state_not_read",
    );
  });

  it("is a change on the last day of a contract", () => {
    const contract = { ...lineState().contract, endDate: "2026-03-17" };
    const state = lineState({
      contract,
      periods: [{ startDate: "2026-03-17", endDate: "2026-03-17", quantity: "12" }],
    });
    expect(undoLine(sold({ state })).plan.refusals[0]?.code).toBe("no_open_period");
  });
});

describe("a line that somebody changed since", () => {
  it("asks before it takes the difference back from what stands now", () => {
    const touched = rows(["2026-03-17", "12"], ["2026-03-20", "15"]);
    const { plan } = undoLine(sold({ state: lineState({ periods: touched, unitPrice: "9.4" }) }));
    expect(plan.confirmation).toBe(
      "Somebody changed this line in Autotask since: 15 from 20 March, where we left 12. Take our change back all the same?",
    );
    expect(plan.quantities.after).toEqual([
      { fromDate: "2026-03-18", quantity: "0" },
      { fromDate: "2026-03-20", quantity: "3" },
    ]);
  });

  it("asks without a reading of its own when the steps' own days differ", () => {
    const touched = lineState({ periods: rows(["2026-03-17", "13"]), unitPrice: "9.4" });
    const { plan } = undoLine({ ...sold({ state: touched }), readBack: undefined });
    expect(plan.confirmation).toContain("13 from 17 March, where we left 12");
    expect(undoLine({ ...sold(), readBack: undefined }).plan.confirmation).toBeUndefined();
  });

  it("asks about a price, too", () => {
    const { plan } = undoLine(sold({ state: lineState({ periods: soldRows, unitPrice: "8.75" }) }));
    expect(plan.confirmation).toContain("price 8.75, where we left 9.40");
  });

  it("does not ask when the change since was ours", () => {
    const later: OwnChange = {
      effectiveDate: "2026-03-20",
      wantedFromDate: "2026-03-20",
      wantedQuantity: "15",
      quantityBefore: "12",
      quantity: "15",
    };
    const periods = rows(["2026-03-17", "12"], ["2026-03-20", "15"]);
    const before = sold({ state: lineState({ periods, unitPrice: "9.4" }) });
    const { plan } = undoLine({
      ...before,
      ownChanges: [...before.ownChanges, later],
      laterChanges: [later],
    });
    expect([plan.confirmation, plan.steps[0]?.quantity]).toEqual([undefined, "0"]);
  });
});

describe("taking several steps back", () => {
  const raised = planLine(
    planLineInput({ change: { quantity: "12", unitPrice: "22" }, settings: { priceSource: "vendor" } }),
  );
  const periods = rows(["2026-01-01", "10"], ["2026-03-17", "12"]);

  it("gives each an inverse of its own, named by the step it takes back", () => {
    const { plan, undoes } = undoLine(confirmed(raised.steps, periods));
    const inverse = plan.steps.map((step) => [step.kind, step.effectiveDate, step.quantity, step.unitPrice]);
    expect(undoes.map((index) => raised.steps[index]?.kind)).toEqual(plan.steps.map((step) => step.kind));
    expect(new Set(inverse.map((step) => step.join(" ")))).toEqual(
      new Set(["set_line_price 2026-04-02 12 20", "set_line_quantity 2026-03-18 10 "]),
    );
  });

  it("leaves a price alone that a later change of ours has set anew", () => {
    const before = confirmed(raised.steps, periods);
    const later: OwnChange = {
      ...asOwn(raised.steps[1] as PlanStep),
      effectiveDate: "2026-05-01",
      unitPrice: "23",
    };
    const { plan } = undoLine({
      ...before,
      laterChanges: [later],
      ownChanges: [...before.ownChanges, later],
    });
    expect(plan.steps.map((step) => step.kind)).toEqual(["set_line_quantity"]);
  });
});

describe("any plan that is taken back right after it was applied", () => {
  it("keeps the promise of its undo notes: the days, and what stays billed (300 histories, seeded)", () => {
    fc.assert(
      fc.property(histories, fc.boolean(), choices, (orders, oneChangePerDay, proration) => {
        const psa = new DayPsa(10, oneChangePerDay);
        const last = orders.at(-1);
        if (last === undefined) return;
        for (const order of orders.slice(0, -1)) apply(psa, order, { proration });
        const before = copyOf(psa);
        const { steps } = apply(psa, last, { proration });
        if (steps.length === 0) return;
        const {
          change: _change,
          settings: _settings,
          owners: _owners,
          ...facts
        } = planLineInput({
          state: lineState({ periods: psa.rows() }),
          ...(!oneChangePerDay && { capabilities: manyChangesADay }),
          ownChanges: psa.own,
          today: last.today,
        });
        const { plan, undoes } = undoLine({ ...facts, steps, readBack: psa.rows(), laterChanges: [] });
        const promised = undoes.map((index) => steps[index]?.undo.fromDate);
        expect(plan.steps.map((step) => step.effectiveDate)).toEqual(promised);
        expect(plan.confirmation).toBeUndefined();
        for (const step of plan.steps) psa.send(step, last);
        expect(psa.units.at(-1)).toBe(before.units.at(-1));
        if (steps.length === 1) {
          expect(String(worth(before, psa, "2026-12-31"))).toBe(steps[0]?.undo.staysBilledMinor);
        }
      }),
      { seed: 20260317, numRuns: 300 },
    );
  });
});
