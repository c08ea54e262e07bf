import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Sandbox, startSandbox } from "../server";
import { MARLOW, TestWorld } from "../test-world";

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ port: 0 });
});
afterAll(() => sandbox.stop());

const HOUR = 3_600_000;
const company = (world: TestWorld) => world.api("GET", "/Companies/0");

/** Starts `count` calls that wait inside the sandbox; resolves when all of them are in. */
async function holdCalls(
  world: TestWorld,
  path: string,
  count: number,
): Promise<{ release: () => Promise<number[]> }> {
  await world.faults({ kind: "hold", path: `${path}*`, count });
  const calls = Array.from({ length: count }, () => world.api("GET", `${path}/0`));
  for (;;) {
    const { json } = await world.control("faults");
    if (json.faults[0].waiting === count) break;
  }
  return {
    release: async () => {
      await world.control("faults", { release: { id: 1 } });
      return Promise.all(calls.map(async (call) => (await call).status));
    },
  };
}

describe("threads", () => {
  it("refuses a fourth call at once on one entity with 429 and the vendor's text", async () => {
    const world = await TestWorld.make(sandbox, MARLOW);
    const held = await holdCalls(world, "/Companies", 3);
    const fourth = await company(world);
    expect([fourth.status, fourth.json.errors[0]]).toEqual([
      429,
      expect.stringContaining("thread threshold of 3 threads"),
    ]);
    expect((await world.api("GET", "/Contracts/7")).status).toBe(200);
    expect(await held.release()).toEqual([200, 200, 200]);
    expect((await company(world)).status).toBe(200);
  });

  it("answers 500 instead where the tenant's zone does, and counts another tracking id apart", async () => {
    const second = { userName: "tool@brightwater.example", secret: "two", trackingIds: ["OTHERTOOL"] };
    const world = await TestWorld.make(sandbox, { options: { threadLimitStatus: 500 }, users: [second] });
    const held = await holdCalls(world, "/Companies", 3);
    expect((await company(world)).status).toBe(500);
    const headers = { UserName: second.userName, Secret: "two", ApiIntegrationCode: "OTHERTOOL" };
    expect((await world.api("GET", "/Companies/0", undefined, headers)).status).toBe(200);
    await held.release();
  });

  it("does not count zone discovery", async () => {
    const world = await TestWorld.make(sandbox, { options: { threadLimit: 1 } });
    const held = await holdCalls(world, "/Companies", 1);
    const zone = await world.raw(
      "GET",
      `/atservicesrest/v1.0/zoneInformation?user=${encodeURIComponent(world.name)}`,
    );
    expect(zone.status).toBe(200);
    await held.release();
  });

  it("counts a call by the entity it is about, also below a parent", async () => {
    const world = await TestWorld.make(sandbox, { ...MARLOW, options: { threadLimit: 1 } });
    const held = await holdCalls(world, "/ContractServices", 1);
    expect((await world.api("GET", "/Contracts/7/Services")).status).toBe(429);
    await held.release();
  });
});

describe("the hour", () => {
  it("refuses at 100 % until the window slides, with the status of the tenant", async () => {
    const world = await TestWorld.make(sandbox, { options: { limitRetryAfter: 60 } });
    await world.act({ act: "use-hour", requests: 9_999 });
    expect((await company(world)).status).toBe(200);
    const refused = await company(world);
    expect([refused.status, refused.headers.get("retry-after")]).toEqual([429, "60"]);
    expect(refused.json.errors[0]).toContain("request threshold");
    await world.act({ act: "set-options", options: { hourlyLimitStatus: 500 } });
    expect((await company(world)).status).toBe(500);
    await world.control("clock", { advanceMs: HOUR });
    expect((await company(world)).status).toBe(200);
  });

  it("is shared by worlds of one customer id", async () => {
    const one = await TestWorld.make(sandbox, { ci: 501 });
    const other = await TestWorld.make(sandbox, { ci: 501 });
    await company(one);
    await company(other);
    const { json } = await other.api("GET", "/ThresholdInformation");
    expect(json.currentTimeframeRequestCount).toBe(3);
  });

  it("does not count calls that it turned away", async () => {
    const world = await TestWorld.make(sandbox, { options: { hourlyLimit: 2 } });
    await company(world);
    await world.api("GET", "/Companies/0", undefined, { Secret: "wrong" });
    expect((await company(world)).status).toBe(200);
    expect((await company(world)).status).toBe(429);
  });

  it("slows calls by half a second from 50 % and by a second from 75 %, in the world's time", async () => {
    const clock = { set: "2026-03-17T09:00:00Z", speed: 100 };
    const world = await TestWorld.make(sandbox, { options: { latency: true }, clock });
    const worldMs = async (): Promise<number> => {
      await company(world);
      const { json } = await world.control("requests?limit=1");
      return json.requests[0].latencyMs * 100;
    };
    await worldMs();
    await world.act({ act: "use-hour", requests: 5_000 });
    expect(await worldMs()).toBeGreaterThanOrEqual(400);
    await world.act({ act: "use-hour", requests: 2_500 });
    expect(await worldMs()).toBeGreaterThanOrEqual(900);
  });
});
