import { describe, expect, it } from "vitest";
import { toInstant } from "@/lib/clock";
import type { ChargeTerms } from "@/lib/psa/records";
import { planLine } from "./plan-line";
import { lineState, planLineInput, rows } from "./plan-line-input.fixture";

const charges: ChargeTerms = { psaBillingCodeId: "7", canRemove: true };
const setup = { kind: "setup", quantity: "2", unitPrice: "45", unitCost: "20", source: "fee order-line 0" };

const planned = (given: Parameters<typeof planLineInput>[0]) =>
  planLine(planLineInput({ charges, ...given })).remainders;

const postedThrough = (date: string) => {
  const postedAt = toInstant("2026-04-02T08:00:00Z");
  const periods = rows(["2026-01-01", "10"]).map((row) => (row.endDate <= date ? { ...row, postedAt } : row));
  return lineState({ periods, unitCost: "15" });
};

describe("a one-time amount as a charge", () => {
  it("carries amount, cost, text, orders and billing code", () => {
    const [remainder] = planned({ state: postedThrough("2026-03-31") });
    expect(remainder?.charge).toMatchObject({
      kind: "add_charge",
      date: "2026-04-01",
      name: "2 seats 17-31 March",
      description: "Office Suite Standard, 1000311 (SO000311)",
      quantity: "1",
      unitPrice: "19.35",
      unitCost: "14.52",
      psaBillingCodeId: "7",
    });
  });

  it("of a fee keeps its quantity, price and name, on the day of the change", () => {
    const [remainder] = planned({ change: { fees: [setup] } });
    expect(remainder?.charge).toMatchObject({
      date: "2026-03-17",
      quantity: "2",
      unitPrice: "45",
      unitCost: "20",
      source: "fee order-line 0",
    });
  });

  it.each([
    ["on its own day where that is open", "2026-03-20", "2026-03-20"],
    ["on the first open day where it is not", "2026-02-20", "2026-03-01"],
    ["on the contract's last day where it is later", "2027-02-01", "2026-12-31"],
  ])("of a fee is dated %s", (_what, date, expected) => {
    const state = postedThrough("2026-02-28");
    const [remainder] = planned({ state, change: { fees: [{ ...setup, date }] } });
    expect(remainder?.charge?.date).toBe(expected);
  });

  it.each<[string, Parameters<typeof planLineInput>[0], string]>([
    [
      "while the PSA takes none, with the reason",
      { charges: { obstacle: "The API user may not." }, change: { fees: [setup] } },
      "Enter it in Autotask by hand. The API user may not.",
    ],
    [
      "while nobody has asked the PSA",
      { charges: undefined, change: { fees: [setup] } },
      "90.00 GBP. Enter it in Autotask by hand.",
    ],
    [
      "without a known price",
      { state: lineState({ ...postedThrough("2026-03-31"), unitPrice: undefined }) },
      "Its price is not known.",
    ],
    ["worth nothing", { change: { fees: [{ ...setup, unitPrice: "0" }] } }, "no charge is made."],
  ])("is none %s", (_what, given, ending) => {
    const [remainder] = planned(given);
    expect(remainder?.charge).toBeUndefined();
    expect(remainder?.sentence.endsWith(ending)).toBe(true);
  });

  it("is none for what is only reported", () => {
    const settings = { catchUp: "skip_and_report" } as const;
    const [remainder] = planned({ state: postedThrough("2026-03-31"), settings });
    expect(remainder).toMatchObject({ kind: "missed_posted_period", amountMinor: "1935" });
    expect(remainder?.charge).toBeUndefined();
  });

  it("is taken back by its opposite where charges may not be deleted", () => {
    const [kept] = planned({ charges: { ...charges, canRemove: false }, change: { fees: [setup] } });
    const [deleted] = planned({ change: { fees: [setup] } });
    expect([kept?.charge?.undo.class, deleted?.charge?.undo.class]).toEqual(["compensating", "full"]);
  });
});
