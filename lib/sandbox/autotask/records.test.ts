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

const company = {
  companyName: "Calder LLC",
  companyType: 1,
  ownerResourceID: 29_682_885,
  phone: "0123",
  webAddress: "https://calder.example",
};
const item = async (path: string) => (await world.api("GET", path)).json.item;

describe("single records", () => {
  it("answers 200 with null for an id that is not there", async () => {
    const answer = await world.api("GET", "/Companies/4711");
    expect([answer.status, answer.text]).toEqual([200, '{"item":null}']);
  });

  it("has the customer's own company under the id 0", async () => {
    expect((await item("/Companies/0")).companyName).toBe("Own Company");
  });

  it("lists and shows children under their parent", async () => {
    const list = await world.api("GET", "/Contracts/7/Services");
    expect(list.json.items.map((one: { id: number }) => one.id)).toEqual([70]);
    expect(list.json.pageDetails).toMatchObject({ count: 1, requestCount: 500 });
    expect((await item("/Contracts/7/Services/70")).contractID).toBe(7);
    expect((await world.api("GET", "/Contracts/4711/Services")).json.items).toEqual([]);
  });
});

describe("creating", () => {
  it("answers 200 with the id and nothing else", async () => {
    const made = await world.api("POST", "/Companies", company);
    expect(made.status).toBe(200);
    expect(Object.keys(made.json)).toEqual(["itemId"]);
    expect(await item(`/Companies/${made.json.itemId}`)).toMatchObject({
      ...company,
      isActive: true,
      createDate: "2026-03-17T09:00:00Z",
    });
  });

  it("takes member names in any casing, ignores unknown ones, and an id of 0 or null", async () => {
    const made = await world.api("POST", "/Companies", {
      ID: 0,
      COMPANYNAME: "X",
      companytype: 1,
      OwnerResourceId: 29_682_885,
      Phone: "1",
      sprocket: 1,
    });
    expect((await item(`/Companies/${made.json.itemId}`)).companyName).toBe("X");
    expect((await world.api("POST", "/Companies", { ...company, id: null })).status).toBe(200);
    expect((await world.api("POST", "/Companies", { ...company, id: 5 })).status).toBe(500);
  });

  it("answers an adjustment with an id of null", async () => {
    const made = await world.adjust({
      contractServiceID: 70,
      effectiveDate: "2026-03-15T00:00:00Z",
      unitChange: 1,
    });
    expect([made.status, made.text]).toEqual([200, '{"itemId":null}']);
  });

  it("takes the parent from the URL and refuses another one in the body", async () => {
    const contact = { firstName: "Ada", lastName: "Lovell", isActive: 1 };
    const made = await world.api("POST", "/Companies/10/Contacts", contact);
    expect(await item(`/Contacts/${made.json.itemId}`)).toMatchObject({ companyID: 10, isActive: 1 });
    expect((await world.api("POST", "/Companies/10/Contacts", { ...contact, companyID: 0 })).status).toBe(
      500,
    );
    expect((await world.api("POST", "/Companies/4711/Contacts", contact)).status).toBe(500);
  });
});

describe("changing", () => {
  it("keeps with PATCH what is left out and clears what is null", async () => {
    const { itemId: id } = (await world.api("POST", "/Companies", company)).json;
    const changed = await world.api("PATCH", "/Companies", { id, webAddress: null, city: "Leeds" });
    expect(changed.json).toEqual({ itemId: id });
    expect(await item(`/Companies/${id}`)).toMatchObject({
      companyName: "Calder LLC",
      phone: "0123",
      city: "Leeds",
      webAddress: null,
    });
  });

  it("sets with PUT everything that is left out to null", async () => {
    const { itemId: id } = (await world.api("POST", "/Companies", company)).json;
    const { webAddress: _left, ...rest } = company;
    await world.api("PUT", "/Companies", { id, ...rest });
    expect(await item(`/Companies/${id}`)).toMatchObject({
      companyName: "Calder LLC",
      webAddress: null,
      isActive: null,
    });
  });

  it("refuses to clear what is required and to change what is not there", async () => {
    expect((await world.api("PATCH", "/Companies", { id: 10, companyName: null })).status).toBe(500);
    const unknown = await world.api("PATCH", "/Companies", { id: 4711, city: "Leeds" });
    expect([unknown.status, unknown.json.errors[0]]).toEqual([
      500,
      expect.stringContaining("No matching records found"),
    ]);
    expect((await world.api("PATCH", "/Companies", { city: "Leeds" })).status).toBe(500);
  });

  it("ignores read-only members in a change, or refuses them where the tenant does", async () => {
    await world.api("PATCH", "/Contracts", { id: 7, companyID: 0, contractName: "Renamed" });
    expect(await item("/Contracts/7")).toMatchObject({ companyID: 10, contractName: "Renamed" });
    await world.act({ act: "set-options", options: { readOnlyOnUpdate: "reject" } });
    expect((await world.api("PATCH", "/Contracts", { id: 7, companyID: 0 })).json.errors).toEqual([
      "The field companyID is read only.",
    ]);
  });

  it("changes a child only below its own parent", async () => {
    const path = "/Contracts/7/Services";
    expect((await world.api("PATCH", path, { id: 70, invoiceDescription: "Seats" })).json).toEqual({
      itemId: 70,
    });
    expect((await item("/ContractServices/70")).invoiceDescription).toBe("Seats");
    expect(
      (await world.api("PATCH", "/Contracts/8/Services", { id: 70, invoiceDescription: "X" })).status,
    ).toBe(500);
  });

  it("moves the stamps of a company when it is edited", async () => {
    await world.control("clock", { advanceMs: 3_600_000 });
    await world.api("PATCH", "/Companies", { id: 10, city: "Leeds" });
    expect((await item("/Companies/10")).lastTrackedModifiedDateTime).toBe("2026-03-17T10:00:00Z");
  });
});

describe("deleting", () => {
  it("deletes what can be deleted and says which", async () => {
    const charge = {
      contractID: 7,
      name: "Set-up",
      datePurchased: "2026-03-17T00:00:00Z",
      chargeType: 1,
      unitQuantity: 1,
      unitPrice: 45,
      billingCodeID: 1,
    };
    const { itemId } = (await world.api("POST", "/Contracts/7/Charges", charge)).json;
    expect((await world.api("DELETE", `/Contracts/7/Charges/${itemId}`)).json).toEqual({ itemId });
    expect(await item(`/ContractCharges/${itemId}`)).toBeNull();
    const again = await world.api("DELETE", `/Contracts/7/Charges/${itemId}`);
    expect([again.status, again.json.errors[0]]).toEqual([
      500,
      expect.stringContaining("No matching records found"),
    ]);
  });
});
