import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Sandbox, startSandbox } from "./server";
import { brokenRequest, MARLOW, TestWorld } from "./test-world";

let sandbox: Sandbox;
let world: TestWorld;
beforeAll(async () => {
  sandbox = await startSandbox({ port: 0 });
});
beforeEach(async () => {
  world = await TestWorld.make(sandbox, MARLOW);
});
afterAll(() => sandbox.stop());

const PATH = "/ContractServiceAdjustments";
const change = { contractServiceID: 70, effectiveDate: "2026-03-15T00:00:00Z", unitChange: 2 };
const lastRow = async () => (await world.grid(70)).at(-1);
const untouched = "03-15..04-14 10 x 4";
const applied = "03-15..04-14 12 x 4";
const outcomes = async () =>
  (await world.control("requests?writes=true")).json.requests.map((one: { outcome: string }) => one.outcome);
const everything = { filter: [{ op: "gte", field: "id", value: 0 }] };

describe("faults around a write", () => {
  it("before-write resets the connection and applies nothing", async () => {
    await world.faults({ kind: "before-write", path: "*Adjustments" });
    expect((await brokenRequest(world, "POST", PATH, change)).code).toBe("ECONNRESET");
    expect(await lastRow()).toBe(untouched);
    expect(await outcomes()).toEqual(["cut before"]);
  });

  it("after-write applies, then resets the connection", async () => {
    await world.faults({ kind: "after-write", path: "*Adjustments" });
    expect((await brokenRequest(world, "POST", PATH, change)).code).toBe("ECONNRESET");
    expect(await lastRow()).toBe(applied);
    expect(await outcomes()).toEqual(["cut after"]);
    expect((await world.adjust(change)).json.errors[0]).toContain("insert duplicate data");
  });

  it("mid-answer applies and sends half of the body", async () => {
    await world.faults({ kind: "mid-answer", path: "*Adjustments" });
    const { code, received } = await brokenRequest(world, "POST", PATH, change);
    expect([code, received]).toEqual(["ECONNRESET", '{"itemId']);
    expect(await lastRow()).toBe(applied);
  });

  it("late-commit resets at once and applies when the world's clock gets there", async () => {
    await world.faults({ kind: "late-commit", path: "*Adjustments", ms: 20_000 });
    expect((await brokenRequest(world, "POST", PATH, change)).code).toBe("ECONNRESET");
    expect(await lastRow()).toBe(untouched);
    await world.control("clock", { advanceMs: 19_999 });
    expect(await lastRow()).toBe(untouched);
    await world.control("clock", { advanceMs: 1 });
    expect(await lastRow()).toBe(applied);
    expect(await outcomes()).toEqual(["cut before", "late"]);
  });

  it("empty-success applies and answers 200 with nothing", async () => {
    await world.faults({ kind: "empty-success", path: "*Adjustments" });
    const answer = await world.adjust(change);
    expect([answer.status, answer.text]).toEqual([200, ""]);
    expect(await lastRow()).toBe(applied);
  });

  it.each([
    ["before-write", "go", untouched],
    ["after-write", "go", applied],
    ["mid-answer", "go", applied],
  ])("hold at %s waits for its release and then goes on", async (point, as, meanwhile) => {
    await world.faults({ kind: "hold", point, path: "*Adjustments" });
    const call = world.adjust(change);
    while ((await world.control("faults")).json.faults[0].waiting === 0);
    expect(await lastRow()).toBe(meanwhile);
    await world.control("faults", { release: { id: 1, as } });
    expect((await call).json).toEqual({ itemId: null });
    expect(await lastRow()).toBe(applied);
  });

  it.each([
    ["before-write", "", untouched],
    ["after-write", "", applied],
    ["mid-answer", '{"itemId', applied],
  ])("hold at %s can be released as a cut", async (point, received, afterwards) => {
    await world.faults({ kind: "hold", point, path: "*Adjustments" });
    const call = brokenRequest(world, "POST", PATH, change);
    while ((await world.control("faults")).json.faults[0].waiting === 0);
    await world.control("faults", { release: { id: 1, as: "cut" } });
    expect(await call).toEqual({ code: "ECONNRESET", received });
    expect(await lastRow()).toBe(afterwards);
  });
});

