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

const everything = [{ op: "exist", field: "id" }];

describe("what the security level sees", () => {
  it("leaves hidden rows out of every answer without a word", async () => {
    await world.act({ act: "hide", entity: "Contracts", ids: [7] });
    expect((await world.query("Contracts", everything)).json.items).toEqual([]);
    expect((await world.api("POST", "/Contracts/query/count", { filter: everything })).json.queryCount).toBe(
      0,
    );
    expect((await world.api("GET", "/Contracts/7")).json).toEqual({ item: null });
    expect((await world.api("PATCH", "/Contracts", { id: 7, contractName: "X" })).status).toBe(500);
  });

  it("hides rows below a parent too, and shows them again", async () => {
    await world.act({ act: "hide", entity: "ContractServices", ids: [70] });
    expect((await world.api("GET", "/Contracts/7/Services")).json.items).toEqual([]);
    await world.act({ act: "hide", entity: "ContractServices", ids: [] });
    expect((await world.api("GET", "/Contracts/7/Services")).json.items).toHaveLength(1);
  });

  it("answers 500 with the permission text where a right is missing, and leaves the other entities alone", async () => {
    await world.act({
      act: "set-options",
      options: { denied: { ContractServiceAdjustments: ["create"], Services: ["query"] } },
    });
    const refused = await world.adjust({
      contractServiceID: 70,
      effectiveDate: "2026-03-15T00:00:00Z",
      unitChange: 1,
    });
    expect([refused.status, refused.json.errors[0]]).toEqual([
      500,
      expect.stringContaining("does not have the adequate permissions"),
    ]);
    expect(await world.grid(70)).toHaveLength(3);
    expect((await world.query("Services", everything)).status).toBe(500);
    expect((await world.query("Companies", everything)).status).toBe(200);
  });
});
