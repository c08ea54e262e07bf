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

const item = async (path: string) => (await world.api("GET", path)).json.item;

describe("a technician", () => {
  it("changes a quantity to a number and a price, and is seen to have done it", async () => {
    const results = await world.act({
      act: "adjust",
      contractServiceID: 70,
      effectiveDate: "2026-03-15",
      units: 7,
      adjustedUnitPrice: 3.75,
    });
    expect(results).toEqual([{ unitChange: -3 }]);
    expect((await world.grid(70)).at(-1)).toBe("03-15..04-14 7 x 3.75");
    const { lines } = (await world.control("world?only=lines")).json;
    expect(lines[0].adjustments).toMatchObject([{ by: "technician", requestId: null, operation: null }]);
  });

  it("renames a company, changes its type, deactivates it and a service", async () => {
    await world.act(
      {
        act: "update",
        entity: "Companies",
        id: 10,
        members: { companyName: "Marlow Foods Ltd", companyType: 2, isActive: false },
      },
      { act: "update", entity: "Services", id: 5, members: { isActive: false } },
    );
    expect(await item("/Companies/10")).toMatchObject({
      companyName: "Marlow Foods Ltd",
      companyType: 2,
      isActive: false,
    });
    expect(
      (await world.adjust({ contractServiceID: 70, effectiveDate: "2026-03-15T00:00:00Z", unitChange: 1 }))
        .status,
    ).toBe(200);
  });

  it("puts a service into a bundle, whose line takes the place of its own", async () => {
    await world.act({
      act: "put-into-bundle",
      serviceID: 5,
      bundleName: "Workplace",
      contractID: 7,
      units: 12,
    });
    expect(await item("/ContractServices/70")).toBeNull();
    const { lines } = (await world.control("world?only=lines")).json;
    expect(lines).toMatchObject([
      { kind: "bundle", name: "Workplace", units: [{ units: 12 }, { units: 12 }, { units: 12 }] },
    ]);
    const members = (await world.query("ServiceBundleServices", [{ op: "exist", field: "id" }])).json.items;
    expect(members).toMatchObject([{ serviceID: 5, serviceBundleID: lines[0].serviceBundleID }]);
  });

  it("does several things whole or not at all", async () => {
    const answer = await world.control("acts", [
      { act: "update", entity: "Companies", id: 10, members: { companyName: "Changed" } },
      { act: "set-options", options: { zeroUnits: "refuse" } },
      { act: "adjust", contractServiceID: 70, effectiveDate: "2027-01-01", unitChange: 1 },
    ]);
    expect([answer.status, answer.json.error]).toEqual([
      400,
      expect.stringContaining("effectiveDate must be between"),
    ]);
    expect((await item("/Companies/10")).companyName).toBe("Marlow Foods");
    expect((await world.control("world?only=x")).json.options.zeroUnits).toBe("accept");
  });

  it("does not do what nobody knows", async () => {
    const answer = await world.control("acts", { act: "explode" });
    expect([answer.status, answer.json.error]).toEqual([400, expect.stringContaining("act")]);
  });

  it("makes worlds whose periods are posted up to a day", async () => {
    const [contract] = MARLOW.contracts as object[];
    const own = await TestWorld.make(sandbox, {
      ...MARLOW,
      contracts: [{ ...contract, postedThrough: "2026-03-17" }],
    });
    expect((await own.grid(70)).filter((row) => row.endsWith(" posted"))).toHaveLength(3);
    const { items } = (await own.query("BillingItems", [{ op: "eq", field: "contractServiceID", value: 70 }]))
      .json;
    expect(items).toHaveLength(3);
  });
});
