import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Sandbox, startSandbox } from "../server";
import { TestWorld, TRACKING_ID } from "../test-world";

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ port: 0 });
});
afterAll(() => sandbox.stop());

const company = (world: TestWorld, headers: Record<string, string> = {}) =>
  world.api("GET", "/Companies/0", undefined, headers);

describe("credentials", () => {
  it.each([
    ["a wrong secret", { Secret: "wrong" }],
    ["no secret", { Secret: "" }],
    ["a wrong tracking id", { ApiIntegrationCode: "WRONG" }],
    ["no tracking id", { ApiIntegrationCode: "" }],
    ["an unknown user", { UserName: "nobody@nowhere.example" }],
    ["no user", { UserName: "" }],
  ])("answers %s with 401 and an empty body", async (_case, headers) => {
    const world = await TestWorld.make(sandbox);
    const answer = await company(world, headers);
    expect([answer.status, answer.text]).toEqual([401, ""]);
    expect((await company(world)).status).toBe(200);
  });

  it("answers a disabled user with 401 and an empty body", async () => {
    const world = await TestWorld.make(sandbox);
    await world.act({ act: "set-user", userName: world.name, isActive: false });
    const answer = await company(world);
    expect([answer.status, answer.text]).toEqual([401, ""]);
  });

  it("locks a user after the set number of failures, until somebody unlocks it", async () => {
    const world = await TestWorld.make(sandbox, { options: { lockAfterFailures: 3 } });
    for (let n = 0; n < 3; n += 1) await company(world, { Secret: "wrong" });
    expect((await company(world)).status).toBe(401);
    await world.act({ act: "unlock" });
    expect((await company(world)).status).toBe(200);
  });

  it("forgets failures when a right secret comes in between", async () => {
    const world = await TestWorld.make(sandbox, { options: { lockAfterFailures: 2 } });
    await company(world, { Secret: "wrong" });
    await company(world);
    await company(world, { Secret: "wrong" });
    expect((await company(world)).status).toBe(200);
  });

  it("lets several API users into one database", async () => {
    const second = { userName: "second@brightwater.example", secret: "two", trackingIds: ["OTHERTOOL"] };
    const world = await TestWorld.make(sandbox, { users: [second] });
    const headers = { UserName: second.userName, Secret: "two", ApiIntegrationCode: "OTHERTOOL" };
    expect((await company(world, headers)).json.item.id).toBe(0);
    expect((await company(world, { ...headers, ApiIntegrationCode: TRACKING_ID })).status).toBe(401);
  });

  it("records a write as done by the impersonated resource", async () => {
    const world = await TestWorld.make(sandbox, {
      resources: [{ id: 41, firstName: "Ada", lastName: "Lovell", isActive: true, licenseType: 1 }],
    });
    const body = { companyName: "Calder LLC", companyType: 1, ownerResourceID: 41, phone: "1" };
    const made = await world.api("POST", "/Companies", body, { ImpersonationResourceId: "41" });
    const { json } = await world.api("GET", `/Companies/${made.json.itemId}`);
    expect(json.item).toMatchObject({ createdByResourceID: 41, impersonatorCreatorResourceID: 41 });
  });

  it("refuses to impersonate an API-only user", async () => {
    const world = await TestWorld.make(sandbox);
    const body = { companyName: "Calder LLC", companyType: 1, ownerResourceID: 29_682_885, phone: "1" };
    const made = await world.api("POST", "/Companies", body, { ImpersonationResourceId: "29682900" });
    expect([made.status, made.json.errors[0]]).toEqual([
      500,
      "The Resource 29682900 cannot be impersonated.",
    ]);
  });
});
