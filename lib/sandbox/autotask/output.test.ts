import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Sandbox, startSandbox } from "../server";
import { MARLOW, TestWorld } from "../test-world";

let sandbox: Sandbox;
let world: TestWorld;
beforeAll(async () => {
  sandbox = await startSandbox({ port: 0 });
  world = await TestWorld.make(sandbox, {
    ...MARLOW,
    clock: { set: "2026-03-17T09:15:52.400Z", freeze: true },
    userDefinedFields: { Contracts: [{ name: "Order" }, { name: "Seats", type: "integer" }] },
  });
});
afterAll(() => sandbox.stop());

describe("what answers look like", () => {
  it("writes members in camel case with ID in capitals", async () => {
    const { item } = (await world.api("GET", "/Contracts/7")).json;
    expect(Object.keys(item)).toEqual(
      expect.arrayContaining(["id", "companyID", "contractName", "timeReportingRequiresStartAndStopTimes"]),
    );
    expect(Object.keys(item).every((name) => /^[a-z]/.test(name))).toBe(true);
  });

  it("writes instants in UTC with a short fraction", async () => {
    const { item } = (await world.api("GET", "/Companies/10")).json;
    expect(item.createDate).toBe("2026-03-17T09:15:52.4Z");
  });

  it("cuts date-only members to midnight, whatever time was sent, without a change of zone", async () => {
    const made = await world.api("POST", "/Contracts", {
      companyID: 10,
      contractName: "Late",
      contractType: 7,
      contractPeriodType: 2,
      status: 1,
      timeReportingRequiresStartAndStopTimes: 0,
      startDate: "2026-05-01T23:30:00-05:00",
      endDate: "2026-12-31T18:00:00Z",
    });
    const { item } = (await world.api("GET", `/Contracts/${made.json.itemId}`)).json;
    expect([item.startDate, item.endDate]).toEqual(["2026-05-01T00:00:00Z", "2026-12-31T00:00:00Z"]);
  });

  it("lists every user-defined field of the entity, unset ones with null, and none elsewhere", async () => {
    const { item } = (await world.api("GET", "/Contracts/7")).json;
    expect(item.userDefinedFields).toEqual([
      { name: "Order", value: null },
      { name: "Seats", value: null },
    ]);
    expect((await world.api("GET", "/ContractServices/70")).json.item.userDefinedFields).toEqual([]);
  });

  it("shows unset texts as empty in some members and as null in others", async () => {
    const { item } = (await world.api("GET", "/Contracts/7")).json;
    expect([item.contractNumber, item.description]).toEqual(["", null]);
  });

  it("sends JSON numbers for prices and quantities", async () => {
    const { items } = (
      await world.query("ContractServiceUnits", [{ op: "eq", field: "contractID", value: 7 }])
    ).json;
    expect(items[0]).toMatchObject({
      units: 10,
      price: 40,
      cost: 30,
      approveAndPostDate: null,
      contractServiceID: 70,
      serviceID: 5,
    });
  });
});
