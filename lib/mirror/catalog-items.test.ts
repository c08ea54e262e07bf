import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { buildProductMapping } from "@/db/builders/mapping";
import { buildMirrorItem } from "@/db/builders/mirror";
import { buildPartner } from "@/db/builders/partner";
import { buildProduct } from "@/db/builders/product";
import { createTestDatabase, type TestDatabase } from "@/db/test-database";
import type { Ctx } from "@/lib/auth/context";
import { testContext } from "@/lib/auth/test-context";
import { trustSandbox } from "@/lib/connections/outside";
import { saveConnection } from "@/lib/connections/save-connection";
import { credentialsOf, smallWorld } from "@/lib/psa/autotask/test-world";
import { TestSandbox } from "@/lib/psa/test-sandbox";
import { auditOf } from "@/lib/sync/test-bed";
import { listCatalogItems } from "./list-catalog-items";
import { retrieveCatalog } from "./retrieve-catalog";

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
  world = `catalog${++worlds}@partner.example`;
  await load(smallWorld());
  ({ connectionId } = await saveConnection(ctx, { provider: "autotask", credentials: credentialsOf(world) }));
});

const load = (definition: Record<string, unknown>) =>
  sandbox.control(world, "world", { ci: 6_000 + worlds, ...definition });

const on = () => ({ partnerId: ctx.partnerId, connectionId });
const list = (more: Partial<Parameters<typeof listCatalogItems>[1]> = {}, as = ctx) =>
  listCatalogItems(as, { connectionId, limit: 100, ...more });

describe("the list of catalog items", () => {
  it("names beside each item the products assigned to it, and to no other", async () => {
    await buildMirrorItem(database, { ...on(), psaItemId: "1", name: "Backup" });
    await buildMirrorItem(database, { ...on(), psaItemId: "2", name: "Suite" });
    const product = await buildProduct(database, { name: "Office" });
    await buildProductMapping(database, { ...on(), productId: product.id, psaItemId: "2" });
    const { items } = await list();
    expect(items.map(({ name, products }) => [name, products.map(({ title }) => title)])).toEqual([
      ["Backup", []],
      ["Suite", ["Office - billed per month - term 12 months"]],
    ]);
  });

  it("offers a product what fits first, then what is used, then the rest with the reason, page by page", async () => {
    const product = await buildProduct(database);
    const other = await buildProduct(database, { name: "Archive" });
    await buildMirrorItem(database, { ...on(), psaItemId: "1", name: "A yearly", cycle: "annual" });
    await buildMirrorItem(database, { ...on(), psaItemId: "2", name: "B used" });
    await buildMirrorItem(database, { ...on(), psaItemId: "3", name: "C bundle", isBundle: true });
    await buildMirrorItem(database, { ...on(), psaItemId: "4", name: "D fits", code: "DF-1" });
    await buildMirrorItem(database, { ...on(), psaItemId: "5", name: "E inactive", isActive: false });
    await buildProductMapping(database, { ...on(), productId: other.id, psaItemId: "2" });
    const wish = { productId: product.id };
    const { items } = await list(wish);
    expect(items.map(({ name, misfit }) => [name, misfit])).toEqual([
      ["D fits", null],
      ["B used", "'B used' is already used by 'Archive'. Switch on 'many products to one' to share it."],
      ["A yearly", "'A yearly' is billed yearly, the product monthly. Pick a monthly service."],
      ["C bundle", expect.stringMatching(/^'C bundle' is a bundle\. Only services attached directly/)],
      ["E inactive", "'E inactive' is inactive in Autotask. Activate it there, or choose another service."],
    ]);
    const first = await list({ ...wish, limit: 3 });
    const rest = await list({ ...wish, limit: 3, cursor: first.next ?? "" });
    expect([...first.items, ...rest.items].map(({ name }) => name)).toEqual(items.map(({ name }) => name));
    expect((await list({ productId: other.id, search: "used" })).items).toMatchObject([{ misfit: null }]);
    expect((await list({ search: "df-1" })).items).toMatchObject([{ name: "D fits" }]);
  });

  it("tells costs only to those who may see them", async () => {
    await buildMirrorItem(database, { ...on(), psaItemId: "1" });
    const viewer = testContext(database.pool, { partnerId: ctx.partnerId, role: "partner_viewer" });
    expect((await list()).items).toMatchObject([{ unitCost: "7.1" }]);
    expect((await list({}, viewer)).items).toMatchObject([{ unitCost: null, unitPrice: "9.4" }]);
  });
});

describe("retrieving the list", () => {
  it("reads the catalogue and nothing else, and says so in the log", async () => {
    const read = await retrieveCatalog(ctx, { connectionId });
    expect(read).toEqual({ asOf: new Date("2026-03-17T09:41:00Z"), items: 4, gone: 0, problem: null });
    expect((await list()).items).toHaveLength(4);
    expect(await auditOf(database, ctx.partnerId, "connection")).toContain("catalog.retrieved");
    const { rows } = await database.superuserPool.query<{ list: string }>(
      "select list from mirror_lists where connection_id = $1",
      [connectionId],
    );
    expect(rows).toEqual([{ list: "catalog_items" }]);
  });

  it("keeps the list before when most of it is missing, unless somebody says that it is right", async () => {
    await retrieveCatalog(ctx, { connectionId });
    await load({ ...smallWorld(), contracts: [], services: [], bundles: [] });
    expect(await retrieveCatalog(ctx, { connectionId })).toMatchObject({ problem: expect.any(String) });
    expect((await list()).items).toHaveLength(4);
    expect(await retrieveCatalog(ctx, { connectionId, acceptsFewer: true })).toMatchObject({ problem: null });
    expect((await list()).items).toHaveLength(0);
  });

  it("is refused to a viewer and not found by another partner", async () => {
    const viewer = testContext(database.pool, { partnerId: ctx.partnerId, role: "partner_viewer" });
    await expect(retrieveCatalog(viewer, { connectionId })).rejects.toMatchObject({ code: "forbidden" });
    const stranger = testContext(database.pool, { partnerId: (await buildPartner(database)).partnerId });
    await expect(retrieveCatalog(stranger, { connectionId })).rejects.toMatchObject({ code: "not_found" });
  });
});
