import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildConnection } from "@/db/builders/connection";
import { buildCustomer } from "@/db/builders/customer";
import { buildCustomerMapping, buildProductMapping } from "@/db/builders/mapping";
import { buildMirrorItem } from "@/db/builders/mirror";
import { buildPartner } from "@/db/builders/partner";
import { buildProduct } from "@/db/builders/product";
import { buildSubscription } from "@/db/builders/subscription";
import { createTestDatabase, type TestDatabase } from "@/db/test-database";
import { testContext } from "@/lib/auth/test-context";
import { toInstant } from "@/lib/clock";
import { freezeClock } from "@/lib/sync/test-bed";
import { confirmProductMappings } from "./confirm-product-mappings";
import { getProductMapping } from "./get-product-mapping";
import { listProductFamilies } from "./list-product-families";
import { unmapProduct } from "./unmap-product";

describe("the Products screen", () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
    await freezeClock(database);
  });
  afterAll(() => database.drop());

  /** A family with a product mapped and held, one not mapped and held twice, and one that nobody holds. */
  async function build() {
    const { partnerId } = await buildPartner(database);
    const { id: connectionId } = await buildConnection(database, { partnerId });
    const on = { partnerId, connectionId };
    const ctx = testContext(database.pool, { partnerId });
    const mapped = await buildProduct(database, { name: "Suite" });
    const { familyId } = mapped;
    const open = await buildProduct(database, { name: "Archive", familyId });
    const unsold = await buildProduct(database, { name: "Unsold", familyId });
    await buildMirrorItem(database, { ...on, psaItemId: "5", name: "Office Suite" });
    await buildProductMapping(database, { ...on, productId: mapped.id, psaItemId: "5" });
    const hold = async (productId: string, values: Partial<Parameters<typeof buildSubscription>[1]> = {}) => {
      const customer = await buildCustomer(database, { partnerId });
      await buildSubscription(database, { partnerId, customerId: customer.id, productId, ...values });
      return customer;
    };
    await hold(mapped.id);
    const first = await hold(open.id, { quantity: "1", unitPrice: "6" });
    await hold(open.id, { quantity: "2", unitPrice: "6" });
    const list = (more: Partial<Parameters<typeof listProductFamilies>[1]> = {}) =>
      listProductFamilies(ctx, {
        connectionId,
        show: "held",
        onlyUnmapped: false,
        open: [familyId],
        limit: 100,
        ...more,
      });
    return { partnerId, connectionId, on, ctx, familyId, mapped, open, unsold, hold, first, list };
  }

  it("says how much of what customers hold is mapped, in money per month", async () => {
    const { list, familyId, mapped, open } = await build();
    const { totals, families, products } = await list();
    expect(totals).toMatchObject({
      held: 2,
      unmapped: 1,
      unmappedMoney: [{ currency: "GBP", minor: 1800n }],
    });
    expect(families.filter((family) => family.familyId === familyId)).toMatchObject([
      {
        products: 2,
        mapped: 1,
        free: 0,
        unmapped: 1,
        customers: 3,
        money: [{ currency: "GBP", minor: 11200n }],
      },
    ]);
    expect(products).toMatchObject([
      { productId: open.id, standing: "unmapped", item: null, customers: 2, quantity: "3" },
      {
        productId: mapped.id,
        title: "Suite - billed per month - term 12 months",
        item: { psaItemId: "5", name: "Office Suite", cycleWord: "monthly", problem: null },
        money: [{ currency: "GBP", minor: 9400n }],
      },
    ]);
  });

  it("shows only what is not mapped, everything that is sold, or what a search finds", async () => {
    const { list, open, unsold, mapped } = await build();
    const idsOf = async (more: Parameters<typeof list>[0]) =>
      (await list(more)).products.map(({ productId }) => productId);
    expect(await idsOf({ onlyUnmapped: true })).toEqual([open.id]);
    expect(await idsOf({ show: "all" })).toEqual([open.id, mapped.id, unsold.id]);
    expect(await idsOf({ search: "suit" })).toEqual([mapped.id]);
    expect(await idsOf({ search: open.sku.toLowerCase() })).toEqual([open.id]);
    expect(await idsOf({ open: [] })).toEqual([]);
    const { products, next } = await list({ limit: 1, open: undefined });
    expect([products[0]?.productId, next]).toEqual([open.id, open.id]);
    expect(await idsOf({ after: open.id })).toEqual([mapped.id]);
  });

  it("brings yearly prices to a month, exactly, and leaves out what is not billed", async () => {
    const { partnerId, ctx, connectionId, hold } = await build();
    const yearly = await buildProduct(database, { billingCycle: "annual", name: "Yearly" });
    const customer = await hold(yearly.id, { quantity: "1", unitPrice: "100" });
    const more = {
      partnerId,
      customerId: customer.id,
      productId: yearly.id,
      unitPrice: "100",
      quantity: "1",
    };
    await buildSubscription(database, { ...more, status: "trial" });
    await buildSubscription(database, { ...more, status: "cancelled" });
    await buildSubscription(database, { ...more, currency: "EUR", unitPrice: null });
    const { product } = await getProductMapping(ctx, { connectionId, productId: yearly.id });
    expect(product).toMatchObject({ customers: 1, quantity: "3", money: [{ currency: "GBP", minor: 833n }] });
  });

  it("leaves out customers that are excluded or that another connection looks after", async () => {
    const { partnerId, on, list, open, first } = await build();
    const { id: otherId } = await buildConnection(database, {
      partnerId,
      createdAt: toInstant("2026-03-01T00:00:00Z"),
    });
    const excluded = { ...on, customerId: first.id, state: "do_not_map", psaCompanyId: null } as const;
    await buildCustomerMapping(database, excluded);
    expect((await list()).products).toContainEqual(
      expect.objectContaining({ productId: open.id, customers: 1, quantity: "2" }),
    );
    expect((await list({ connectionId: otherId })).totals).toMatchObject({ held: 0 });
  });

  it("says what is wrong with an item that went", async () => {
    const { partnerId, list, mapped } = await build();
    const set = (values: string) =>
      database.superuserPool.query(`update mirror_catalog_items set ${values} where partner_id = $1`, [
        partnerId,
      ]);
    const problem = async () =>
      (await list()).products.find(({ productId }) => productId === mapped.id)?.item?.problem;
    await set("is_gone = true");
    expect(await problem()).toBe("'Office Suite' is no longer in Autotask's list. Choose another service.");
    await set("is_gone = false, cycle = 'annual'");
    expect(await problem()).toBe(
      "'Office Suite' is billed yearly, the product monthly. Pick a monthly service.",
    );
  });

  it("tells who holds a product and what happened to its mapping, the log only to whoever may read it", async () => {
    const { partnerId, connectionId, ctx, on, open, first } = await build();
    await buildMirrorItem(database, { ...on, psaItemId: "6", name: "Mail Archive" });
    const rows = [{ productId: open.id, state: "mapped", psaItemId: "6" }] as const;
    await confirmProductMappings(ctx, { connectionId, rows });
    await unmapProduct(ctx, { connectionId, productId: open.id });
    const detail = await getProductMapping(ctx, { connectionId, productId: open.id });
    expect(detail.history?.map(({ text }) => text)).toEqual(["unmapped", "mapped to 'Mail Archive'"]);
    expect(detail.holders).toMatchObject([
      { quantity: "2", money: [{ minor: 1200n }] },
      { companyName: first.companyName, quantity: "1", money: [{ minor: 600n }] },
    ]);
    const viewer = testContext(database.pool, { partnerId, role: "partner_viewer" });
    expect((await getProductMapping(viewer, { connectionId, productId: open.id })).history).toBeNull();
  });

  it("answers a save that came second with what stands now, by name", async () => {
    const { connectionId, ctx, on, mapped } = await build();
    await buildMirrorItem(database, { ...on, psaItemId: "6", name: "Mail Archive" });
    const rows = [{ productId: mapped.id, state: "mapped", psaItemId: "6", version: 9 }] as const;
    expect((await confirmProductMappings(ctx, { connectionId, rows })).rejected).toMatchObject([
      { code: "conflict", current: { version: 1, psaItemId: "5", itemName: "Office Suite" } },
    ]);
  });

  it("is not found by another partner", async () => {
    const { connectionId, open } = await build();
    const { partnerId } = await buildPartner(database);
    const stranger = testContext(database.pool, { partnerId });
    const wish = { connectionId, show: "all", onlyUnmapped: false, limit: 10 } as const;
    await expect(listProductFamilies(stranger, wish)).rejects.toMatchObject({ code: "not_found" });
    const found = getProductMapping(stranger, { connectionId, productId: open.id });
    await expect(found).rejects.toMatchObject({ code: "not_found" });
  });
});
