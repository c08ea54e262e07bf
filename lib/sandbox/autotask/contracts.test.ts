import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Sandbox, startSandbox } from "../server";
import { MARLOW, TestWorld } from "../test-world";

let sandbox: Sandbox;
let world: TestWorld;
beforeAll(async () => {
  sandbox = await startSandbox({ port: 0 });
});
beforeEach(async () => {
  world = await TestWorld.make(sandbox, MARLOW);
});
afterAll(() => sandbox.stop());

const endOn = (date: string) => world.api("PATCH", "/Contracts", { id: 7, endDate: `${date}T00:00:00Z` });
const adjust = (date: string, unitChange: number) =>
  world.adjust({ contractServiceID: 70, effectiveDate: `${date}T00:00:00Z`, unitChange });

describe("a contract's end date", () => {
  it("adds periods when it moves on, with what holds on the old last day", async () => {
    await adjust("2026-04-01", 2);
    await endOn("2026-06-14");
    expect((await world.grid(70)).slice(-3)).toEqual([
      "04-01..04-14 12 x 4",
      "04-15..05-14 12 x 4",
      "05-15..06-14 12 x 4",
    ]);
  });

  it("takes periods and later adjustments away when it moves back", async () => {
    await adjust("2026-04-01", 2);
    await endOn("2026-03-20");
    expect(await world.grid(70)).toEqual([
      "01-15..02-14 10 x 4",
      "02-15..03-14 10 x 4",
      "03-15..03-20 10 x 4",
    ]);
    await endOn("2026-04-14");
    expect((await world.grid(70)).at(-1)).toBe("03-15..04-14 10 x 4");
    expect((await adjust("2026-04-01", 1)).status).toBe(200);
  });

  it("is refused before a posted period's end, and before the contract's start", async () => {
    await world.act({ act: "post-period", contractID: 7, date: "2026-03-15" });
    const refused = await endOn("2026-04-10");
    expect([refused.status, refused.json.errors[0]]).toEqual([
      500,
      expect.stringContaining("already approved and posted contract period"),
    ]);
    expect((await endOn("2026-01-14")).status).toBe(500);
    expect(await world.grid(70)).toHaveLength(3);
  });

  it("keeps the ids of rows that stay", async () => {
    const ids = async () =>
      (
        await world.query("ContractServiceUnits", [{ op: "eq", field: "contractID", value: 7 }])
      ).json.items.map((row: { id: number }) => row.id);
    const before = await ids();
    await endOn("2026-05-14");
    expect((await ids()).slice(0, 3)).toEqual(before);
  });
});

describe("contracts", () => {
  it("bill on when they are set inactive", async () => {
    await world.api("PATCH", "/Contracts", { id: 7, status: 0 });
    expect((await adjust("2026-03-15", 1)).status).toBe(200);
    expect(await world.act({ act: "post-period", contractID: 7, date: "2026-03-15" })).toEqual([
      { billingItems: 1 },
    ]);
  });

  it("never change their period type, and not their start once services are on them", async () => {
    await world.api("PATCH", "/Contracts", { id: 7, contractPeriodType: 5 });
    expect((await world.api("GET", "/Contracts/7")).json.item.contractPeriodType).toBe(2);
    expect(
      (await world.api("PATCH", "/Contracts", { id: 7, startDate: "2026-02-01T00:00:00Z" })).status,
    ).toBe(500);
  });

  it("are found by the number that another system wrote into them", async () => {
    await world.api("PATCH", "/Contracts", { id: 7, contractNumber: "SO-1" });
    const { items } = (await world.query("Contracts", [{ op: "eq", field: "contractNumber", value: "so-1" }]))
      .json;
    expect(items.map((contract: { id: number }) => contract.id)).toEqual([7]);
  });

  it("take a service directly, with as many units as the tenant gives it", async () => {
    const made = await world.api("POST", "/Contracts/7/Services", {
      contractID: 7,
      serviceID: 6,
      invoiceDescription: "Guard",
    });
    expect(await world.grid(made.json.itemId)).toEqual([
      "01-15..02-14 0 x 3.5",
      "02-15..03-14 0 x 3.5",
      "03-15..04-14 0 x 3.5",
    ]);
    await world.act({ act: "set-options", options: { directLineUnits: 1 } });
    const other = await world.api("POST", "/Contracts/7/Services", { contractID: 7, serviceID: 6 });
    expect((await world.grid(other.json.itemId))[0]).toBe("01-15..02-14 1 x 3.5");
  });

  it("keep a line's price when the catalogue's changes", async () => {
    await world.api("PATCH", "/Services", { id: 5, unitPrice: 9 });
    expect((await world.api("GET", "/ContractServices/70")).json.item.unitPrice).toBe(4);
    await world.api("PATCH", "/Contracts/7/Services", { id: 70, unitPrice: 9 });
    expect((await world.api("GET", "/ContractServices/70")).json.item.unitPrice).toBe(4);
  });

  it("carry bundles, whose adjustments change the quantity only", async () => {
    const own = await TestWorld.make(sandbox, {
      ...MARLOW,
      bundles: [{ id: 3, name: "Workplace", unitPrice: 20, services: [5, 6] }],
      contracts: [
        {
          id: 7,
          companyID: 10,
          startDate: "2026-01-15",
          endDate: "2026-04-14",
          bundles: [{ id: 30, serviceBundleID: 3, units: 4 }],
        },
      ],
    });
    const body = {
      contractServiceBundleID: 30,
      effectiveDate: "2026-03-15T00:00:00Z",
      unitChange: 2,
      adjustedUnitPrice: 1,
    };
    expect((await own.api("POST", "/ContractServiceBundleAdjustments", body)).json).toEqual({ itemId: null });
    const { items } = (
      await own.query("ContractServiceBundleUnits", [
        { op: "eq", field: "contractServiceBundleID", value: 30 },
      ])
    ).json;
    expect(items.map((row: { units: number; price: number }) => [row.units, row.price])).toEqual([
      [4, 80],
      [4, 80],
      [6, 120],
    ]);
    const members = (await own.query("ServiceBundleServices", [{ op: "in", field: "serviceID", value: [5] }]))
      .json.items;
    expect(members.map((member: { serviceBundleID: number }) => member.serviceBundleID)).toEqual([3]);
    expect((await own.api("DELETE", "/ServiceBundles/3")).status).toBe(500);
  });
});