describe("faults instead of an answer", () => {
  it("429 carries Retry-After as seconds, as a date of the world's time, or not at all", async () => {
    const add = [
      { kind: "429" },
      { kind: "429", retryAfter: { seconds: 7 } },
      { kind: "429", retryAfter: { seconds: 90, asDate: true } },
    ];
    await world.faults(...add);
    const seen: (string | null)[] = [];
    for (let n = 0; n < 3; n += 1) {
      const answer = await world.adjust(change);
      expect(answer.status).toBe(429);
      seen.push(answer.headers.get("retry-after"));
    }
    expect(seen).toEqual([null, "7", "Tue, 17 Mar 2026 09:01:30 GMT"]);
    expect(await lastRow()).toBe(untouched);
  });

  it("500 carries the sentence it was given, or no JSON", async () => {
    await world.faults({ kind: "500", text: "Transaction was deadlocked." }, { kind: "500" });
    expect((await world.adjust(change)).json).toEqual({ errors: ["Transaction was deadlocked."] });
    const bare = await world.adjust(change);
    expect([bare.status, bare.headers.get("content-type")]).toEqual([500, "text/plain"]);
  });

  it("502-html and html-200 send pages", async () => {
    await world.faults({ kind: "502-html" }, { kind: "html-200" });
    const [first, second] = [await world.adjust(change), await world.adjust(change)];
    expect([first.status, second.status]).toEqual([502, 200]);
    for (const answer of [first, second]) expect(answer.text).toContain("<html>");
    expect(await lastRow()).toBe(untouched);
  });

  it("expired answers 401 with nothing, lost-right 500 with the permission text", async () => {
    await world.faults({ kind: "expired" }, { kind: "lost-right" });
    const expired = await world.adjust(change);
    expect([expired.status, expired.text]).toEqual([401, ""]);
    expect((await world.adjust(change)).json.errors[0]).toContain("does not have the adequate permissions");
  });

  it("moved-zone answers 401 until the zone is asked again", async () => {
    await world.faults({ kind: "moved-zone" });
    expect((await world.adjust(change)).status).toBe(401);
    expect((await world.adjust(change)).status).toBe(401);
    const zone = await world.raw(
      "GET",
      `/atservicesrest/v1.0/zoneInformation?user=${encodeURIComponent(world.name)}`,
    );
    expect(zone.json.url).toBe(`${sandbox.url}/zone2/ATServicesRest/`);
    world.root = "/zone2/ATServicesRest";
    expect((await world.adjust(change)).status).toBe(200);
  });

  it("slow answers late, stall never", async () => {
    await world.faults({ kind: "slow", ms: 60 }, { kind: "stall" });
    await world.adjust(change);
    const { requests } = (await world.control("requests?limit=1")).json;
    expect(requests[0].latencyMs).toBeGreaterThanOrEqual(55);
    const silent = fetch(`${sandbox.url}/ATServicesRest/V1.0/Companies/10`, {
      headers: world.credentials,
      signal: AbortSignal.timeout(80),
    });
    await expect(silent).rejects.toThrow(/timeout|aborted/);
  });
});

describe("faults in pages", () => {
  it("half-page holds fewer rows than it says", async () => {
    await world.faults({ kind: "half-page", path: "/Companies/query" });
    const { json } = await world.api("POST", "/Companies/query", everything);
    expect([json.items.length, json.pageDetails.count, json.pageDetails.nextPageUrl]).toEqual([1, 2, null]);
  });

  it("looping-page gives the first page whatever id was reached, and leads to itself", async () => {
    await world.faults({ kind: "looping-page", path: "/Services/query*", count: null });
    const body = (after: number) => ({ MaxRecords: 2, filter: [{ op: "gt", field: "id", value: after }] });
    const first = await world.api("POST", "/Services/query", body(0));
    const second = await world.api("POST", "/Services/query", body(6));
    expect(second.json.items).toEqual(first.json.items);
    expect(first.json.pageDetails.nextPageUrl).toBe(`${sandbox.url}/ATServicesRest/V1.0/Services/query`);
  });
});

describe("which requests a fault hits", () => {
  const statuses = async (count: number): Promise<number[]> => {
    const seen: number[] = [];
    for (let n = 0; n < count; n += 1) seen.push((await world.api("GET", "/Companies/10")).status);
    return seen;
  };

  it("is chosen by number and count", async () => {
    await world.faults({ kind: "502-html", method: "get", path: "/companies/*", nth: 2, count: 2 });
    expect(await statuses(5)).toEqual([200, 502, 502, 200, 200]);
    expect((await world.control("faults")).json.faults).toMatchObject([{ id: 1, seen: 5, fired: 2 }]);
  });

  it("is chosen by chance, in the same way for the same seed", async () => {
    const fault = { kind: "502-html", probability: 0.5, seed: 42, count: null };
    await world.faults(fault);
    const first = await statuses(20);
    await world.control("faults", { clear: true, add: [fault] });
    expect(await statuses(20)).toEqual(first);
    expect(new Set(first)).toEqual(new Set([200, 502]));
  });

  it("may be writes only, of one path only, and ends when it is cleared", async () => {
    await world.faults(
      { kind: "502-html", writes: true, count: null },
      { kind: "expired", path: "/Services/query", count: null },
    );
    expect(await statuses(1)).toEqual([200]);
    expect((await world.adjust(change)).status).toBe(502);
    expect((await world.api("POST", "/Services/query", everything)).status).toBe(401);
    await world.control("faults", { clear: 1 });
    expect((await world.adjust(change)).status).toBe(200);
    await world.control("faults", { clear: true });
    expect((await world.api("POST", "/Services/query", everything)).status).toBe(200);
  });

  it("is refused when it is no fault", async () => {
    const answer = await world.control("faults", { add: [{ kind: "earthquake" }] });
    expect([answer.status, answer.json.error]).toEqual([400, expect.stringContaining("kind")]);
  });
});
