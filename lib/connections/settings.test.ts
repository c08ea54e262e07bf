import { describe, expect, it } from "vitest";
import { missingNamedObjects } from "./named-objects";
import {
  billingSettings,
  changeSettings,
  resolveAll,
  resolveSetting,
  settingsChangeSchema,
} from "./settings";

describe("a setting's value", () => {
  it.each([
    ["the deployment's default while nobody chose", {}, "psa", "deployment"],
    ["the connection's choice", { connection: { proration: "none" } }, "none", "connection"],
    [
      "the customer's before the connection's",
      { connection: { proration: "none" }, customer: { proration: "vendor" } },
      "vendor",
      "customer",
    ],
    [
      "the task's before all",
      { task: { proration: "psa" }, customer: { proration: "vendor" } },
      "psa",
      "task",
    ],
    [
      "not a stored value that is no longer one",
      { connection: { proration: "by_moon" } },
      "psa",
      "deployment",
    ],
    ["not read out of nonsense", { connection: "x", customer: null }, "psa", "deployment"],
  ])("is %s", (_what, layers, value, from) => {
    expect(resolveSetting("proration", layers)).toEqual({ value, from });
  });

  it("false counts as chosen", () => {
    expect(resolveSetting("pushCost", { connection: { pushCost: false } })).toEqual({
      value: false,
      from: "connection",
    });
  });

  it("is known for every setting, with the delivered defaults", () => {
    const all = Object.fromEntries(Object.entries(resolveAll({})).map(([name, { value }]) => [name, value]));
    expect(all).toMatchObject({
      billing: true,
      priceSource: "psa",
      pushCost: true,
      proration: "psa",
      creditOnDecrease: false,
      catchUp: "one_time_charge",
      lateOrders: "true_date",
      priceChangesStart: "next_period",
      nextPeriodChanges: "at_once",
      heldDaysBefore: 2,
      manyProductsToOne: "off",
      invoiceText: "leave_alone",
      zeroUnits: "set_to_zero",
      automationLevel: "ask",
      checkChanges: "off",
      checkChangesAt: "02:00",
    });
  });

  it("goes into a line's plan with the nearer levels over the connection's", () => {
    const settings = billingSettings(
      { zeroUnits: "one_unit_free", pushCost: false },
      { customer: { pushCost: true } },
    );
    expect(settings).toMatchObject({ zeroUnits: "one_unit_free", pushCost: true, proration: "psa" });
  });
});

describe("a change of settings", () => {
  it("keeps what it does not name and takes back what it sets to null", () => {
    const stored = { proration: "none", pushCost: false };
    expect(changeSettings(stored, { proration: null, catchUp: "skip_and_report" })).toEqual({
      pushCost: false,
      catchUp: "skip_and_report",
    });
  });

  it.each([
    [{ proration: "sometimes" }],
    [{ unknownSetting: 1 }],
    [{ heldDaysBefore: 99 }],
    [{ checkChangesAt: "25:00" }],
  ])("%j is refused", (change) => {
    expect(settingsChangeSchema.safeParse(change).success).toBe(false);
  });

  it("that names a company type which no company has is refused by name, once types are known", () => {
    const known = new Set(["Customer", "Client"]);
    expect(missingNamedObjects({ alsoCompanyTypes: ["Client", "Kunde"] }, "Autotask", known)).toEqual([
      {
        field: "settings.alsoCompanyTypes",
        code: "unknown_reference",
        message: "Company type 'Kunde' does not exist in Autotask. Choose one of: Customer, Client.",
      },
    ]);
    expect(missingNamedObjects({ alsoCompanyTypes: ["Kunde"] }, "Autotask", new Set())).toEqual([]);
  });
});
