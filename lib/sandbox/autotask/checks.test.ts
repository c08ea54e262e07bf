import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Sandbox, startSandbox } from "../server";
import { MARLOW, TestWorld } from "../test-world";

let sandbox: Sandbox;
let world: TestWorld;
beforeAll(async () => {
  sandbox = await startSandbox({ port: 0 });
  world = await TestWorld.make(sandbox, {
    ...MARLOW,
    userDefinedFields: { Companies: [{ name: "Region" }, { name: "Code", isProtected: true }] },
  });
});
afterAll(() => sandbox.stop());

const company = { companyName: "Calder LLC", companyType: 1, ownerResourceID: 29_682_885, phone: "0123" };
const contract = {
  companyID: 10,
  contractName: "Managed",
  contractType: 7,
  contractPeriodType: 2,
  status: 1,
  startDate: "2026-01-01T00:00:00Z",
  endDate: "2026-12-31T00:00:00Z",
  timeReportingRequiresStartAndStopTimes: 0,
};
const without = (body: Record<string, unknown>, member: string) =>
  Object.fromEntries(Object.entries(body).filter(([name]) => name !== member));
const errorsOf = async (path: string, body: unknown): Promise<string[]> => {
  const { status, json } = await world.api("POST", path, body);
  expect(status).toBe(500);
  return json.errors;
};

describe("checks on what is written", () => {
  it.each(Object.keys(company))("wants %s of a company", async (member) => {
    expect(await errorsOf("/Companies", without(company, member))).toEqual([
      expect.stringContaining(`Missing required field: ${member}`),
    ]);
  });

  it.each(Object.keys(contract))("wants %s of a recurring contract", async (member) => {
    expect(await errorsOf("/Contracts", without(contract, member))).toEqual([
      expect.stringContaining(`Missing required field: ${member}`),
    ]);
  });

  it("names everything that is wrong, one sentence each", async () => {
    const errors = await errorsOf("/Companies", {
      ...company,
      companyName: "x".repeat(101),
      city: "y".repeat(31),
      companyType: 99,
    });
    expect(errors).toEqual([
      "String value exceeds maximum length: city (City) allows 30 characters.",
      "String value exceeds maximum length: companyName (Company Name) allows 100 characters.",
      "The value 99 of the field companyType does not exist or is invalid.",
    ]);
  });

  it("takes a text of exactly the longest length", async () => {
    expect((await world.api("POST", "/Companies", { ...company, companyName: "x".repeat(100) })).status).toBe(
      200,
    );
  });

  it("refuses a reference to nothing and to what it does not hold", async () => {
    expect(await errorsOf("/Companies", { ...company, countryID: 4711 })).toEqual([
      expect.stringContaining("Value does not reference an existing entity: countryID"),
    ]);
    expect(await errorsOf("/Companies", { ...company, taxRegionID: 1 })).toEqual([
      expect.stringContaining("taxRegionID"),
    ]);
  });

  it("refuses a value of the wrong type as the deserialiser does", async () => {
    const contact = { companyID: 10, firstName: "Ada", lastName: "Lovell", isActive: true };
    expect(await errorsOf("/Companies/10/Contacts", contact)).toEqual([
      "Unexpected character encountered while parsing value: t. Path 'isActive', line 1.",
    ]);
    expect(await errorsOf("/Companies", { ...company, companyType: "1" })).toEqual([
      expect.stringContaining("Path 'companyType'"),
    ]);
    const half = { contractServiceID: 70, effectiveDate: "2026-03-15T00:00:00Z", unitChange: 1.5 };
    expect(await errorsOf("/ContractServiceAdjustments", half)).toEqual([
      expect.stringContaining("Path 'unitChange'"),
    ]);
  });

  it("refuses a date that the calendar lacks", async () => {
    expect(await errorsOf("/Contracts", { ...contract, startDate: "2026-02-30T00:00:00Z" })).toEqual([
      expect.stringContaining("Path 'startDate'"),
    ]);
  });

  it("refuses a picklist value that is no longer active", async () => {
    expect(await errorsOf("/Contracts", { ...contract, contractCategory: 13 })).toEqual([
      expect.stringContaining("does not exist or is invalid"),
    ]);
  });

  it("wants an owner that is an active person", async () => {
    expect(await errorsOf("/Companies", { ...company, ownerResourceID: 29_682_900 })).toEqual([
      expect.stringContaining("ownerResourceID"),
    ]);
  });

  it("wants a billing code for recurring services on a service", async () => {
    const service = { name: "New", periodType: 2, unitPrice: 1 };
    expect(await errorsOf("/Services", service)).toEqual([expect.stringContaining("billingCodeID")]);
    expect(
      (await world.api("POST", "/Services", { ...service, billingCodeID: 1, unitPrice: -2.5 })).status,
    ).toBe(200);
    const codes = await TestWorld.make(sandbox, { billingCodes: [{ id: 2, name: "Labour", useType: 1 }] });
    expect((await codes.api("POST", "/Services", { ...service, billingCodeID: 2 })).status).toBe(500);
  });

  it("wants a billing code or a product on a charge", async () => {
    const charge = {
      contractID: 7,
      name: "Set-up",
      datePurchased: "2026-03-17T00:00:00Z",
      chargeType: 1,
      unitQuantity: 1,
    };
    expect(await errorsOf("/Contracts/7/Charges", charge)).toEqual([
      "A Contract Charge needs a billingCodeID or a productID.",
    ]);
  });

  it("writes user-defined fields by name, keeps those not sent, and refuses flat and protected ones", async () => {
    const made = await world.api("POST", "/Companies", {
      ...company,
      userDefinedFields: [{ name: "region", value: "EMEA" }],
    });
    await world.api("PATCH", "/Companies", { id: made.json.itemId, city: "Leeds" });
    const { item } = (await world.api("GET", `/Companies/${made.json.itemId}`)).json;
    expect(item.userDefinedFields).toEqual([
      { name: "Region", value: "EMEA" },
      { name: "Code", value: "*****" },
    ]);
    expect((await errorsOf("/Companies", { ...company, Region: "EMEA" }))[0]).toContain(
      "Unable to find Region",
    );
    expect(
      (await errorsOf("/Companies", { ...company, userDefinedFields: [{ name: "Code", value: "1" }] }))[0],
    ).toContain("adequate permissions");
    expect(
      (await errorsOf("/Companies", { ...company, userDefinedFields: [{ name: "Nope", value: "1" }] }))[0],
    ).toContain("Unable to find Nope");
  });
});
