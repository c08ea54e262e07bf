import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Sandbox, startSandbox } from "./server";
import { MARLOW, TestWorld } from "./test-world";

let sandbox: Sandbox;
let world: TestWorld;
beforeAll(async () => {
  sandbox = await startSandbox({ port: 0 });
});
beforeEach(async () => {
  world = await TestWorld.make(sandbox, MARLOW);
});
afterAll(() => sandbox.stop());

const show = async (query = "") => (await world.control(`world${query}`)).json;
const change = { contractServiceID: 70, effectiveDate: "2026-03-15T00:00:00Z", unitChange: 2 };

describe("worlds", () => {
  it("are apart: what one holds and does, another does not see", async () => {
    const other = await TestWorld.make(sandbox, MARLOW);
    await world.adjust(change);
    await world.faults({ kind: "expired", count: null });
    await world.control("clock", { advanceMs: 60_000 });
    expect((await other.grid(70)).at(-1)).toBe("03-15..04-14 10 x 4");
    expect((await other.control("clock")).json.now).toBe("2026-03-17T09:00:00Z");
    expect((await other.control("requests")).json.total).toBe(0);
  });

  it("are listed by name, and begin anew when they are made again", async () => {
    const { json } = await world.raw("GET", "/_sandbox/worlds");
    expect(json.worlds).toContainEqual({ name: world.name, provider: "autotask" });
    await world.adjust(change);
    await world.control("world", { secret: "the-secret" });
    expect((await show()).sizes).toMatchObject({ Contracts: 0, Companies: 1 });
  });

  it("are found by any of their API users, whatever the casing", async () => {
    const name = `asked-${world.name}`;
    const users = [{ userName: `second-${world.name}`, secret: "x", trackingIds: ["OTHER"] }];
    await world.raw(
      "POST",
      `/_sandbox/worlds/${encodeURIComponent(name)}/world`,
      JSON.stringify({ secret: "s", users }),
    );
    const asked = encodeURIComponent(`SECOND-${world.name}`);
    const { json } = await world.raw("GET", `/_sandbox/worlds?user=${asked}&user=nobody`);
    expect(json.worlds).toEqual([{ name, provider: "autotask", users: [`second-${world.name}`] }]);
  });

  it("go back to their definition on reset, with log, faults and clock", async () => {
    await world.adjust(change);
    await world.faults({ kind: "expired" });
    await world.control("clock", { advanceMs: 60_000 });
    await world.control("reset", {});
    expect((await world.grid(70)).at(-1)).toBe("03-15..04-14 10 x 4");
    expect((await world.control("requests")).json.requests).toEqual([]);
    expect((await world.control("faults")).json.faults).toEqual([]);
    expect((await world.control("clock")).json).toEqual({
      now: "2026-03-17T09:00:00Z",
      mode: "frozen",
      speed: 1,
    });
  });

  it("end when they are removed", async () => {
    await world.control("reset", { remove: true });
    expect((await world.control("world")).status).toBe(404);
    expect((await world.api("GET", "/Companies/0")).status).toBe(401);
  });

  it.each([
    [{}, "secret"],
    [{ secret: "s", companies: [{ companyNam: "Typo" }] }, "Companies have no member companyNam"],
    [
      { secret: "s", contracts: [{ companyID: 4711, startDate: "2026-01-01", endDate: "2026-12-31" }] },
      "does not reference an existing entity",
    ],
    [{ secret: "s", sprockets: [] }, "sprockets"],
    [{ secret: "s", options: { zeroUnits: "maybe" } }, "zeroUnits"],
  ])("are not made from %j", async (definition, expected) => {
    const path = `/_sandbox/worlds/${encodeURIComponent("wrong@sandbox.example")}/world`;
    const answer = await world.raw("POST", path, JSON.stringify(definition));
    expect([answer.status, answer.json.error]).toEqual([400, expect.stringContaining(expected)]);
  });

  it.each(["%E0%A4", "a%00b", "ü"])("are not named %s", async (name) => {
    expect((await world.raw("POST", `/_sandbox/worlds/${name}/world`, "{}")).status).toBe(400);
  });

  it("do not open to pages in a browser", async () => {
    const answer = await world.raw("GET", "/_sandbox/worlds", undefined, { Origin: "https://evil.example" });
    expect(answer.status).toBe(403);
  });
});

