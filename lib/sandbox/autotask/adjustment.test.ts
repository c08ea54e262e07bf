import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Sandbox, startSandbox } from "../server";
import { type Body, MARLOW, TestWorld } from "../test-world";

let sandbox: Sandbox;
let world: TestWorld;
beforeAll(async () => {
  sandbox = await startSandbox({ port: 0 });
});
beforeEach(async () => {
  world = await TestWorld.make(sandbox, MARLOW);
});
afterAll(() => sandbox.stop());

const on = (date: string, change: Body = {}) => ({
  contractServiceID: 70,
  effectiveDate: `${date}T00:00:00Z`,
  unitChange: 5,
  ...change,
});
const refusal = async (body: Body): Promise<string> => {
  const { status, json } = await world.adjust(body);
  expect(status).toBe(500);
  return json.errors[0];
};

describe("adjustments", () => {
  it("change the quantity from their day on and split the period", async () => {
    await world.adjust(on("2026-02-25"));
    await world.adjust(on("2026-03-15", { unitChange: 0, adjustedUnitPrice: 4.5 }));
    expect(await world.grid(70)).toEqual([
      "01-15..02-14 10 x 4",
      "02-15..02-24 10 x 4",
      "02-25..03-14 15 x 4",
      "03-15..04-14 15 x 4.5",
    ]);
  });

  it("are deltas: a later one adds to what stands on its day", async () => {
    await world.adjust(on("2026-03-15", { unitChange: 2 }));
    await world.adjust(on("2026-03-20", { unitChange: -4 }));
    expect(await world.grid(70)).toEqual([
      "01-15..02-14 10 x 4",
      "02-15..03-14 10 x 4",
      "03-15..03-19 12 x 4",
      "03-20..04-14 8 x 4",
    ]);
  });

  it("reach a line through its contract, by line or by service", async () => {
    const path = "/Contracts/7/ServiceAdjustments";
    const answer = await world.api("POST", path, {
      serviceID: 5,
      effectiveDate: "2026-03-15T00:00:00Z",
      unitChange: 1,
    });
    expect([answer.status, answer.text]).toEqual([200, '{"itemId":null}']);
    expect((await world.api("POST", "/Contracts/8/ServiceAdjustments", on("2026-03-16"))).status).toBe(500);
    expect((await world.grid(70)).at(-1)).toBe("03-15..04-14 11 x 4");
  });

  it("put a service on the contract that was not there, at its list price or the one sent", async () => {
    await world.adjust({
      contractID: 7,
      serviceID: 6,
      effectiveDate: "2026-03-17T00:00:00Z",
      unitChange: 12,
      adjustedUnitPrice: 3.25,
    });
    const { items } = (await world.query("ContractServices", [{ op: "eq", field: "serviceID", value: 6 }]))
      .json;
    expect(items[0]).toMatchObject({
      contractID: 7,
      unitPrice: 3.5,
      internalCurrencyAdjustedPrice: 3.25,
      unitCost: 1.9,
    });
    expect(await world.grid(items[0].id)).toEqual(["03-17..04-14 12 x 3.25"]);
  });

  it("make a second line of a service only when asked to", async () => {
    const body = { contractID: 7, serviceID: 5, effectiveDate: "2026-03-17T00:00:00Z", unitChange: 1 };
    await world.adjust({ ...body, allowRepeatService: true });
    const { items } = (await world.query("ContractServices", [{ op: "eq", field: "serviceID", value: 5 }]))
      .json;
    expect(items).toHaveLength(2);
    await world.adjust(body);
    expect((await world.grid(70)).at(-1)).toBe("03-17..04-14 11 x 4");
  });

  it("are refused twice on one day for one line", async () => {
    await world.adjust(on("2026-03-17"));
    expect(await refusal(on("2026-03-17", { unitChange: 1 }))).toContain(
      "insert duplicate data into contract_service_period",
    );
    expect((await world.grid(70)).at(-1)).toBe("03-17..04-14 15 x 4");
  });

  it("are refused outside the contract", async () => {
    const text = "effectiveDate must be between the start date and end date of the Contract.";
    expect(await refusal(on("2026-01-14"))).toBe(text);
    expect(await refusal(on("2026-04-15"))).toBe(text);
    expect((await world.adjust(on("2026-04-14"))).status).toBe(200);
  });

  it("are refused in a posted period and taken after it", async () => {
    await world.act({ act: "post-period", contractID: 7, date: "2026-02-20" });
    expect(await refusal(on("2026-03-14"))).toContain("already approved and posted contract period");
    expect(await refusal(on("2026-01-20"))).toContain("already approved and posted contract period");
    expect((await world.adjust(on("2026-03-15"))).status).toBe(200);
  });

  it("reach back into a past period that is not posted", async () => {
    await world.adjust(on("2026-01-20", { unitChange: 1 }));
    expect((await world.grid(70))[1]).toBe("01-20..02-14 11 x 4");
  });

  it("never bring units below zero, on any later day either", async () => {
    expect(await refusal(on("2026-03-15", { unitChange: -11 }))).toContain("less than 0");
    await world.adjust(on("2026-03-20", { unitChange: -8 }));
    expect(await refusal(on("2026-03-15", { unitChange: -3 }))).toContain("less than 0");
  });

  it("may go to zero, unless the tenant refuses it", async () => {
    await world.act({ act: "set-options", options: { zeroUnits: "refuse" } });
    expect(await refusal(on("2026-03-15", { unitChange: -10 }))).toContain("greater than 0");
    await world.act({ act: "set-options", options: { zeroUnits: "accept" } });
    expect((await world.adjust(on("2026-03-15", { unitChange: -10 }))).status).toBe(200);
    expect((await world.grid(70)).at(-1)).toBe("03-15..04-14 0 x 4");
  });

  it("are refused for an inactive service, another period type, an unknown line and another kind of contract", async () => {
    const fresh = { contractID: 7, effectiveDate: "2026-03-17T00:00:00Z", unitChange: 1 };
    expect(await refusal({ ...fresh, serviceID: 9 })).toContain("does not exist or is invalid");
    expect(await refusal({ ...fresh, serviceID: 8 })).toContain("period type");
    expect(await refusal(on("2026-03-17", { contractServiceID: 4711 }))).toContain(
      "does not reference an existing entity",
    );
    expect(await refusal({ effectiveDate: "2026-03-17T00:00:00Z", unitChange: 1 })).toContain(
      "contractID together with serviceID",
    );
    expect(await refusal({ contractServiceID: 70, effectiveDate: "2026-03-17T00:00:00Z" })).toContain(
      "needs a unitChange",
    );
    await world.act({
      act: "create",
      entity: "Contracts",
      members: {
        companyID: 10,
        contractName: "Hours",
        contractType: 1,
        status: 1,
        timeReportingRequiresStartAndStopTimes: 0,
        startDate: "2026-01-01",
        endDate: "2026-12-31",
      },
    });
    expect(await refusal({ ...fresh, contractID: 8, serviceID: 5 })).toContain("Recurring Service Contract");
    expect((await world.query("ContractServices", [{ op: "exist", field: "id" }])).json.items).toHaveLength(
      1,
    );
  });

  it("keep the request and the operation that made them", async () => {
    await world.api("POST", "/ContractServiceAdjustments", on("2026-03-17"), {
      "X-Counterpart-Operation": "op-1",
    });
    const { lines } = (await world.control("world?only=lines")).json;
    const { requests } = (await world.control("requests?writes=true&operation=op-1")).json;
    expect(lines[0].adjustments).toMatchObject([
      { effectiveDate: "2026-03-17", unitChange: 5, operation: "op-1", by: "api", requestId: requests[0].id },
    ]);
  });

  it("show a future price at once, or from its date where the tenant does", async () => {
    await world.adjust(on("2026-04-01", { unitChange: 0, adjustedUnitPrice: 5 }));
    const price = async () =>
      (await world.api("GET", "/ContractServices/70")).json.item.internalCurrencyAdjustedPrice;
    expect(await price()).toBe(5);
    await world.act({ act: "set-options", options: { adjustedPriceShows: "inForce" } });
    expect(await price()).toBe(4);
    await world.control("clock", { set: "2026-04-01T00:00:00Z" });
    expect(await price()).toBe(5);
  });
});
