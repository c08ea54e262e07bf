import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Sandbox, startSandbox } from "../server";
import { TestWorld } from "../test-world";

let sandbox: Sandbox;
let world: TestWorld;
const filter = [{ op: "gt", field: "id", value: 0 }];
beforeAll(async () => {
  sandbox = await startSandbox({ port: 0 });
  const companies = Array.from({ length: 7 }, (_, n) => ({ id: 70 - n * 10, companyName: `Company ${n}` }));
  world = await TestWorld.make(sandbox, { companies });
});
afterAll(() => sandbox.stop());

const idsOf = (json: { items: { id: number }[] }): number[] => json.items.map((item) => item.id);
const follow = (method: string, url: string, body?: unknown) =>
  world.raw(method, url.replace(sandbox.url, ""), body === undefined ? undefined : JSON.stringify(body), {
    ...world.credentials,
    "Content-Type": "application/json",
  });

describe("paging", () => {
  it("sorts by id, whatever order rows were made in, and pages at 500 by itself", async () => {
    const { json } = await world.query("Companies", filter);
    expect(idsOf(json)).toEqual([10, 20, 30, 40, 50, 60, 70]);
    expect(json.pageDetails).toEqual({ count: 7, requestCount: 500, prevPageUrl: null, nextPageUrl: null });
  });

  it("walks by id until a page is short", async () => {
    const seen: number[] = [];
    for (let last = 0, size = 3; size === 3; ) {
      const { json } = await world.query("Companies", [...filter, { op: "gt", field: "id", value: last }], {
        MaxRecords: 3,
      });
      size = json.items.length;
      seen.push(...idsOf(json));
      last = seen.at(-1) ?? last;
    }
    expect(seen).toEqual([10, 20, 30, 40, 50, 60, 70]);
  });

  it("after a POST gives an address without the search, which wants the same body posted", async () => {
    const body = { filter, MaxRecords: 3 };
    const first = await world.api("POST", "/Companies/query", body);
    const url: string = first.json.pageDetails.nextPageUrl;
    expect(url).toBe(
      `${sandbox.url}/ATServicesRest/V1.0/Companies/query/next?paging=%7b"pageSize":3,"previousIds":[-1],"nextIds":[30]%7d`,
    );
    const second = await follow("POST", url, body);
    expect(idsOf(second.json)).toEqual([40, 50, 60]);
    expect(second.json.pageDetails).toMatchObject({ count: 3, requestCount: 3 });
    const third = await follow("POST", second.json.pageDetails.nextPageUrl, body);
    expect(idsOf(third.json)).toEqual([70]);
    expect(third.json.pageDetails.nextPageUrl).toBeNull();
    const back = await follow("POST", third.json.pageDetails.prevPageUrl, body);
    expect(idsOf(back.json)).toEqual([40, 50, 60]);
    const got = await follow("GET", url);
    expect([got.status, got.json]).toEqual([
      405,
      { Message: "The requested resource does not support http method 'GET'." },
    ]);
  });

  it("after a GET gives an address with the search, which wants a GET", async () => {
    const search = encodeURIComponent(JSON.stringify({ filter, MaxRecords: 4 }));
    const first = await world.api("GET", `/Companies/query?search=${search}`);
    const url: string = first.json.pageDetails.nextPageUrl;
    expect(url).toContain("&search=%7b");
    expect(idsOf((await follow("GET", url)).json)).toEqual([50, 60, 70]);
    expect((await follow("POST", url, { filter })).status).toBe(405);
  });

  it("wants the id among the members when the result spans pages", async () => {
    const answer = await world.query("Companies", filter, { MaxRecords: 3, IncludeFields: ["companyName"] });
    expect(answer.status).toBe(500);
    expect(
      (await world.query("Companies", filter, { IncludeFields: ["companyName"] })).json.items[0],
    ).not.toHaveProperty("id");
  });

  it("keeps its place when a row goes between two pages", async () => {
    const own = await TestWorld.make(sandbox, {
      companies: [
        { id: 1, companyName: "A" },
        { id: 2, companyName: "B" },
        { id: 3, companyName: "C" },
      ],
    });
    const first = await own.query("Companies", filter, { MaxRecords: 2 });
    expect(idsOf(first.json)).toEqual([1, 2]);
    await own.act({ act: "delete", entity: "Companies", id: 1 });
    const rest = await own.query("Companies", [...filter, { op: "gt", field: "id", value: 2 }], {
      MaxRecords: 2,
    });
    expect(idsOf(rest.json)).toEqual([3]);
  });
});