describe("the truth about a world", () => {
  it("is told in full, hidden rows included", async () => {
    await world.act({ act: "hide", entity: "Contracts", ids: [7] });
    const truth = await show();
    expect(truth.contracts.map((contract: { id: number }) => contract.id)).toEqual([7]);
    expect(truth.lines[0]).toMatchObject({
      id: 70,
      kind: "service",
      contractID: 7,
      serviceID: 5,
      name: "Office Suite Standard",
      unitPrice: 4,
    });
    expect(truth.lines[0].units[0]).toMatchObject({
      startDate: "2026-01-15",
      endDate: "2026-02-14",
      units: 10,
      unitPrice: 4,
      unitCost: 3,
    });
  });

  it("can be narrowed to sections, contracts and companies", async () => {
    await world.act({ act: "post-period", contractID: 7, date: "2026-01-15" });
    const postings = await show("?only=postings&company=10");
    expect(postings).not.toHaveProperty("lines");
    expect(postings.postings).toMatchObject([
      { contractID: 7, lineID: 70, startDate: "2026-01-15", postedAt: "2026-03-17T09:00:00Z" },
    ]);
    expect((await show("?only=lines&contract=8")).lines).toEqual([]);
  });
});

describe("the request log", () => {
  it("remembers what came, what was answered and whose operation it was", async () => {
    await world.api("POST", "/ContractServiceAdjustments", change, { "X-Counterpart-Operation": "op-7" });
    const { requests } = (await world.control("requests?writes=true")).json;
    expect(requests).toMatchObject([
      {
        seq: 1,
        at: "2026-03-17T09:00:00Z",
        method: "POST",
        path: "/ContractServiceAdjustments",
        write: true,
        userName: world.name,
        operation: "op-7",
        body: change,
        status: 200,
        answer: { itemId: null },
        outcome: "answered",
        fault: null,
      },
    ]);
    expect(JSON.stringify(requests)).not.toContain("the-secret");
  });

  it("counts calls by route, and calls a query by POST a read", async () => {
    await world.query("Companies", [{ op: "exist", field: "id" }]);
    await world.api("GET", "/Contracts/7/Services");
    await world.adjust(change);
    const { total, writes, byRoute } = (await world.control("requests")).json;
    expect([total, writes]).toEqual([3, 1]);
    expect(byRoute).toEqual({
      "GET /Contracts/{id}/Services": 1,
      "POST /Companies/query": 1,
      "POST /ContractServiceAdjustments": 1,
    });
  });

  it("is searched in paths, bodies and answers, and read backwards", async () => {
    for (const id of [10, 0]) await world.api("GET", `/Companies/${id}`);
    await world.adjust(change);
    const places = async (query: string) =>
      (await world.control(`requests?${query}`)).json.requests.map((one: { seq: number }) => one.seq);
    expect(await places("text=marlow")).toEqual([1]);
    expect(await places("text=contractserviceid")).toEqual([3]);
    expect(await places("before=3&limit=1")).toEqual([2]);
    const { kept } = (await world.control("requests")).json;
    expect(kept).toEqual({ total: 3, writes: 1, since: "2026-03-17T09:00:00Z" });
  });

  it("tells a write that asks the same again from a new one", async () => {
    await world.adjust(change);
    await world.adjust({ ...change, unitChange: 3 });
    await world.adjust(change);
    const { requests } = (await world.control("requests")).json;
    expect(requests.map((one: { repeatOf: number | null }) => one.repeatOf)).toEqual([null, null, 1]);
  });

  it("is filtered by path, method and place, and emptied", async () => {
    for (const id of [10, 0]) await world.api("GET", `/Companies/${id}`);
    await world.adjust(change);
    const paths = async (query: string) =>
      (await world.control(`requests?${query}`)).json.requests.map((one: { path: string }) => one.path);
    expect(await paths("path=companies")).toEqual(["/Companies/10", "/Companies/0"]);
    expect(await paths("method=post")).toEqual(["/ContractServiceAdjustments"]);
    expect(await paths("since=2")).toEqual(["/ContractServiceAdjustments"]);
    expect(await paths("limit=1")).toEqual(["/ContractServiceAdjustments"]);
    await world.control("requests", {});
    expect((await world.control("requests")).json).toMatchObject({ total: 0, requests: [] });
  });
});
