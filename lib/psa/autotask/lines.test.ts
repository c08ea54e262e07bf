import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Connector } from "../connector";
import type { LineState, LineTarget } from "../records";
import { TestSandbox } from "../test-sandbox";
import { autotask } from "./index";
import { credentialsOf, smallWorld } from "./test-world";

const user = "lines@partner.example";
const window = { fromDate: "2026-02-15", toDate: "2026-05-14" };
const line = { psaContractId: "7", psaItemId: "5", psaLineId: "70" };
let sandbox: TestSandbox;
let connector: Connector;

const open = () => autotask.open(sandbox.door(credentialsOf(user)));

async function fresh(options: Record<string, unknown> = {}): Promise<void> {
  await sandbox.control(user, "world", smallWorld(options));
  connector = open();
}

async function read(address: Parameters<Connector["readLines"]>[0][number] = line): Promise<LineState> {
  const [state] = await connector.readLines([address], window);
  if (!state) throw new Error("no state");
  return state;
}

const grid = (state: LineState) => state.periods.map((p) => `${p.startDate}..${p.endDate} ${p.quantity}`);

const to = (
  quantityBefore: string,
  quantity: string,
  effectiveDate: string,
  more: Partial<LineTarget> = {},
) => ({
  effectiveDate,
  quantityBefore,
  quantity,
  ...more,
});

beforeAll(async () => {
  sandbox = await TestSandbox.start();
});
afterAll(() => sandbox.stop());

describe("reading lines", () => {
  it("tells the quantity of each period, what is posted, the agreed price and the contract's facts", async () => {
    await fresh();
    const state = await read();
    expect(state).toMatchObject({
      exists: true,
      unitPrice: "9.4",
      unitCost: "7.1",
      isInBundle: false,
      contract: {
        startDate: "2026-01-15",
        endDate: "2027-01-14",
        cycle: "monthly",
        currency: "GBP",
        isActive: true,
      },
    });
    expect(grid(state)).toEqual([
      "2026-02-15..2026-03-14 10",
      "2026-03-15..2026-04-14 10",
      "2026-04-15..2026-05-14 10",
    ]);
    expect(state.periods.map((p) => p.postedAt !== undefined)).toEqual([true, false, false]);
  });

  it("says of a line that does not stand yet only what its contract is", async () => {
    await fresh();
    expect(await read({ psaContractId: "7", psaItemId: "8" })).toMatchObject({
      exists: false,
      periods: [],
      contract: { cycle: "monthly" },
    });
  });

  it("names every contract that no longer answers", async () => {
    await fresh();
    const gone = connector.readLines(
      [line, { psaContractId: "98", psaItemId: "5" }, { psaContractId: "99", psaItemId: "5" }],
      window,
    );
    await expect(gone).rejects.toMatchObject({ kind: "gone", goneIds: ["98", "99"] });
  });

  it("marks a service that also comes with a bundle of its contract", async () => {
    await fresh();
    const address = { psaContractId: "7", psaItemId: "8" };
    const act = { act: "put-into-bundle", serviceID: 8, bundleName: "Workplace", contractID: 7, units: 12 };
    await sandbox.control(user, "acts", [act]);
    connector = open();
    const before = await read(address);
    expect(before).toMatchObject({ exists: false, isInBundle: true });
    await connector.writeLine(address, before, to("0", "1", "2026-03-17"), "op-1");
    const states = await connector.readContractLines(["7"]);
    expect(states.map((s) => [s.address.psaItemId, s.isInBundle])).toEqual([
      ["5", false],
      ["8", true],
    ]);
  });

  it("reads 600 lines in 2 calls for lines and 3 for unit rows", async () => {
    const world = smallWorld();
    const services = Array.from({ length: 600 }, (_, i) => ({
      id: 1000 + i,
      name: `S${i}`,
      periodType: 2,
      unitPrice: 1,
    }));
    const lines = services.map(({ id }) => ({ id, serviceID: id, units: 1 }));
    const contract = {
      id: 7,
      companyID: 10,
      contractName: "Big",
      startDate: "2026-03-01",
      endDate: "2027-02-28",
      services: lines,
    };
    await sandbox.control(user, "world", { ...world, services, bundles: [], contracts: [contract] });
    connector = open();
    await connector.readLines([{ psaContractId: "7", psaItemId: "1000", psaLineId: "1000" }], window);
    await sandbox.control(user, "requests", {});
    const addresses = lines.map(({ id, serviceID }) => ({
      psaContractId: "7",
      psaItemId: String(serviceID),
      psaLineId: String(id),
    }));
    const states = await connector.readLines(addresses, { fromDate: "2026-03-01", toDate: "2026-03-31" });
    expect(states).toHaveLength(600);
    expect(states.every((s) => s.periods.length === 1)).toBe(true);
    expect((await sandbox.requests(user)).sort()).toEqual(
      [
        "POST /ContractServices/query",
        "POST /ContractServices/query",
        "POST /ContractServiceUnits/query",
        "POST /ContractServiceUnits/query",
        "POST /ContractServiceUnits/query",
      ].sort(),
    );
  });
});

