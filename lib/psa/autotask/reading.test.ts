import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Connector, Instance } from "../connector";
import { collect } from "../pagination";
import type { ConnectorDoor } from "../provider";
import { TestSandbox } from "../test-sandbox";
import { autotask } from "./index";
import { credentialsOf, smallWorld } from "./test-world";

const user = "reading+1@partner.example";
let sandbox: TestSandbox;
let connector: Connector;

async function fresh(
  world: Record<string, unknown> = smallWorld(),
  change: Partial<ConnectorDoor> = {},
): Promise<void> {
  await sandbox.control(user, "world", world);
  connector = autotask.open(sandbox.door(credentialsOf(user), change));
}
const fault = (add: Record<string, unknown>) => sandbox.control(user, "faults", { add: [add] });

beforeAll(async () => {
  sandbox = await TestSandbox.start();
});
afterAll(() => sandbox.stop());

describe("companies, contracts and catalogue", () => {
  it("come in neutral words", async () => {
    await fresh();
    const companies = await collect(connector.listCompanies());
    expect(companies.find(({ psaCompanyId }) => psaCompanyId === "10")).toMatchObject({
      name: "Calder Ltd",
      typeName: "Customer",
      isCustomer: true,
      isActive: true,
      isOwner: false,
      currency: "GBP",
      city: "Leeds",
    });
    expect(companies.find(({ psaCompanyId }) => psaCompanyId === "11")).toMatchObject({ isCustomer: false });
    expect(companies.find(({ isOwner }) => isOwner)?.psaCompanyId).toBe("0");

    const contracts = await collect(connector.listContracts(["10"]));
    expect(contracts).toMatchObject([
      {
        psaContractId: "7",
        kindName: "Recurring Service",
        isRecurring: true,
        isActive: true,
        cycle: "monthly",
        currency: "GBP",
        number: "EFS-19652-M",
        startDate: "2026-01-15",
        endDate: "2027-01-14",
      },
      { psaContractId: "9", isRecurring: false },
    ]);

    const items = await collect(connector.listCatalogItems());
    expect(items).toMatchObject([
      { psaItemId: "5", cycle: "monthly", unitPrice: "9.4", unitCost: "7.1", isBundle: false, inBundles: [] },
      { psaItemId: "6", cycle: "annual" },
      { psaItemId: "8", inBundles: ["Workplace"] },
      { psaItemId: "bundle-3", isBundle: true, name: "Workplace" },
    ]);
    expect((await collect(connector.listBillingCodes())).length).toBeGreaterThan(0);
  });

  it("are undefined where the id is unknown or no id at all", async () => {
    await fresh();
    expect(await connector.findCompany("4711")).toBeUndefined();
    expect(await connector.findCompany("Calder")).toBeUndefined();
    expect(await connector.findContract("4711")).toBeUndefined();
  });

  it("take 20 calls for 10,000 companies once metadata is known, and 3 more on the first day", async () => {
    const companies = Array.from({ length: 9_999 }, (_, i) => ({ id: 100 + i, companyName: `Company ${i}` }));
    await fresh({ ...smallWorld(), companies, contracts: [] });
    expect(await collect(connector.listCompanies())).toHaveLength(10_000);
    const first = await sandbox.requests(user);
    expect(first.filter((request) => request.includes("zone")).length).toBe(1);
    await sandbox.control(user, "requests", {});
    expect(await collect(connector.listCompanies())).toHaveLength(10_000);
    expect(await sandbox.requests(user)).toHaveLength(20);
    expect(first.length - 1 - 20).toBe(3);
  });
});

