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

type Item = {
  quantity: number;
  rate: number;
  totalAmount: number;
  contractServiceAdjustmentID: number | null;
  itemDate: string;
};
const itemsOf = async (of: TestWorld): Promise<Item[]> =>
  (await of.query("BillingItems", [{ op: "exist", field: "id" }])).json.items;
const money = async (of = world): Promise<string[]> =>
  (await itemsOf(of)).map((item) => `${item.quantity} x ${item.rate} = ${item.totalAmount}`);
const adjust = (date: string, body: Record<string, unknown>) =>
  world.adjust({ contractServiceID: 70, effectiveDate: `${date}T00:00:00Z`, ...body });
const post = (date: string) => world.act({ act: "post-period", contractID: 7, date });

describe("approve and post", () => {
  it("closes the period's rows and bills what stood at its start", async () => {
    await post("2026-02-20");
    expect(await world.grid(70)).toEqual([
      "01-15..02-14 10 x 4",
      "02-15..03-14 10 x 4 posted",
      "03-15..04-14 10 x 4",
    ]);
    expect(await itemsOf(world)).toMatchObject([
      {
        quantity: 10,
        rate: 4,
        totalAmount: 40,
        contractServiceAdjustmentID: null,
        itemDate: "2026-02-15T00:00:00Z",
        contractServiceID: 70,
        invoiceID: null,
      },
    ]);
    const { items } = (
      await world.query("ContractServiceUnits", [{ op: "exist", field: "approveAndPostDate" }])
    ).json;
    expect(items.map((row: { approveAndPostDate: string }) => row.approveAndPostDate)).toEqual([
      "2026-03-17T09:00:00Z",
    ]);
  });

  it("bills a change inside the period by days, as a line of its own", async () => {
    await adjust("2026-02-25", { unitChange: 5 });
    await post("2026-02-20");
    expect(await money()).toEqual(["10 x 4 = 40", "5 x 4 = 12.86"]);
    expect((await itemsOf(world)).map((item) => item.contractServiceAdjustmentID !== null)).toEqual([
      false,
      true,
    ]);
  });

  it("bills changes by their days, in whatever order they were made", async () => {
    await adjust("2026-03-01", { unitChange: 5 });
    await adjust("2026-02-20", { unitChange: 2 });
    await post("2026-02-20");
    expect(await money()).toEqual(["10 x 4 = 40", "2 x 4 = 6.57", "5 x 4 = 10"]);
  });

  it("credits a decrease inside the period", async () => {
    await adjust("2026-03-01", { unitChange: -3 });
    await post("2026-02-20");
    expect(await money()).toEqual(["10 x 4 = 40", "-3 x 4 = -6"]);
  });

  it("bills a new price inside the period as the difference", async () => {
    await adjust("2026-03-01", { unitChange: 0, adjustedUnitPrice: 4.5 });
    await post("2026-02-20");
    expect(await money()).toEqual(["10 x 4 = 40", "10 x 0.5 = 2.5"]);
  });

  it.each([
    ["12 seats at 20 from 17 March, monthly", "2026-03-01", "2026-03-31", 2, 20, 2, "2026-03-17", 19.35],
    ["3 at 30 from 10 February, quarterly", "2026-01-01", "2026-03-31", 3, 30, 3, "2026-02-10", 50],
    ["1 at 120 from 1 March, yearly", "2025-07-01", "2026-06-30", 5, 120, 1, "2026-03-01", 40.11],
  ])(
    "bills %s to the minor unit",
    async (_case, startDate, endDate, periodType, unitPrice, unitChange, from, expected) => {
      const own = await TestWorld.make(sandbox, {
        companies: [{ id: 10, companyName: "Calder LLC" }],
        services: [{ id: 5, name: "Office Suite", unitPrice, periodType }],
        contracts: [
          {
            id: 7,
            companyID: 10,
            startDate,
            endDate,
            contractPeriodType: periodType,
            services: [{ id: 70, serviceID: 5, units: 0 }],
          },
        ],
      });
      await own.adjust({ contractServiceID: 70, effectiveDate: `${from}T00:00:00Z`, unitChange });
      await own.act({ act: "post-period", contractID: 7, date: from });
      expect((await itemsOf(own)).map((item) => item.totalAmount)).toEqual([expected]);
    },
  );

  it("bills whole yen", async () => {
    const own = await TestWorld.make(sandbox, {
      ...MARLOW,
      currency: "JPY",
      contracts: [
        {
          id: 7,
          companyID: 10,
          startDate: "2026-03-01",
          endDate: "2026-03-31",
          services: [{ id: 70, serviceID: 5, units: 0, unitPrice: 1980 }],
        },
      ],
    });
    await own.adjust({ contractServiceID: 70, effectiveDate: "2026-03-17T00:00:00Z", unitChange: 2 });
    await own.act({ act: "post-period", contractID: 7, date: "2026-03-17" });
    expect((await itemsOf(own)).map((item) => item.totalAmount)).toEqual([1916]);
  });

  it("posts nothing twice", async () => {
    expect(await post("2026-02-20")).toEqual([{ billingItems: 1 }]);
    expect(await post("2026-02-20")).toEqual([{ billingItems: 0 }]);
  });

  it("bills charges of the period once and closes them", async () => {
    const charge = {
      contractID: 7,
      name: "Set-up",
      datePurchased: "2026-03-01T15:00:00Z",
      chargeType: 1,
      unitQuantity: 1,
      unitPrice: 45,
      billingCodeID: 1,
    };
    const { itemId } = (await world.api("POST", "/Contracts/7/Charges", charge)).json;
    const { item } = (await world.api("GET", `/ContractCharges/${itemId}`)).json;
    expect(item).toMatchObject({
      billableAmount: 45,
      isBilled: false,
      datePurchased: "2026-03-01T00:00:00Z",
    });
    await post("2026-02-20");
    expect(await money()).toEqual(["10 x 4 = 40", "1 x 45 = 45"]);
    expect((await world.api("GET", `/ContractCharges/${itemId}`)).json.item.isBilled).toBe(true);
    expect((await world.api("DELETE", `/Contracts/7/Charges/${itemId}`)).status).toBe(500);
  });

  it("can be taken back by a person", async () => {
    await adjust("2026-02-25", { unitChange: 5 });
    await post("2026-02-20");
    await world.act({ act: "unpost-period", contractID: 7, date: "2026-02-16" });
    expect(await money()).toEqual([]);
    expect((await adjust("2026-03-01", { unitChange: 1 })).status).toBe(200);
  });

  it("bills a shortened last period by its days", async () => {
    await world.api("PATCH", "/Contracts", { id: 7, endDate: "2026-02-28T00:00:00Z" });
    await post("2026-02-20");
    expect(await money()).toEqual(["10 x 4 = 20"]);
  });
});
