import { describe, expect, it } from "vitest";
import { storeLineState } from "@/lib/psa/line-state-json";
import { contractRecurring, contractRecurringOf } from "./contract-recurring";
import { lineDetail } from "./line-detail";
import { lineView } from "./line-view";
import { planCsv } from "./plan-csv";
import { planLine } from "./plan-line";
import { lineState, noLine, planLineInput } from "./plan-line-input.fixture";
import type { PlanLineRow } from "./store";
import type { StoredLine } from "./stored-line";

function stored(plan: StoredLine["plan"], more: Partial<StoredLine> = {}): StoredLine {
  return {
    plan,
    before: storeLineState(lineState()),
    window: { fromDate: "2026-03-01", toDate: "2026-04-30" },
    subject: {
      customerName: 'Calder "North", Ltd',
      productName: "Office Suite",
      contractName: "=cmd()",
      psaCompanyName: "Calder",
      orders: ["1000311"],
      unit: "seat",
    },
    currency: "GBP",
    ...more,
  };
}

const plans = {
  up: planLine(planLineInput({ change: { quantity: "12" } })),
  down: planLine(planLineInput({ change: { quantity: "6" } })),
  same: planLine(planLineInput({ change: { quantity: "10" } })),
  end: planLine(planLineInput({ change: { quantity: "0", type: "cancellation" } })),
  sale: planLine(
    planLineInput({ state: noLine(), change: { type: "sales", quantity: "3", lineBelongsTo: "nobody" } }),
  ),
  refused: planLine(planLineInput({ change: { quantity: "-1" } })),
};

describe("the word for a line", () => {
  it("follows from what is written, not from what the order calls itself", () => {
    expect(Object.values(plans).map(lineDetail)).toEqual([
      "upgrade",
      "downgrade",
      "unchanged",
      "ends",
      "new_sale",
      "not_possible",
    ]);
  });
});

describe("the recurring amount of a contract", () => {
  it("adds the lines that stay to those that are planned", () => {
    const others = [{ quantity: "12", unitPrice: "9.40" }];
    expect(contractRecurring([stored(plans.up)], others)).toMatchObject({
      recurringNowMinor: "31280",
      recurringAfterMinor: "35280",
    });
    expect(contractRecurringOf(others, "GBP")).toBe("11280");
  });

  it("is not told where a price is missing, unless nothing is billed at it", () => {
    const unknown = [{ quantity: "1", unitPrice: null }];
    expect(contractRecurring([stored(plans.up)], unknown)).toEqual({ currency: "GBP" });
    const none = [{ quantity: "0", unitPrice: null }];
    expect(contractRecurring([stored(plans.up)], none)).toMatchObject({ recurringNowMinor: "20000" });
  });
});

describe("a plan as CSV", () => {
  it("quotes what must be quoted and lets no text become a formula", () => {
    const row = { id: "1", position: 0, customerId: null, state: "planned", note: null } as PlanLineRow;
    const [head, line] = planCsv([lineView({ ...row, line: stored(plans.down) }, [])]).split("\r\n");
    expect(head).toContain("customer,company,contract");
    expect(line).toContain(`"Calder ""North"", Ltd",Calder,'=cmd(),700`);
    expect(line).toContain(",downgrade,");
    expect(line).toContain(",-80,");
  });
});
