import { describe, expect, it } from "vitest";
import { toInstant } from "@/lib/clock";
import { planLine } from "./plan-line";
import type { PlanLineInput } from "./plan-line-input";
import { lineState, noLine, planLineInput, rows } from "./plan-line-input.fixture";

const contract = (given: Partial<PlanLineInput["state"]["contract"]>) =>
  lineState({ contract: { ...lineState().contract, ...given } });
const refusals = (given: Parameters<typeof planLineInput>[0]) => planLine(planLineInput(given)).refusals;
const warnings = (given: Parameters<typeof planLineInput>[0]) =>
  planLine(planLineInput(given)).warnings.map((warning) => warning.code);

describe("nothing is planned", () => {
  it.each([
    [
      "in another currency",
      { currency: "EUR" },
      "currency_differs",
      "The order is in EUR, the contract in GBP. Amounts are never converted; choose a contract in EUR or change the company's currency in Autotask.",
    ],
    [
      "in another cycle",
      { state: contract({ cycle: "quarterly" }) },
      "cycle_differs",
      "This subscription is billed monthly; 'Cloud services' is billed quarterly. Choose a contract that is billed monthly, or create one.",
    ],
    [
      "after the contract",
      { change: { effectiveDate: "2027-02-01" } },
      "after_contract_end",
      "1 February 2027 is outside contract 1 January to 31 December. Choose a date inside, or extend 'Cloud services'.",
    ],
    [
      "with decimals",
      { change: { quantity: "12.5" } },
      "decimals_not_allowed",
      "Autotask takes whole numbers only; 12.5 cannot be written. Set a rounding on the mapping.",
    ],
    [
      "below nothing",
      { change: { quantity: "-1" } },
      "negative_quantity",
      "A quantity of -1 cannot be billed.",
    ],
    [
      "in a bundle",
      { state: lineState({ isInBundle: true }) },
      "in_bundle",
      "This service is part of a bundle. Only services attached directly to the contract can be synced. Attach it directly, or exclude it.",
    ],
    [
      "from an empty reading",
      { state: lineState({ periods: [] }) },
      "state_not_read",
      "Autotask gave no quantity for the line 'Office Suite Standard'. Check again; nothing was planned.",
    ],
    [
      "for days before the reading",
      {
        state: lineState({ periods: rows(["2026-03-01", "10"]) }),
        readFromDate: "2026-03-01",
        change: { effectiveDate: "2026-02-10" },
      },
      "state_not_read",
      "The line's quantity on 10 February was not read from Autotask. Check again; nothing was planned.",
    ],
  ] as const)("%s", (_case, given, code, sentence) => {
    expect(refusals(given as Parameters<typeof planLineInput>[0])).toEqual([{ code, sentence }]);
  });

  it("not for want of rows where our own change begins the line after the days that were read", () => {
    const begin = { effectiveDate: "2026-06-10", wantedFromDate: "2026-06-10", wantedQuantity: "5" };
    const own = { ...begin, quantityBefore: "0", quantity: "5" };
    const plan = planLine(
      planLineInput({ state: lineState({ periods: [] }), readFromDate: "2026-03-01", ownChanges: [own] }),
    );
    expect(plan.refusals).toEqual([]);
    expect(plan.steps.map((step) => [step.effectiveDate, step.quantityBefore, step.quantity])).toEqual([
      ["2026-03-17", "0", "12"],
      ["2026-06-11", "17", "5"],
    ]);
  });

  it("on a contract of another kind that is not active either: both reasons are told", () => {
    const codes = refusals({ state: contract({ isRecurring: false, isActive: false, cycle: undefined }) });
    expect(codes.map((refusal) => refusal.code)).toEqual([
      "contract_kind",
      "contract_inactive",
      "cycle_unknown",
    ]);
  });
});

describe("content wins over what an order calls itself", () => {
  it("makes a change of nothing a sale, a sale of our line a change, a change to zero a cancellation", () => {
    const types = [
      planLineInput({ state: noLine(), change: { type: "change", lineBelongsTo: "nobody", unitPrice: "9" } }),
      planLineInput({ change: { type: "sales" } }),
      planLineInput({ change: { type: "change", quantity: "0" } }),
    ].map((input) => planLine(input));
    expect(types.map((plan) => plan.type)).toEqual(["sales", "change", "cancellation"]);
    expect(types.every((plan) => plan.warnings.some((warning) => warning.code === "type_corrected"))).toBe(
      true,
    );
  });
});

