import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Sandbox, startSandbox } from "../server";
import { TestWorld } from "../test-world";

let sandbox: Sandbox;
let world: TestWorld;
beforeAll(async () => {
  sandbox = await startSandbox({ port: 0 });
  world = await TestWorld.make(sandbox, {
    options: { denied: { Contracts: ["create", "update"] } },
    userDefinedFields: { Companies: [{ name: "Region", picklistValues: [{ value: "E", label: "EMEA" }] }] },
    picklists: {
      "Companies.marketSegmentID": [
        { value: 1, label: "Retail", isSystem: true },
        { value: 2, label: "Shops", parentValue: "1", isActive: false },
      ],
    },
  });
});
afterAll(() => sandbox.stop());

const fieldOf = async (entity: string, name: string) => {
  const { json } = await world.api("GET", `/${entity}/entityInformation/fields`);
  return json.fields.find((field: { name: string }) => field.name === name);
};

describe("entity information", () => {
  it("says what the entity allows and what this user may", async () => {
    expect((await world.api("GET", "/Contracts/entityInformation")).json).toEqual({
      info: {
        name: "Contract",
        canCreate: true,
        canDelete: false,
        canQuery: true,
        canUpdate: true,
        userAccessForCreate: "None",
        userAccessForDelete: "None",
        userAccessForQuery: "All",
        userAccessForUpdate: "None",
        hasUserDefinedFields: true,
        supportsWebhookCallouts: false,
      },
    });
  });

  it("knows that units are read, adjustments only made, charges also deleted", async () => {
    const can = async (entity: string) => {
      const { info } = (await world.api("GET", `/${entity}/entityInformation`)).json;
      return [info.canCreate, info.canQuery, info.canUpdate, info.canDelete];
    };
    expect(await can("ContractServiceUnits")).toEqual([false, true, false, false]);
    expect(await can("ContractServiceAdjustments")).toEqual([true, false, false, false]);
    expect(await can("ContractCharges")).toEqual([true, true, true, true]);
  });

  it("answers the same questions below a parent and lists all entities at once", async () => {
    expect((await world.api("GET", "/Companies/0/Contacts/entityInformation")).json.info.name).toBe(
      "Contact",
    );
    expect((await world.api("GET", "/EntityInformation")).json.entityDescriptions).toContainEqual({
      info: expect.objectContaining({ name: "Service" }),
    });
  });
});

describe("field information", () => {
  it("describes a required reference, a length and a read-only member", async () => {
    expect(await fieldOf("Contracts", "companyID")).toEqual({
      name: "companyID",
      dataType: "integer",
      length: 0,
      isRequired: true,
      isReadOnly: true,
      isQueryable: true,
      isReference: true,
      referenceEntityType: "Company",
      isPickList: false,
      picklistValues: null,
      picklistParentValueField: "",
      isSupportedWebhookField: false,
    });
    expect(await fieldOf("Contracts", "contractNumber")).toMatchObject({
      dataType: "string",
      length: 50,
      referenceEntityType: "",
    });
    expect(await fieldOf("Companies", "stockSymbol")).toMatchObject({ isQueryable: false });
    expect(await fieldOf("Companies", "id")).toMatchObject({ isRequired: true, isReadOnly: true });
  });

  it("gives picklist values as texts, with parent, system and active marks", async () => {
    const periods = await fieldOf("Services", "periodType");
    expect(
      periods.picklistValues.map((one: { value: string; label: string }) => [one.value, one.label]),
    ).toContainEqual(["2", "Monthly"]);
    expect((await fieldOf("Companies", "marketSegmentID")).picklistValues).toEqual([
      {
        value: "1",
        label: "Retail",
        isDefaultValue: false,
        sortOrder: 1,
        parentValue: "",
        isActive: true,
        isSystem: true,
      },
      {
        value: "2",
        label: "Shops",
        isDefaultValue: false,
        sortOrder: 2,
        parentValue: "1",
        isActive: false,
        isSystem: false,
      },
    ]);
    expect((await fieldOf("Companies", "competitorID")).picklistValues).toEqual([]);
  });

  it("knows members that are newer than the collected metadata", async () => {
    expect(await fieldOf("Services", "sku")).toMatchObject({ dataType: "string", length: 50 });
    expect(await fieldOf("Contracts", "lastModifiedDateTime")).toMatchObject({
      dataType: "datetime",
      isReadOnly: true,
    });
  });
});

describe("user-defined field information", () => {
  it("writes the type under another name than for ordinary members", async () => {
    const { json } = await world.api("GET", "/Companies/entityInformation/userDefinedFields");
    expect(json.fields).toHaveLength(1);
    expect(json.fields[0]).toMatchObject({
      name: "Region",
      label: "Region",
      type: "string",
      length: 8000,
      isPickList: true,
      referenceEntityType: null,
    });
    expect(json.fields[0]).not.toHaveProperty("dataType");
  });

  it("is not found on entities without user-defined fields", async () => {
    expect((await world.api("GET", "/ContractServices/entityInformation/userDefinedFields")).status).toBe(
      404,
    );
  });
});
