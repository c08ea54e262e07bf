import { describe, expect, it } from "vitest";
import type { ExampleLine } from "./example-line";
import { type ExampleStage, settingExamples } from "./setting-examples";
import { billingSettings } from "./settings";

const line: ExampleLine = {
  customer: "Calder LLC",
  product: "Office Suite Standard",
  unit: "seat",
  quantity: "10",
  unitPrice: "9.4",
  vendorPrice: "11",
  vendorCost: "7.1",
  currency: "GBP",
  schedule: { anchorDate: "2026-01-01", cycle: "monthly" },
};
const stage = (change: Partial<ExampleStage> = {}): ExampleStage => ({
  line,
  words: { psa: "Autotask", vendor: "Larkspur Cloud" },
  settings: billingSettings({}),
  today: "2026-03-17",
  canSeeCost: true,
  ...change,
});
const of = (setting: string, change: Partial<ExampleStage> = {}) => settingExamples(stage(change))[setting];

describe("worked examples", () => {
  it("reckon 2 more seats as plans do: 15 of 31 days, a one-time amount, or the whole period", () => {
    expect(of("proration")).toEqual({
      psa: "2 seats more on 17 March: 12 seats from 17 March. Autotask bills 9.10 GBP for 17-31 March.",
      vendor:
        "2 seats more on 17 March: 12 seats from 1 April, and 9.10 GBP once for 17-31 March; the plan shows it, and it goes to Autotask as a charge.",
      none: "2 seats more on 17 March: 12 seats from 1 March, the whole period: 18.80 GBP.",
    });
  });

  it("tell of credit as the choice of proration has it", () => {
    const settings = (proration: "psa" | "vendor" | "none") => ({
      settings: billingSettings({ proration }),
    });
    expect(of("creditOnDecrease", settings("psa"))?.true).toContain("Autotask credits 9.10 GBP");
    expect(of("creditOnDecrease", settings("vendor"))?.true).toContain("9.10 GBP given back once");
    expect(of("creditOnDecrease", settings("none"))?.true).toContain("because proration is off");
    expect(of("creditOnDecrease")?.false).toContain("8 seats from 1 April. Nothing is given back");
  });

  it("say what a posted period, a late order, a price and an ending come to", () => {
    expect(of("catchUp")?.skip_and_report).toContain("9.10 GBP for 17-31 March is not billed");
    expect(of("lateOrders")).toEqual({
      true_date:
        "2 seats more, ordered on 19 February and known today: 12 seats from 19 February, with 6.71 GBP for 19-28 February.",
      start_of_current_period:
        "2 seats more, ordered on 19 February and known today: 12 seats from 1 March. 6.71 GBP for 19-28 February is not billed.",
    });
    expect(of("priceSource")?.vendor).toContain("11.00 GBP, Larkspur Cloud's price");
    expect(of("priceChangesStart")).toEqual({
      next_period: "A new price of 10.34 GBP on 17 March counts from 1 April; March stays at 94.00 GBP.",
      current_period:
        "A new price of 10.34 GBP on 17 March counts from 1 March; March comes to 103.40 GBP instead of 94.00 GBP.",
    });
    expect(of("zeroUnits")?.one_unit_free).toContain("1 seat at 0.00 GBP from 1 April");
  });

  it("differ on the first day of a period too, by taking a day in its middle", () => {
    const sentences = Object.values(of("proration", { today: "2026-03-01" }) ?? {});
    expect(new Set(sentences).size).toBe(3);
    expect(sentences[0]).toContain("on 16 March");
  });

  it("name no cost to somebody who may not see it", () => {
    expect(of("pushCost")?.true).toContain("7.10 GBP");
    expect(JSON.stringify(settingExamples(stage({ canSeeCost: false })))).not.toContain("7.10");
  });

  it("have a sentence for a contract that ends before the next period", () => {
    const ending = { ...line, schedule: { ...line.schedule, endDate: "2026-03-31" } };
    for (const sentences of Object.values(settingExamples(stage({ line: ending }))))
      for (const sentence of Object.values(sentences)) expect(sentence).toMatch(/\.$/);
  });
});
