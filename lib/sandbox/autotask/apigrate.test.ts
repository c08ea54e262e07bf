import { createRequire } from "node:module";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Sandbox, startSandbox } from "../server";
import { MARLOW, TestWorld, TRACKING_ID } from "../test-world";

type Record = { [member: string]: unknown };
type Collection = {
  query(search: Record): Promise<{ items: Record[]; pageDetails: Record }>;
  count(search: Record): Promise<{ queryCount: number }>;
  get(id: number | string): Promise<Record & { item: Record | null }>;
  fieldInfo(): Promise<{ fields: Record[] }>;
  info(): Promise<{ info: Record }>;
  udfInfo(): Promise<{ fields: Record[] } | null>;
  /** Root entities take the record and options; children take the parent's id first. */
  create(...values: unknown[]): Promise<{ itemId: number | null } | null>;
  update(...values: unknown[]): Promise<{ itemId: number }>;
  replace(...values: unknown[]): Promise<{ itemId: number }>;
  delete(...values: unknown[]): Promise<{ itemId: number }>;
};
type Client = { [entity: string]: Collection } & { zoneInfo: Record };
type ClientClass = new (user: string, secret: string, code: string, options: { base_url: string }) => Client;

// The package brings no types; the shapes above are those of its README.
const { AutotaskRestApi } = createRequire(import.meta.url)("@apigrate/autotask-restapi") as {
  AutotaskRestApi: ClientClass;
};

let sandbox: Sandbox;
let world: TestWorld;
let client: Client;
beforeAll(async () => {
  sandbox = await startSandbox({ port: 0 });
  world = await TestWorld.make(sandbox, MARLOW);
  client = connect("the-secret");
});
afterAll(() => sandbox.stop());

const connect = (secret: string): Client =>
  new AutotaskRestApi(world.name, secret, TRACKING_ID, { base_url: `${sandbox.url}/ATServicesRest/` });
const collection = (name: string): Collection => {
  const found = client[name];
  if (!found) throw new Error(`The client has no ${name}.`);
  return found;
};
const everything = { filter: [{ op: "exist", field: "id" }] };

describe("an independent client", () => {
  it("finds its zone by itself and counts and queries companies", async () => {
    const { items } = await collection("Companies").query(everything);
    expect(items.map((company) => company.companyName)).toEqual(["Own Company", "Marlow Foods"]);
    expect(await collection("Companies").count(everything)).toEqual({ queryCount: 2 });
    expect(client.zoneInfo.url).toBe(`${sandbox.url}/ATServicesRest/`);
  });

  it("reads one record, company 0, and null for what is not there", async () => {
    expect((await collection("Companies").get(10)).item).toMatchObject({ companyName: "Marlow Foods" });
    expect((await collection("Companies").get(0)).item).toMatchObject({ companyName: "Own Company" });
    expect((await collection("Companies").get(4711)).item).toBeNull();
  });

  it("creates, changes and replaces a company", async () => {
    const body = {
      companyName: "Calder LLC",
      companyType: 1,
      ownerResourceID: 29_682_885,
      phone: "1",
      webAddress: "https://calder.example",
    };
    const made = await collection("Companies").create(body);
    const id = made?.itemId ?? -1;
    expect(await collection("Companies").update({ id, city: "Leeds" })).toEqual({ itemId: id });
    expect((await collection("Companies").get(id)).item).toMatchObject({
      city: "Leeds",
      webAddress: "https://calder.example",
    });
    await collection("Companies").replace({
      id,
      companyName: "Calder",
      companyType: 1,
      ownerResourceID: 29_682_885,
      phone: "2",
    });
    expect((await collection("Companies").get(id)).item).toMatchObject({
      companyName: "Calder",
      webAddress: null,
    });
  });

  it("adjusts a line through its contract and gets an id of null", async () => {
    const change = { contractServiceID: 70, effectiveDate: "2026-03-15T00:00:00Z", unitChange: 2 };
    expect(await collection("ContractServiceAdjustments").create(7, change)).toEqual({ itemId: null });
    const { items } = await collection("ContractServiceUnits").query({
      filter: [{ op: "eq", field: "contractID", value: 7 }],
    });
    expect(items.map((row) => row.units)).toEqual([10, 10, 12]);
  });

  it("writes children below their parent, deletes them, and finds no root to write them to", async () => {
    const contact = { firstName: "Ada", lastName: "Lovell", isActive: 1 };
    const made = await collection("CompanyContacts").create(10, contact);
    expect((await collection("Contacts").get(made?.itemId ?? -1)).item).toMatchObject({
      companyID: 10,
      lastName: "Lovell",
    });
    await collection("CompanyContacts").update(10, { id: made?.itemId, title: "Owner" });
    expect(await collection("CompanyContacts").delete(10, made?.itemId)).toEqual({ itemId: made?.itemId });
    expect(await collection("Contacts").create(contact)).toBeNull();
  });

  it("reads what fields there are, and none user-defined where the entity has none", async () => {
    expect((await collection("Contracts").info()).info).toMatchObject({ name: "Contract", canQuery: true });
    const { fields } = await collection("ContractServices").fieldInfo();
    expect(fields.map((field) => field.name)).toContain("invoiceDescription");
    expect((await collection("Companies").udfInfo())?.fields).toEqual([]);
    expect(await collection("ContractServices").udfInfo()).toBeNull();
  });

  it("asks for the threshold with a trailing slash", async () => {
    expect(await collection("ThresholdInformation").get("")).toMatchObject({
      externalRequestThreshold: 10_000,
    });
  });

  it("is told what is wrong with a record, and nothing about wrong credentials", async () => {
    const refused = collection("Companies").create({ companyName: "x" });
    await expect(refused).rejects.toMatchObject({
      status: 500,
      details: { errors: expect.arrayContaining([expect.stringContaining("phone")]) },
    });
    const stranger = connect("wrong").Companies?.get(10);
    await expect(stranger).rejects.toMatchObject({ status: 401, details: "" });
  });

  it("writes in the name of another person", async () => {
    const options = { ImpersonationResourceId: 29_682_885 };
    const body = { companyName: "Ivy Lane", companyType: 1, ownerResourceID: 29_682_885, phone: "1" };
    const made = await collection("Companies").create(body, options);
    expect((await collection("Companies").get(made?.itemId ?? -1)).item).toMatchObject({
      impersonatorCreatorResourceID: 29_682_885,
    });
  });
});
