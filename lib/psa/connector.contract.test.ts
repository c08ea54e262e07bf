import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { autotaskRig } from "./autotask/contract-rig";
import type { Connector } from "./connector";
import type { ContractRig } from "./contract-rig";
import { PsaError } from "./errors";
import { collect } from "./pagination";
import { providers } from "./registry";
import { TestSandbox } from "./test-sandbox";

/** What every PSA must be able to show, played by its sandbox. A provider without one fails the first sentence. */
const rigs: readonly ContractRig[] = [autotaskRig];

it("has a rig for every provider of the registry", () => {
  expect(rigs.map((rig) => rig.provider.id).sort()).toEqual(providers.map((provider) => provider.id).sort());
});

describe.each(rigs.map((rig) => [rig.provider.id, rig] as const))("%s", (_id, rig) => {
  let sandbox: TestSandbox;
  let connector: Connector;
  const { records } = rig;
  const line = { psaContractId: records.contract, psaItemId: records.item, psaLineId: records.line };
  const { window, openDay } = records;
  const readOne = async () => {
    const [state] = await connector.readLines([line], window);
    if (!state) throw new Error("No state was answered.");
    return state;
  };
  const held = async () =>
    (await readOne()).periods.find((p) => p.startDate <= openDay && openDay <= p.endDate)?.quantity;

  beforeAll(async () => {
    sandbox = await TestSandbox.start();
  });
  afterAll(() => sandbox.stop());
  beforeEach(async () => {
    connector = rig.provider.open(await rig.freshDoor(sandbox));
  });

  it("signs in within two calls and names the database that owns the budget", async () => {
    await rig.emptyLog(sandbox);
    const instance = await connector.checkSignIn();
    expect(instance.databaseKey).toMatch(new RegExp(`^${rig.provider.id}:.+`));
    expect(await rig.requests(sandbox)).toBeLessThanOrEqual(2);
  });

  it("refuses wrong credentials after one try", async () => {
    const refusedDoor = await rig.freshDoor(sandbox);
    const wrong = rig.provider.open({
      ...refusedDoor,
      credentials: rig.wrongCredentials(refusedDoor.credentials),
    });
    await expect(wrong.checkSignIn()).rejects.toMatchObject({ kind: "credentials" });
  });

  it("lists companies by ascending id, the reseller's own marked, and finds one of them", async () => {
    const companies = await collect(connector.listCompanies());
    const ids = companies.map((company) => Number.parseInt(company.psaCompanyId, 10));
    expect(ids).toEqual(ids.toSorted((a, b) => a - b));
    expect(companies.filter((company) => company.isOwner)).toHaveLength(1);
    const known = companies.find((company) => company.psaCompanyId === records.company);
    expect(await connector.findCompany(records.company)).toEqual(known);
  });

  it("answers undefined for a company and a contract that are not there", async () => {
    expect(await connector.findCompany(records.nothing)).toBeUndefined();
    expect(await connector.findContract(records.nothing)).toBeUndefined();
  });

  it("lists contracts of the companies asked for only, with cycle, currency and calendar dates", async () => {
    const contracts = await collect(connector.listContracts([records.company]));
    expect(contracts.every((contract) => contract.psaCompanyId === records.company)).toBe(true);
    const contract = contracts.find((each) => each.psaContractId === records.contract);
    expect(contract).toMatchObject({ isRecurring: true, isActive: true, cycle: "monthly" });
    expect(contract?.currency).toMatch(/^[A-Z]{3}$/);
    expect(contract?.startDate).toMatch(/^\d{4}-\d\d-\d\d$/);
  });

  it("tells bundles from items that can stand on a contract", async () => {
    const items = await collect(connector.listCatalogItems());
    expect(items.some((item) => item.isBundle)).toBe(true);
    expect(items.find((item) => item.psaItemId === records.item)).toMatchObject({
      isBundle: false,
      cycle: "monthly",
    });
    expect(new Set(items.map((item) => item.psaItemId)).size).toBe(items.length);
  });

  it("reads a line's periods without gap or overlap, inside the window, posted ones marked", async () => {
    const { periods } = await readOne();
    expect(periods.length).toBeGreaterThan(1);
    for (const [i, period] of periods.entries()) {
      expect(period.endDate >= window.fromDate && period.startDate <= window.toDate).toBe(true);
      const previous = periods[i - 1];
      if (previous) expect(period.startDate > previous.endDate).toBe(true);
    }
    expect(periods.some((period) => period.postedAt)).toBe(true);
    expect(periods.some((period) => !period.postedAt)).toBe(true);
  });

  it("answers lines in the order they were asked for", async () => {
    const absent = { psaContractId: records.contract, psaItemId: records.otherItem };
    const states = await connector.readLines([absent, line, absent], window);
    expect(states.map((state) => state.exists)).toEqual([false, true, false]);
  });

  it("throws one `gone` that names every contract that is not there", async () => {
    const gone = connector.readLines(
      [line, { psaContractId: records.nothing, psaItemId: records.item }],
      window,
    );
    await expect(gone).rejects.toMatchObject({ kind: "gone", goneIds: [records.nothing] });
  });

  it("brings a line to the wanted quantity by one call, up and down", async () => {
    for (const quantity of ["13", "4"]) {
      const before = await readOne();
      const day = quantity === "13" ? openDay : records.nextDay;
      const quantityBefore =
        before.periods.find((p) => p.startDate <= day && day <= p.endDate)?.quantity ?? "0";
      const target = { effectiveDate: day, quantityBefore, quantity };
      await rig.emptyLog(sandbox);
      await connector.writeLine(line, before, target, `op-${quantity}`);
      expect(await rig.requests(sandbox)).toBe(1);
      const now = await readOne();
      expect(now.periods.find((p) => p.startDate <= day && day <= p.endDate)?.quantity).toBe(quantity);
      expect(connector.judgeWrite(before, target, now)).toBe("applied");
    }
  });

  it("creates a line where there is none, with its price", async () => {
    const address = { psaContractId: records.contract, psaItemId: records.otherItem };
    const [before] = await connector.readLines([address], window);
    if (!before) throw new Error("No state was answered.");
    const target = { effectiveDate: openDay, quantityBefore: "0", quantity: "2", unitPrice: "12.5" };
    await connector.writeLine(address, before, target, "op-1");
    const [now] = await connector.readLines([address], window);
    expect(now).toMatchObject({ exists: true, unitPrice: "12.5" });
    expect(now && connector.judgeWrite(before, target, now)).toBe("applied");
  });

  it("keeps a key and a text on a line, and takes them again without harm", async () => {
    for (let times = 0; times < 2; times++) {
      await connector.writeLineText(line, { key: "EFS-342", invoiceText: "Office Suite" }, `op-${times}`);
      expect(await readOne()).toMatchObject({ key: "EFS-342", invoiceText: "Office Suite" });
    }
  });

  it("proves a write whose answer was lost, and one that never arrived", async () => {
    for (const [lose, verdict] of [
      [rig.loseAnswer, "applied"],
      [rig.loseRequest, "not_applied"],
    ] as const) {
      connector = rig.provider.open(await rig.freshDoor(sandbox));
      const before = await readOne();
      const target = { effectiveDate: openDay, quantityBefore: (await held()) ?? "0", quantity: "21" };
      await lose(sandbox);
      await rig.emptyLog(sandbox);
      await expect(connector.writeLine(line, before, target, "op-1")).rejects.toMatchObject({
        kind: "unknown_outcome",
      });
      expect(await rig.requests(sandbox)).toBe(1);
      expect(connector.judgeWrite(before, target, await readOne())).toBe(verdict);
    }
  });

  const charge = { date: openDay, name: "2 seats 17-31 March", quantity: "1", unitPrice: "19.35" };

  /** A charge on the contract's billing code, as the connector proposes it. */
  async function charged(change: { unitPrice?: string } = {}) {
    const terms = await connector.checkCharges();
    if ("obstacle" in terms) throw new Error(terms.obstacle);
    return { ...charge, psaBillingCodeId: terms.psaBillingCodeId, ...change };
  }

  it("charges an amount once, and one below zero, and finds each by its operation", async () => {
    for (const [operationId, unitPrice] of [
      ["op-more", "19.35"],
      ["op-less", "-23.23"],
    ] as const) {
      const wanted = await charged({ unitPrice });
      const { reference } = await connector.addCharge(records.contract, wanted, operationId);
      const [found, ...more] = await connector.findCharges(records.contract, operationId);
      expect(found).toMatchObject({ ...wanted, psaChargeId: reference, isBilled: false });
      expect(more).toEqual([]);
      expect(await connector.readCharges([reference ?? "", records.nothing])).toEqual([found]);
    }
    expect(await connector.findCharges(records.contract, "op-other")).toEqual([]);
  });

  it("takes a charge away that is not billed, and says of one that is not there that it is gone", async () => {
    const { reference = "" } = await connector.addCharge(records.contract, await charged(), "op-1");
    const place = { psaContractId: records.contract, psaChargeId: reference };
    await connector.removeCharge(place, "op-2");
    expect(await connector.readCharges([reference])).toEqual([]);
    await expect(connector.removeCharge(place, "op-3")).rejects.toMatchObject({ kind: "gone" });
  });

  it("proves a charge whose answer was lost, and one that never arrived", async () => {
    for (const [lose, count] of [
      [rig.loseAnswer, 1],
      [rig.loseRequest, 0],
    ] as const) {
      connector = rig.provider.open(await rig.freshDoor(sandbox));
      const wanted = await charged();
      await lose(sandbox);
      await expect(connector.addCharge(records.contract, wanted, "op-1")).rejects.toMatchObject({
        kind: "unknown_outcome",
      });
      expect(await connector.findCharges(records.contract, "op-1")).toHaveLength(count);
    }
  });

  it("throws nothing but PsaError when the PSA talks nonsense", async () => {
    await connector.findCompany(records.company);
    await rig.talkNonsense(sandbox);
    const failures = await Promise.allSettled([
      collect(connector.listCompanies()),
      connector.findContract(records.contract),
      connector.readLines([line], window),
      connector.readContractLines([records.contract]),
      connector.checkCharges(),
      connector.readCharges(["1"]),
    ]);
    expect(new Set(failures.map((each) => each.status))).toEqual(new Set(["rejected"]));
    for (const each of failures) if (each.status === "rejected") expect(each.reason).toBeInstanceOf(PsaError);
  });
});
