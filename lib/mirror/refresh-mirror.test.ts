import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { buildCustomer } from "@/db/builders/customer";
import { buildPartner } from "@/db/builders/partner";
import { createTestDatabase, type TestDatabase } from "@/db/test-database";
import type { Ctx } from "@/lib/auth/context";
import { testContext } from "@/lib/auth/test-context";
import { trustSandbox } from "@/lib/connections/outside";
import { saveConnection } from "@/lib/connections/save-connection";
import { credentialsOf, smallWorld } from "@/lib/psa/autotask/test-world";
import { TestSandbox } from "@/lib/psa/test-sandbox";
import { getCompany } from "./get-company";
import { saveLineStates } from "./line-state-store";
import { listCatalogItems } from "./list-catalog-items";
import { listCompanies } from "./list-companies";
import { listContracts } from "./list-contracts";
import { refreshContract } from "./refresh-contract";
import { refreshMirror } from "./refresh-mirror";

let database: TestDatabase;
let sandbox: TestSandbox;
let ctx: Ctx;
let connectionId: string;
let world: string;
let worlds = 0;

beforeAll(async () => {
  database = await createTestDatabase();
  sandbox = await TestSandbox.start();
  trustSandbox(sandbox.origin);
  await database.superuserPool.query("select set_business_clock('frozen', '2026-03-17T09:41:00Z')");
});
afterAll(async () => {
  await sandbox.stop();
  await database.drop();
});
beforeEach(async () => {
  ctx = testContext(database.pool, { partnerId: (await buildPartner(database)).partnerId });
  world = `mirror${++worlds}@partner.example`;
  await load(smallWorld());
  ({ connectionId } = await saveConnection(ctx, { provider: "autotask", credentials: credentialsOf(world) }));
});

/** Replaces the world's content; the API user stays the same. */
const load = (definition: Record<string, unknown>) =>
  sandbox.control(world, "world", { ci: 5_000 + worlds, ...definition });

const companies = (count: number) =>
  Array.from({ length: count }, (_, i) => ({ id: 100 + i, companyName: `Company ${i}` }));

async function mapCompany(psaCompanyId: string): Promise<void> {
  const customer = await buildCustomer(database, { partnerId: ctx.partnerId });
  await database.superuserPool.query(
    `insert into customer_mappings (partner_id, id, customer_id, connection_id, psa_company_id, psa_company_name, state,
       external_reference, created_at, updated_at)
     values ($1, $2, $3, $4, $5, 'x', 'mapped', 'EFS-1', now(), now())`,
    [ctx.partnerId, randomUUID(), customer.id, connectionId, psaCompanyId],
  );
}

const rows = async (table: string, columns: string) =>
  (
    await database.superuserPool.query(
      `select ${columns} from ${table} where connection_id = $1 order by 1`,
      [connectionId],
    )
  ).rows;

const list = () => listCompanies(ctx, { connectionId, limit: 100 });

