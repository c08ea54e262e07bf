import { describe, expect, test } from "vitest";
import type { CustomerMapRow, CustomerMapSlot } from "@/lib/mappings/customer-map-wire";
import {
  afterSave,
  chooseCompany,
  chooseContract,
  countEdits,
  dropEdit,
  type Edits,
  keepMine,
  slotKey,
} from "./edits";

const slot: CustomerMapSlot = {
  billingCycle: "monthly",
  currency: "GBP",
  label: "monthly",
  subscriptions: 2,
  unlinked: 0,
  billed: 0,
  contracts: [{ psaContractId: "507", name: "Support", subscriptions: 2 }],
  effectiveDate: "2026-03-17",
  mark: "2.2.507",
};

const row: CustomerMapRow = {
  customerId: "c1",
  vendorCustomerId: "19652",
  companyName: "Calder",
  currency: "GBP",
  state: "mapped",
  connectionId: "k1",
  psaCompanyId: "201",
  psaCompanyName: "Calder Ltd",
  reason: null,
  version: 3,
  changedAt: null,
  changedBy: null,
  services: 2,
  money: [],
  renamed: null,
  broken: null,
  slots: [slot],
};

const company = (psaCompanyId: string) => ({
  connectionId: "k1",
  company: { psaCompanyId, name: "A company" },
});
const contract = (psaContractId: string) => ({ contract: { psaContractId, name: "A" }, isOnlyFit: false });
const key = slotKey(slot);

describe("unsaved edits", () => {
  test("are none when the choice is what stands there", () => {
    expect(chooseCompany({}, row, company("201"))).toEqual({});
    expect(chooseContract({}, row, slot, contract("507"))).toEqual({});
  });

  test("lose the contract when the company changes, and are counted one by one", () => {
    const chosen = chooseContract(chooseCompany({}, row, company("202")), row, slot, contract("601"));
    expect(countEdits(chosen)).toBe(2);
    const moved = chooseCompany(chosen, row, company("203"));
    expect(countEdits(moved)).toBe(1);
    expect(moved.c1?.company).toMatchObject({ company: { psaCompanyId: "203" }, version: 3 });
    expect(chooseCompany(moved, row, undefined)).toEqual({});
  });

  test("keep what was refused, with its reason, and let go of what was saved", () => {
    const edits = chooseContract(chooseCompany({}, row, company("202")), row, slot, contract("601"));
    const half = afterSave(edits, {
      companies: new Map([["c1", "saved" as const]]),
      contracts: new Map([["c1", new Map([[key, { message: "It ended." }]])]]),
    });
    expect(countEdits(half)).toBe(1);
    // Its company was saved by the same hand, which took the old contract off: the old mark says nothing any more.
    expect(half.c1?.contracts[key]).toMatchObject({ refused: { message: "It ended." }, mark: undefined });
    expect(half.c1?.row).toMatchObject({ state: "mapped", psaCompanyId: "202" });
    const whole = afterSave(half, {
      companies: new Map(),
      contracts: new Map([["c1", new Map([[key, "saved" as const]])]]),
    });
    expect(whole).toEqual({});
  });

  test("build on the other person's value once the reader keeps the own one", () => {
    const theirs = { words: "Acme (9)", version: 7, mark: "2.4.9" };
    const refused: Edits = afterSave(
      chooseContract(chooseCompany({}, row, company("202")), row, slot, contract("601")),
      {
        companies: new Map([["c1", { message: "Changed.", theirs }]]),
        contracts: new Map([["c1", new Map([[key, { message: "Changed.", theirs }]])]]),
      },
    );
    const kept = keepMine(keepMine(refused, "c1"), "c1", key);
    expect(kept.c1?.company).toMatchObject({ version: 7 });
    expect(kept.c1?.company?.refused).toBeUndefined();
    expect(kept.c1?.contracts[key]).toMatchObject({ mark: "2.4.9" });
    expect(dropEdit(refused, "c1")).toEqual({});
  });
});