describe("writing a line", () => {
  it("sends the difference once, with the operation in a header, and the units move from that day on", async () => {
    await fresh();
    const before = await read();
    await sandbox.control(user, "requests", {});
    const target = to("10", "12", "2026-03-17", { unitPrice: "9.9" });
    expect(await connector.writeLine(line, before, target, "op-1")).toEqual({});
    const { requests } = await sandbox.control<{ requests: { operation?: string; body: unknown }[] }>(
      user,
      "requests?writes=true",
    );
    expect(requests).toHaveLength(1);
    expect(JSON.stringify(requests[0])).toContain("op-1");
    const now = await read();
    expect(grid(now)).toEqual([
      "2026-02-15..2026-03-14 10",
      "2026-03-15..2026-03-16 10",
      "2026-03-17..2026-04-14 12",
      "2026-04-15..2026-05-14 12",
    ]);
    expect(now.unitPrice).toBe("9.9");
    expect(connector.judgeWrite(before, target, now)).toBe("applied");
    expect(connector.judgeWrite(before, target, before)).toBe("not_applied");
  });

  it("creates the line when it does not stand on the contract yet", async () => {
    await fresh();
    const address = { psaContractId: "7", psaItemId: "8" };
    const before = await read(address);
    await connector.writeLine(address, before, to("0", "3", "2026-03-17", { unitPrice: "28.5" }), "op-2");
    const now = await read(address);
    expect(now.exists).toBe(true);
    expect(grid(now)).toEqual(["2026-03-17..2026-04-14 3", "2026-04-15..2026-05-14 3"]);
    expect(connector.judgeWrite(before, to("0", "3", "2026-03-17"), now)).toBe("applied");
  });

  it("makes a second line of the same service beside the one that belongs to something else", async () => {
    await fresh();
    const address = { psaContractId: "7", psaItemId: "5", otherLineIds: ["70"] };
    const before = await read(address);
    expect(before.exists).toBe(false);
    await connector.writeLine(address, before, to("0", "2", "2026-03-17"), "op-3");
    const now = await read(address);
    expect(now.exists).toBe(true);
    expect(now.address.psaLineId).not.toBe("70");
  });

  it("refuses to add a difference to a quantity the plan did not see", async () => {
    await fresh();
    const before = await read();
    await expect(connector.writeLine(line, before, to("9", "12", "2026-03-17"), "op")).rejects.toMatchObject({
      kind: "rejected",
    });
    expect(await sandbox.requests(user, "&writes=true")).toEqual([]);
  });

  it("sends nothing when there is nothing to change", async () => {
    await fresh();
    const before = await read();
    expect(await connector.writeLine(line, before, to("10", "10", "2026-03-17"), "op")).toEqual({});
    expect(await sandbox.requests(user, "&writes=true")).toEqual([]);
  });

  it.each([
    ["outside_contract", "2027-02-01", "2027-02-01 is outside the contract 2026-01-15 to 2027-01-14"],
    ["period_posted", "2026-02-20", "was posted meanwhile"],
  ])("names the refusal %s and the date", async (refusal, date, sentence) => {
    await fresh();
    const [state] = await connector.readLines([line], { fromDate: "2026-01-15", toDate: "2027-03-01" });
    if (!state) throw new Error("no state");
    const held = state.periods.find((p) => p.startDate <= date && date <= p.endDate)?.quantity ?? "0";
    const refused = connector.writeLine(line, state, to(held, "12", date), "op");
    await expect(refused).rejects.toMatchObject({
      kind: "rejected",
      refusal,
      message: expect.stringContaining(sentence),
    });
  });

  it("names a second change on the same day, which the PSA takes only once", async () => {
    await fresh();
    await connector.writeLine(line, await read(), to("10", "12", "2026-03-17"), "op-1");
    const refused = connector.writeLine(line, await read(), to("12", "13", "2026-03-17"), "op-2");
    await expect(refused).rejects.toMatchObject({ kind: "rejected", refusal: "duplicate_date" });
  });

  it("names a tenant that does not take zero units", async () => {
    await fresh({ zeroUnits: "refuse" });
    const refused = connector.writeLine(line, await read(), to("10", "0", "2026-04-15"), "op");
    await expect(refused).rejects.toMatchObject({ kind: "rejected", refusal: "zero_refused" });
  });

  it("writes key and invoice text", async () => {
    await fresh();
    await connector.writeLineText(line, { key: "EFS-342", invoiceText: "Office Suite" }, "op-1");
    expect(await read()).toMatchObject({ key: "EFS-342", invoiceText: "Office Suite" });
  });
});

describe("a write whose answer is lost", () => {
  it.each(["after-write", "mid-answer", "empty-success", "before-write", "502-html"])(
    "is of unknown outcome after %s, is sent once, and the units tell what happened",
    async (kind) => {
      await fresh();
      const before = await read();
      const target = to("10", "12", "2026-03-17");
      await sandbox.control(user, "faults", {
        add: [{ kind, method: "POST", path: "*Adjustments", count: null }],
      });
      await expect(connector.writeLine(line, before, target, "op-1")).rejects.toMatchObject({
        kind: "unknown_outcome",
      });
      await sandbox.control(user, "faults", { clear: true });
      expect(await sandbox.requests(user, "&writes=true")).toHaveLength(1);
      const wasApplied = !["before-write", "502-html"].includes(kind);
      expect(connector.judgeWrite(before, target, await read())).toBe(wasApplied ? "applied" : "not_applied");
    },
  );

  it("is busy, not unknown, when the PSA surely did nothing", async () => {
    await fresh();
    const before = await read();
    await sandbox.control(user, "faults", {
      add: [{ kind: "429", method: "POST", path: "*Adjustments", retryAfter: { seconds: 7 } }],
    });
    await expect(
      connector.writeLine(line, before, to("10", "12", "2026-03-17"), "op-1"),
    ).rejects.toMatchObject({
      kind: "busy",
      refusal: "thread_limit",
      retryAfterMs: 7_000,
    });
  });
});