describe("sign-in", () => {
  it("takes the zone look-up and one call, and names the reseller's own company", async () => {
    await fresh();
    await sandbox.control(user, "requests", {});
    const instance = await connector.checkSignIn();
    expect(instance.databaseKey).toMatch(/^autotask:\d+$/);
    expect(instance.displayName).toContain("database");
    expect(await sandbox.requests(user)).toHaveLength(2);
  });

  it("follows a database to another zone once and tells of it", async () => {
    const moves: Instance[] = [];
    await fresh();
    const known = await connector.checkSignIn();
    const onMoved = async (instance: Instance): Promise<void> => {
      moves.push(instance);
    };
    connector = autotask.open(sandbox.door(credentialsOf(user), { known, onMoved }));
    await sandbox.control(user, "acts", [{ act: "move-zone", zone: "zone2" }]);
    expect((await connector.findCompany("10"))?.name).toBe("Calder Ltd");
    expect(moves.map(({ address }) => address)).toEqual([expect.stringContaining("/zone2/")]);
  });

  it.each([
    ["with its zone unchanged", "/Companies/*"],
    ["with its user unknown to every zone", "*"],
  ])("stops at the first confirmed 401, %s, and sends nothing more", async (_how, path) => {
    let refused = 0;
    await fresh();
    const known = await connector.checkSignIn();
    const onCredentialsRefused = async (): Promise<void> => {
      refused++;
    };
    connector = autotask.open(sandbox.door(credentialsOf(user), { known, onCredentialsRefused }));
    await fault({ kind: "expired", path, count: null });
    await sandbox.control(user, "requests", {});
    await expect(connector.findCompany("10")).rejects.toMatchObject({ kind: "credentials" });
    await expect(connector.findCompany("10")).rejects.toMatchObject({ kind: "credentials" });
    const requests = await sandbox.requests(user);
    expect(requests).toEqual(["GET /Companies/10", expect.stringContaining("GET /zoneInformation")]);
    expect(refused).toBe(1);
  });

  it("sends no secret to a zone address that is not Autotask's", async () => {
    await fresh();
    connector = autotask.open(
      sandbox.door(credentialsOf(user), {
        known: { databaseKey: "autotask:1", address: "https://evil.example/", displayName: "x" },
      }),
    );
    await expect(connector.findCompany("10")).rejects.toMatchObject({
      kind: "bad_answer",
      message: "The zone address evil.example is not an Autotask address. Nothing was sent there.",
    });
  });

  it("names the rights that are missing", async () => {
    await fresh(smallWorld({ denied: { ContractServiceAdjustments: ["create"], Services: ["query"] } }));
    expect(await connector.checkRights()).toEqual([
      expect.stringContaining("may not create contract service adjustments"),
      expect.stringContaining("may not read services"),
    ]);
  });
});

describe("a read through trouble", () => {
  it.each([
    ["500", { kind: "500" }],
    ["a text nobody has seen", { kind: "500", text: "Deadlock victim" }],
    ["502-html", { kind: "502-html" }],
    ["html-200", { kind: "html-200" }],
    ["before-write", { kind: "before-write" }],
    ["mid-answer", { kind: "mid-answer" }],
    ["empty-success", { kind: "empty-success" }],
    ["half-page", { kind: "half-page" }],
    ["429", { kind: "429", retryAfter: { seconds: 1 } }],
  ])("of one answer (%s) is repeated and whole", async (_name, add) => {
    await fresh();
    await fault({ ...add, path: "/Companies/query", count: 1 });
    expect(await collect(connector.listCompanies())).toHaveLength(3);
    const asked = (await sandbox.requests(user)).filter((request) => request === "POST /Companies/query");
    expect(asked).toHaveLength(2);
  });

  it.each([
    ["html-200", "bad_answer"],
    ["half-page", "bad_answer"],
    ["502-html", "busy"],
    ["mid-answer", "busy"],
  ])("of every answer (%s) ends as %s after three tries, with nothing believed", async (kind, expected) => {
    await fresh();
    await collect(connector.listCompanies());
    await sandbox.control(user, "requests", {});
    await fault({ kind, path: "/Companies/query", count: null });
    await expect(collect(connector.listCompanies())).rejects.toMatchObject({ kind: expected });
    expect(await sandbox.requests(user)).toHaveLength(3);
  });

  it("does not walk a list that answers in circles", async () => {
    const companies = Array.from({ length: 600 }, (_, i) => ({ id: 100 + i, companyName: `Company ${i}` }));
    await fresh({ ...smallWorld(), companies, contracts: [] });
    await fault({ kind: "looping-page", path: "/Companies/query", count: null });
    await expect(collect(connector.listCompanies())).rejects.toMatchObject({
      kind: "bad_answer",
      message: expect.stringContaining("repeats itself"),
    });
  });

  it("gives a silent PSA up at the deadline, once", async () => {
    await fresh(smallWorld(), { deadlineMs: 300 });
    await connector.findCompany("10");
    await fault({ kind: "stall", path: "/Companies/*", count: null });
    await expect(connector.findCompany("10")).rejects.toMatchObject({
      kind: "busy",
      message: expect.stringContaining("No answer from 127.0.0.1"),
    });
  });

  it("tells the hour's calls of all integrations", async () => {
    await fresh();
    await sandbox.control(user, "acts", [{ act: "use-hour", requests: 5_000 }]);
    const allowance = await connector.readAllowance();
    expect(allowance?.perHour).toBe(10_000);
    expect(allowance?.usedInHour).toBeGreaterThanOrEqual(5_000);
  });

  it("is told to wait when the hour is used up", async () => {
    await fresh();
    await connector.findCompany("10");
    await sandbox.control(user, "acts", [{ act: "use-hour", requests: 10_000 }]);
    await expect(connector.findCompany("10")).rejects.toMatchObject({
      kind: "busy",
      refusal: "quota_used_up",
    });
  });
});
