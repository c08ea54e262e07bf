import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Sandbox, startSandbox } from "../server";
import { TestWorld } from "../test-world";

let sandbox: Sandbox;
let world: TestWorld;
beforeAll(async () => {
  sandbox = await startSandbox({ port: 0 });
  world = await TestWorld.make(sandbox, {
    userDefinedFields: { Companies: [{ name: "Region" }, { name: "Seats", type: "integer" }] },
    companies: [
      {
        id: 10,
        companyName: "Calder LLC",
        companyNumber: "C-10",
        userDefinedFields: [{ name: "Region", value: "EMEA" }],
      },
      { id: 11, companyName: "Harrow Joinery", isActive: false, companyType: 2 },
      {
        id: 12,
        companyName: "Harrow Joinery Ltd",
        companyNumber: "H-12",
        createDate: "2026-02-01T10:00:00Z",
      },
      {
        id: 13,
        companyName: "Selwyn Press",
        parentCompanyID: 10,
        userDefinedFields: [{ name: "Seats", value: 12 }],
      },
    ],
  });
});
afterAll(() => sandbox.stop());

const ids = async (filter: unknown[], more = {}): Promise<number[]> => {
  const { json } = await world.query("Companies", filter, more);
  return json.items.map((item: { id: number }) => item.id);
};
const refusal = async (filter: unknown, more = {}): Promise<[number, string]> => {
  const { status, json } = await world.api("POST", "/Companies/query", { filter, ...more });
  return [status, json.errors[0]];
};

describe("query operators", () => {
  it.each([
    ["eq", "id", 10, [10]],
    ["noteq", "companyType", 1, [11]],
    ["gt", "id", 11, [12, 13]],
    ["gte", "id", 11, [11, 12, 13]],
    ["lt", "id", 11, [0, 10]],
    ["lte", "id", 11, [0, 10, 11]],
    ["beginsWith", "companyName", "harrow", [11, 12]],
    ["endsWith", "companyName", "ltd", [12]],
    ["contains", "companyName", "JOINERY", [11, 12]],
    ["exist", "companyNumber", undefined, [10, 12]],
    ["notExist", "companyNumber", undefined, [0, 11, 13]],
    ["in", "id", [13, 10, 10, 999], [10, 13]],
    ["notIn", "id", [0, 10, 11], [12, 13]],
    ["eq", "isActive", false, [11]],
    ["eq", "isActive", "false", [11]],
    ["eq", "companyType", "2", [11]],
    ["lt", "createDate", "2026-02-01T11:00:00+01:00", [] as number[]],
    ["lte", "createDate", "2026-02-01T11:00:00+01:00", [12]],
  ])("%s on %s with %s", async (op, field, value, expected) => {
    expect(await ids([{ op, field, value }])).toEqual(expected);
  });

  it("joins the top level and groups in any depth", async () => {
    const filter = [
      { op: "gt", field: "id", value: 0 },
      {
        op: "or",
        items: [
          { op: "eq", field: "companyType", value: 2 },
          {
            op: "and",
            items: [
              { op: "contains", field: "companyName", value: "ltd" },
              { op: "exist", field: "companyNumber" },
            ],
          },
        ],
      },
    ];
    expect(await ids(filter)).toEqual([11, 12]);
  });

  it("takes keys, members and operators in any casing and ignores keys it does not know", async () => {
    const body = {
      FILTER: [{ OP: "BEGINSWITH", Field: "COMPANYNAME", Value: "calder" }],
      maxrecords: 5,
      sort: "id",
    };
    expect((await world.api("POST", "/Companies/query", body)).json.items).toHaveLength(1);
  });

  it("asks for one user-defined field, by its type", async () => {
    expect(await ids([{ op: "eq", field: "Region", value: "emea", udf: true }])).toEqual([10]);
    expect(await ids([{ op: "gt", field: "Seats", value: 11, udf: true }])).toEqual([13]);
  });

  it("counts without a page", async () => {
    const filter = [{ op: "exist", field: "id" }];
    expect((await world.api("POST", "/Companies/query/count", { filter })).json).toEqual({ queryCount: 5 });
    const search = encodeURIComponent(JSON.stringify({ filter }));
    expect((await world.api("GET", `/Companies/query/count?search=${search}`)).json).toEqual({
      queryCount: 5,
    });
  });

  it("trims rows to the members that were asked for", async () => {
    const { json } = await world.query("Companies", [{ op: "eq", field: "id", value: 10 }], {
      IncludeFields: ["id", "CompanyName", "Region"],
    });
    expect(json.items).toEqual([
      { id: 10, companyName: "Calder LLC", userDefinedFields: [{ name: "Region", value: "EMEA" }] },
    ]);
  });
});

describe("query refusals", () => {
  const exist = { op: "exist", field: "id" };

  it.each([[undefined], [[]], ["id"]])("refuses the filter %j", async (filter) => {
    expect((await refusal(filter))[0]).toBe(500);
  });

  it("names a member that the entity lacks", async () => {
    expect(await refusal([{ op: "eq", field: "sprocket", value: 1 }])).toEqual([
      500,
      "Unable to find sprocket in the Company Entity.",
    ]);
    expect(await refusal([exist], { IncludeFields: ["id", "sprocket"] })).toEqual([
      500,
      "Unable to find sprocket in the Company Entity.",
    ]);
  });

  it("refuses members that are returned and cannot be asked for", async () => {
    const [status, text] = await refusal([{ op: "eq", field: "stockSymbol", value: "X" }]);
    expect([status, text]).toEqual([500, "The field stockSymbol of the Company Entity cannot be queried."]);
  });

  it("refuses 1 and 0 on a boolean, and true on a contact's whole-number isActive", async () => {
    expect((await refusal([{ op: "eq", field: "isActive", value: 1 }]))[0]).toBe(500);
    expect((await world.query("Contacts", [{ op: "eq", field: "isActive", value: true }])).status).toBe(500);
    expect((await world.query("Contacts", [{ op: "eq", field: "isActive", value: 1 }])).status).toBe(200);
  });

  it("refuses a second user-defined field", async () => {
    const both = [
      { op: "exist", field: "Region", udf: true },
      { op: "exist", field: "Seats", udf: true },
    ];
    expect((await refusal(both))[1]).toContain("one user-defined field");
  });

  it("refuses more than 500 OR conditions, however they are written", async () => {
    const values = Array.from({ length: 501 }, (_, n) => n);
    const text = "Queries are limited to 500 or fewer 'OR' conditions.";
    expect(await refusal([{ op: "in", field: "id", value: values }])).toEqual([500, text]);
    const items = values.map((value) => ({ op: "eq", field: "id", value }));
    expect(await refusal([{ op: "or", items }])).toEqual([500, text]);
    expect(
      (await world.query("Companies", [{ op: "in", field: "id", value: values.slice(0, 500) }])).status,
    ).toBe(200);
  });

  it.each([0, 501, 2.5, "all"])("refuses a page size of %s", async (MaxRecords) => {
    expect((await refusal([exist], { MaxRecords }))[0]).toBe(500);
  });

  it("refuses an unknown operator and a missing value", async () => {
    expect((await refusal([{ op: "like", field: "id", value: 1 }]))[0]).toBe(500);
    expect((await refusal([{ op: "eq", field: "id" }]))[0]).toBe(500);
  });
});
