import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Connector } from "../connector";
import { TestSandbox } from "../test-sandbox";
import { autotask } from "./index";
import { credentialsOf, smallWorld } from "./test-world";

const user = "charges@partner.example";
const codes = [
  { id: 1, name: "Recurring Service Revenue" },
  { id: 2, name: "Hardware", useType: 3 },
];
const fee = { date: "2026-03-17", name: "Set-up", quantity: "2", unitPrice: "45.5", psaBillingCodeId: "1" };
let sandbox: TestSandbox;
let connector: Connector;

const open = () => autotask.open(sandbox.door(credentialsOf(user)));

async function fresh(world: Record<string, unknown> = {}, options: Record<string, unknown> = {}) {
  await sandbox.control(user, "world", { ...smallWorld(options), billingCodes: codes, ...world });
  connector = open();
}

beforeAll(async () => {
  sandbox = await TestSandbox.start();
});
afterAll(() => sandbox.stop());

describe("the billing code of charges", () => {
  const materials = [...codes, { id: 3, name: "Licences", useType: 3 }];

  it.each<[string, object[], string | undefined, string | undefined]>([
    ["is the only one that is made for charges", codes, undefined, "2"],
    ["is one of the usual names where none is", codes.slice(0, 1), undefined, "1"],
    ["is one of the usual names where several are", materials, undefined, "1"],
    ["is the chosen one", materials, "3", "3"],
    ["is none where the chosen one is inactive", [{ ...codes[1], isActive: false }], "2", undefined],
    ["is none where no name is known", [{ id: 9, name: "Labour", useType: 1 }], undefined, undefined],
  ])("%s", async (_what, billingCodes, chosen, expected) => {
    await fresh({ billingCodes });
    const terms = await connector.checkCharges(chosen);
    expect("psaBillingCodeId" in terms ? terms.psaBillingCodeId : undefined).toBe(expected);
    if ("obstacle" in terms) expect(terms.obstacle).toContain("Integration Setup");
  });
});

describe("rights on charges", () => {
  it.each([
    ["create", "may not create contract charges"],
    ["query", "may not read contract charges"],
  ])("to %s are needed before anything is charged", async (verb, sentence) => {
    await fresh({}, { denied: { ContractCharges: [verb] } });
    expect(await connector.checkCharges()).toEqual({ obstacle: expect.stringContaining(sentence) });
  });

  it("to read billing codes too", async () => {
    await fresh({}, { denied: { BillingCodes: ["query"] } });
    expect(await connector.checkCharges()).toEqual({
      obstacle: expect.stringContaining("may not read billing codes"),
    });
  });

  it("to delete are told, because they decide how a charge is taken back", async () => {
    await fresh({}, { denied: { ContractCharges: ["delete"] } });
    expect(await connector.checkCharges()).toMatchObject({ canRemove: false });
  });

  it("are asked again as long as something is in the way, and once a day otherwise", async () => {
    await fresh({}, { denied: { ContractCharges: ["create"] } });
    await connector.checkCharges();
    const options = { denied: {} };
    await sandbox.control(user, "acts", [{ act: "set-options", options }]);
    expect(await connector.checkCharges()).toMatchObject({ psaBillingCodeId: "2", canRemove: true });
    await sandbox.control(user, "requests", {});
    await connector.checkCharges();
    expect(await sandbox.requests(user)).toEqual([]);
  });

  it("that went missing refuse the charge alone, not the connection", async () => {
    await fresh({}, { denied: { ContractCharges: ["create"] } });
    await expect(connector.addCharge("7", fee, "op-1")).rejects.toMatchObject({
      kind: "rejected",
      refusal: "right_missing",
      lacks: { right: "create contract charges" },
    });
  });
});

describe("a charge", () => {
  it("is sent with its marker behind what it is for, inside Autotask's lengths", async () => {
    await fresh();
    const long = { ...fee, name: "n".repeat(130), description: "d".repeat(2_500) };
    const { reference = "" } = await connector.addCharge("7", long, "0f8b4e3a-1c2d-4e5f-8a9b-0123456789ab");
    const [charge] = await connector.readCharges([reference]);
    expect(charge?.name).toHaveLength(100);
    expect(charge?.description).toHaveLength(2_000);
    expect(charge?.description).toMatch(/d \[CP-8a9b0123456789ab\]$/);
  });

  it("that is billed is told as billed and cannot be deleted", async () => {
    await fresh();
    const { reference = "" } = await connector.addCharge("7", { ...fee, date: "2026-02-25" }, "op-1");
    await sandbox.control(user, "acts", [{ act: "post-period", contractID: 7, date: "2026-03-17" }]);
    expect(await connector.readCharges([reference])).toMatchObject([{ isBilled: true }]);
    const place = { psaContractId: "7", psaChargeId: reference };
    await expect(connector.removeCharge(place, "op-2")).rejects.toMatchObject({ kind: "rejected" });
  });

  it("of another contract is not found by the same operation", async () => {
    await fresh();
    await connector.addCharge("7", fee, "op-1");
    expect(await connector.findCharges("9", "op-1")).toEqual([]);
  });
});