describe("a refresh", () => {
  it("keeps companies, catalogue and billing codes, and contracts with lines of mapped companies", async () => {
    await mapCompany("10");
    const { lists } = await refreshMirror(ctx, { connectionId });
    expect(lists.map(({ list: name, rows: count, gone }) => [name, count, gone])).toEqual([
      ["companies", 3, 0],
      ["catalog_items", 4, 0],
      ["billing_codes", expect.any(Number), 0],
      ["contracts", 2, 0],
      ["lines", 1, 0],
    ]);
    const [line] = await rows("mirror_lines", "psa_line_id, psa_item_id, unit_price, periods");
    expect(line).toMatchObject({ psa_line_id: "70", psa_item_id: "5" });
    expect(line.periods[0]).toMatchObject({ startDate: "2026-01-15", endDate: "2026-02-14", quantity: "10" });
    expect(line.periods[0].postedAt).toBeDefined();
    const [connection] = await database.superuserPool
      .query("select currency from connections where id = $1", [connectionId])
      .then((answer) => answer.rows);
    expect(connection.currency).toBe("GBP");
  });

  it("reads 10,000 companies in at most 22 calls, metadata known", { timeout: 60_000 }, async () => {
    await refreshMirror(ctx, { connectionId, lists: ["companies"] });
    await load({ ...smallWorld(), companies: companies(9_999), contracts: [] });
    const { lists, callsUsed } = await refreshMirror(ctx, {
      connectionId,
      lists: ["companies"],
      acceptsFewer: true,
    });
    expect(lists[0]).toMatchObject({ rows: 10_000 });
    expect(callsUsed).toBeLessThanOrEqual(22);
    expect(await rows("mirror_companies", "psa_company_id")).toHaveLength(10_002);
  });

  it("flags what no longer answers, and keeps its name", async () => {
    await load({ ...smallWorld(), companies: companies(20), contracts: [] });
    await refreshMirror(ctx, { connectionId, lists: ["companies"] });
    await sandbox.control(world, "acts", [{ act: "hide", entity: "Companies", ids: [100, 101] }]);
    const { lists } = await refreshMirror(ctx, { connectionId, lists: ["companies"] });
    expect(lists[0]).toMatchObject({ gone: 2 });
    expect(lists[0]?.problem).toBeUndefined();
    const gone = (await rows("mirror_companies", "psa_company_id, name, is_gone")).filter(
      (row) => row.is_gone,
    );
    expect(gone.map((row) => row.name).sort()).toEqual(["Company 0", "Company 1"]);
    expect((await list()).companies.map(({ name }) => name)).not.toContain("Company 0");
  });

  it("changes nothing when more than a fifth is gone, says so, and takes a person's word for it", async () => {
    await load({ ...smallWorld(), companies: companies(20), contracts: [] });
    await refreshMirror(ctx, { connectionId, lists: ["companies"] });
    const ids = Array.from({ length: 6 }, (_, i) => 100 + i);
    await sandbox.control(world, "acts", [{ act: "hide", entity: "Companies", ids }]);
    const refused = await refreshMirror(ctx, { connectionId, lists: ["companies"] });
    expect(refused.lists[0]?.problem).toContain("Of 21 companies 6 no longer answer. Nothing was changed");
    const shown = await list();
    expect(shown.companies).toHaveLength(21);
    expect(shown.problem).toContain("Nothing was changed");
    await refreshMirror(ctx, { connectionId, lists: ["companies"], acceptsFewer: true });
    expect((await list()).companies).toHaveLength(15);
    expect((await list()).problem).toBeNull();
  });

  it("changes nothing when the PSA's answer cannot be trusted", async () => {
    await refreshMirror(ctx, { connectionId, lists: ["companies"] });
    await sandbox.control(world, "faults", {
      add: [{ kind: "half-page", path: "/Companies/query", count: null }],
    });
    await expect(refreshMirror(ctx, { connectionId, lists: ["companies"] })).rejects.toMatchObject({
      kind: "bad_answer",
    });
    expect((await list()).companies).toHaveLength(3);
  });

  it("is refused to a viewer, and another partner finds no connection", async () => {
    const viewer = testContext(database.pool, { partnerId: ctx.partnerId, role: "partner_viewer" });
    await expect(refreshMirror(viewer, { connectionId })).rejects.toMatchObject({ code: "forbidden" });
    const other = testContext(database.pool, { partnerId: (await buildPartner(database)).partnerId });
    await expect(refreshMirror(other, { connectionId })).rejects.toMatchObject({ code: "not_found" });
    await expect(listCompanies(other, { connectionId, limit: 10 })).rejects.toMatchObject({
      code: "not_found",
    });
  });

  it("of one contract brings its lines, and flags a contract that is gone", async () => {
    expect(await refreshContract(ctx, { connectionId, psaContractId: "7" })).toEqual({ isGone: false });
    expect(await rows("mirror_lines", "psa_line_id")).toHaveLength(1);
    await sandbox.control(world, "acts", [{ act: "hide", entity: "Contracts", ids: [7] }]);
    expect(await refreshContract(ctx, { connectionId, psaContractId: "7" })).toEqual({ isGone: true });
    expect(await rows("mirror_contracts", "is_gone")).toEqual([{ is_gone: true }]);
  });
});