describe("what a person did in the PSA", () => {
  it("is named when the quantity is not the one last written", () => {
    const state = lineState({ periods: rows(["2026-01-01", "22"]) });
    const given = { state, change: { quantity: "25" }, lastWritten: { quantity: "25" } };
    expect(warnings(given)).toEqual(["quantity_changed_in_psa"]);
  });

  it("is named when it was meant for a later day and this plan replaces it", () => {
    const state = lineState({ periods: rows(["2026-01-01", "10"], ["2026-04-20", "11"]) });
    expect(warnings({ state })).toEqual(["future_change_replaced", "date_moved_same_day"]);
  });

  it("leaves a quantity that belongs to the PSA unwritten", () => {
    const owners = { quantity: "psa", price: "portal", cost: "portal" } as const;
    const plan = planLine(planLineInput({ owners }));
    expect([plan.steps, plan.warnings.map((warning) => warning.code)]).toEqual([
      [],
      ["quantity_owned_by_psa"],
    ]);
  });
});

describe("usage", () => {
  const figure = (quantity: string) => ({ type: "billing", quantity, effectiveDate: "2026-03-17" }) as const;

  it.each([
    ["12", "2026-03-01"],
    ["7", "2026-03-01"],
  ])("writes %s for its period from the period's first day, up and down alike", (quantity, date) => {
    const plan = planLine(planLineInput({ change: figure(quantity) }));
    expect(plan.steps).toMatchObject([{ effectiveDate: date, quantity }]);
  });

  it("takes the next free day for a second figure, or today when it follows usage", () => {
    const own = {
      effectiveDate: "2026-03-01",
      wantedFromDate: "2026-03-01",
      wantedQuantity: "10",
      quantityBefore: "8",
      quantity: "10",
    };
    const period = planLine(planLineInput({ change: figure("12"), ownChanges: [own] }));
    const follow = planLine(
      planLineInput({ change: { ...figure("12"), usageDates: "follow" }, ownChanges: [own] }),
    );
    expect([period, follow].map((plan) => plan.steps[0]?.effectiveDate)).toEqual([
      "2026-03-02",
      "2026-03-17",
    ]);
  });

  it("reports a figure for a closed period with its amount and writes nothing", () => {
    const postedAt = toInstant("2026-04-02T08:00:00Z");
    const periods = rows(["2026-01-01", "10"]).map((row) =>
      row.endDate <= "2026-03-31" ? { ...row, postedAt } : row,
    );
    const plan = planLine(
      planLineInput({ state: lineState({ periods }), change: figure("12"), today: "2026-04-05" }),
    );
    expect(plan.steps).toEqual([]);
    expect(plan.remainders).toMatchObject([{ kind: "missed_posted_period", amountMinor: "4000" }]);
    expect(plan.money?.oneTimeMinor).toBe("0");
  });
});

describe("fees", () => {
  it("are added up apart from the recurring amount and recorded as left to do", () => {
    const fees = [
      { kind: "setup", quantity: "1", unitPrice: "45", unitCost: "20" },
      { kind: "upgrade", quantity: "2", unitPrice: "5", text: "Upgrade of 2 seats" },
    ];
    const plan = planLine(planLineInput({ change: { fees } }));
    expect(plan.remainders).toMatchObject([
      { kind: "fee", feeKind: "setup", amountMinor: "4500", costMinor: "2000" },
      { kind: "fee", feeKind: "upgrade", amountMinor: "1000", text: "Upgrade of 2 seats" },
    ]);
    expect(plan.money).toMatchObject({ oneTimeMinor: "5500", recurringDeltaMinor: "4000" });
    expect(plan.remainders[1]?.sentence).toBe(
      "One-time amount, recorded and not sent: Upgrade of 2 seats, 10.00 GBP. Enter it in Autotask by hand.",
    );
  });
});

it("gives plain JSON, the same each time", () => {
  const plan = planLine(planLineInput());
  expect(JSON.parse(JSON.stringify(plan))).toEqual(plan);
  expect(planLine(planLineInput())).toEqual(plan);
});
