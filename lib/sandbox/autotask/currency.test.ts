import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Sandbox, startSandbox } from "../server";
import { type Body, TestWorld } from "../test-world";

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ port: 0 });
});
afterAll(() => sandbox.stop());

const kestrel = (multiCurrency: boolean): Body => ({
  options: { multiCurrency },
  currency: "GBP",
  currencies: [{ id: 2, name: "EUR", description: "Euro", exchangeRate: 1.25 }],
  companies: [{ id: 10, companyName: "Kestrel Holdings", currencyID: 2 }],
  services: [{ id: 5, name: "Office Suite", unitPrice: 8, unitCost: 6 }],
  contracts: [
    {
      id: 7,
      companyID: 10,
      startDate: "2026-01-01",
      endDate: "2026-12-31",
      services: [{ id: 70, serviceID: 5, units: 3 }],
    },
  ],
});
const lineOf = async (world: TestWorld) => (await world.api("GET", "/ContractServices/70")).json.item;

describe("currencies", () => {
  it("shows the customer's money plainly and the tenant's own beside it, by the rate", async () => {
    const world = await TestWorld.make(sandbox, kestrel(true));
    expect(await lineOf(world)).toMatchObject({
      unitPrice: 10,
      internalCurrencyUnitPrice: 8,
      internalCurrencyAdjustedPrice: 8,
    });
    await world.adjust({
      contractServiceID: 70,
      effectiveDate: "2026-03-17T00:00:00Z",
      unitChange: 0,
      adjustedUnitPrice: 12.5,
    });
    const line = await lineOf(world);
    expect(line).toMatchObject({ unitPrice: 10, internalCurrencyAdjustedPrice: 10 });
    expect(line.internalCurrencyAdjustedPrice / (line.internalCurrencyUnitPrice / line.unitPrice)).toBe(12.5);
    const { items } = (
      await world.query("ContractServiceUnits", [{ op: "eq", field: "contractID", value: 7 }], {
        MaxRecords: 1,
      })
    ).json;
    expect(items[0]).toMatchObject({ price: 30, internalCurrencyPrice: 24 });
  });

  it("shows one money twice without the module", async () => {
    const world = await TestWorld.make(sandbox, kestrel(false));
    expect(await lineOf(world)).toMatchObject({ unitPrice: 8, internalCurrencyUnitPrice: 8 });
  });

  it("has exactly one internal currency and tells which a company uses", async () => {
    const world = await TestWorld.make(sandbox, kestrel(true));
    const { items } = (
      await world.query("Currencies", [{ op: "eq", field: "isInternalCurrency", value: true }])
    ).json;
    expect(items.map((currency: { name: string }) => currency.name)).toEqual(["GBP"]);
    expect((await world.api("GET", "/Companies/10")).json.item.currencyID).toBe(2);
  });
});

describe("what unit rows say of money", () => {
  it("is of the whole row, by days, or of one unit, as the world chooses", async () => {
    const rows = async (unitRowPrice: string) => {
      const world = await TestWorld.make(sandbox, { ...kestrel(false), options: { unitRowPrice } });
      await world.adjust({ contractServiceID: 70, effectiveDate: "2026-01-17T00:00:00Z", unitChange: 1 });
      const { items } = (
        await world.query("ContractServiceUnits", [
          { op: "eq", field: "startDate", value: "2026-01-17T00:00:00Z" },
        ])
      ).json;
      return [items[0].price, items[0].cost];
    };
    expect(await rows("row")).toEqual([15.4839, 11.6129]);
    expect(await rows("unit")).toEqual([8, 6]);
  });
});