describe("the lists", () => {
  beforeEach(() => refreshMirror(ctx, { connectionId }));

  it("find companies by part of a name or by id, in pages, with why one cannot be mapped, without a call", async () => {
    await sandbox.control(world, "requests", {});
    const first = await listCompanies(ctx, { connectionId, limit: 2 });
    expect(first.companies.map(({ name }) => name)).toEqual(["Calder Ltd", "Lead & Co"]);
    const second = await listCompanies(ctx, { connectionId, limit: 2, cursor: first.next ?? "" });
    expect(second.companies.map(({ isOwner }) => isOwner)).toEqual([true]);
    expect(second.next).toBeNull();
    expect(first.companies[1]?.misfit).toContain("has type Lead - change it to Customer in Autotask to map");
    const search = (text: string) => listCompanies(ctx, { connectionId, limit: 10, search: text });
    expect((await search("cald")).companies.map(({ psaCompanyId }) => psaCompanyId)).toEqual(["10"]);
    expect((await search("11")).companies.map(({ name }) => name)).toEqual(["Lead & Co"]);
    expect((await search("100%")).companies).toEqual([]);
    expect(await sandbox.requests(world)).toEqual([]);
  });

  it("refuse a cursor that is not theirs", async () => {
    const wrong = listCompanies(ctx, { connectionId, limit: 2, cursor: "nonsense" });
    await expect(wrong).rejects.toMatchObject({ code: "invalid" });
  });

  it("show items of another cycle and bundles as not to be chosen, and cost only to those who may see it", async () => {
    const wanted = { connectionId, limit: 10, billingCycle: "monthly" as const };
    const { items } = await listCatalogItems(ctx, wanted);
    const misfits = Object.fromEntries(items.map((item) => [item.name, item.misfit]));
    expect(misfits["Office Suite Standard"]).toBeNull();
    expect(misfits["Office Suite yearly"]).toContain("is billed yearly, the product monthly");
    expect(misfits.Workplace).toContain("is a bundle");
    const viewer = testContext(database.pool, { partnerId: ctx.partnerId, role: "partner_viewer" });
    const seen = await listCatalogItems(viewer, wanted);
    expect(seen.items.map(({ unitCost }) => unitCost)).toEqual([null, null, null, null]);
  });

  it("read a typed company id live", async () => {
    expect((await getCompany(ctx, { connectionId, psaCompanyId: "10" })).company.name).toBe("Calder Ltd");
    await expect(getCompany(ctx, { connectionId, psaCompanyId: "4711" })).rejects.toMatchObject({
      code: "not_found",
      message: "There is no company 4711 in Autotask, or the API user may not see it.",
    });
  });

  it("read a company's contracts live, say why one does not fit and choose the only one that does", async () => {
    const subscription = { billingCycle: "monthly" as const, currency: "GBP", effectiveDate: "2026-03-17" };
    const found = await listContracts(ctx, { connectionId, psaCompanyId: "10", subscription });
    expect(found.choice).toBe("7");
    expect(found.contracts.map(({ name, misfit }) => [name, misfit?.reason])).toEqual([
      ["Managed services", undefined],
      ["Ad hoc", "kind"],
    ]);
    const inEuro = await listContracts(ctx, {
      connectionId,
      psaCompanyId: "10",
      subscription: { ...subscription, currency: "EUR" },
    });
    expect(inEuro.choice).toBeNull();
    expect(inEuro.contracts[0]?.misfit?.message).toContain("The order is in EUR, the contract in GBP.");
  });
});

describe("lines as they were read back", () => {
  it("take the place of what the mirror knew of the window, and keep prices that were not read", async () => {
    await mapCompany("10");
    await refreshMirror(ctx, { connectionId, lists: ["contracts"] });
    const state = {
      address: { psaContractId: "7", psaItemId: "5", psaLineId: "70" },
      exists: true,
      contract: { startDate: "2026-01-15", isActive: true, isRecurring: true },
      isInBundle: false,
      periods: [{ startDate: "2026-03-15", endDate: "2026-04-14", quantity: "12" }],
    };
    const narrow = { ...state, periods: [{ startDate: "2026-05-15", endDate: "2026-05-20", quantity: "9" }] };
    await ctx.transaction((tx) => saveLineStates(tx, connectionId, [state, state]));
    await ctx.transaction((tx) => saveLineStates(tx, connectionId, [narrow]));
    const [line] = await rows("mirror_lines", "unit_price::float as price, periods");
    expect(line.price).toBe(9.4);
    type Row = { startDate: string; endDate: string; quantity: string };
    const grid = line.periods.map((p: Row) => `${p.startDate}..${p.endDate} ${p.quantity}`);
    expect(grid.slice(0, 6)).toEqual([
      "2026-01-15..2026-02-14 10",
      "2026-02-15..2026-03-14 10",
      "2026-03-15..2026-04-14 12",
      "2026-04-15..2026-05-14 10",
      "2026-05-15..2026-05-20 9",
      "2026-05-21..2026-06-14 10",
    ]);
  });
});
