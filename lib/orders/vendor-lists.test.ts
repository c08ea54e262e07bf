import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildCustomer } from "@/db/builders/customer";
import { buildPartner } from "@/db/builders/partner";
import { buildProduct } from "@/db/builders/product";
import { buildOrderLine, buildSubscription } from "@/db/builders/subscription";
import { createTestDatabase, type TestDatabase } from "@/db/test-database";
import type { Ctx } from "@/lib/auth/context";
import { testContext } from "@/lib/auth/test-context";
import { toInstant } from "@/lib/clock";
import { getCustomer } from "@/lib/customers/get-customer";
import { listCustomers } from "@/lib/customers/list-customers";
import { pageOf } from "@/lib/http/paging";
import { getProduct } from "@/lib/products/get-product";
import { listProducts } from "@/lib/products/list-products";
import { getSubscription } from "@/lib/subscriptions/get-subscription";
import { listSubscriptions } from "@/lib/subscriptions/list-subscriptions";
import { getOrder } from "./get-order";
import { listOrders } from "./list-orders";

let database: TestDatabase;
let ctx: Ctx;
let other: Ctx;
let ids: { customer: string; product: string; subscription: string; order: string };
const firstPage = pageOf({ limit: 50 }, "text");

beforeAll(async () => {
  database = await createTestDatabase();
  const { partnerId } = await buildPartner(database);
  const customer = await buildCustomer(database, { partnerId, companyName: "Alder 100%" });
  for (const companyName of ["Bexley", "Calder", "Dunmore", "Ely"])
    await buildCustomer(database, { partnerId, companyName, phone: null });
  const product = await buildProduct(database, { name: "Office Suite Standard", sku: "OS-STD" });
  const subscription = await buildSubscription(database, {
    partnerId,
    customerId: customer.id,
    productId: product.id,
    quantity: "12",
  });
  const line = await buildOrderLine(database, subscription);
  await buildOrderLine(database, subscription, {
    orderedAt: toInstant("2026-02-01T00:00:00Z"),
    type: "change",
  });
  ids = { customer: customer.id, product: product.id, subscription: subscription.id, order: line.orderId };
  ctx = testContext(database.pool, { partnerId });
  other = testContext(database.pool, { partnerId: (await buildPartner(database)).partnerId });
});
afterAll(() => database.drop());

describe("lists of the vendor's data", () => {
  it("go on where the page before ended, without gap or repeat", async () => {
    const names: string[] = [];
    for (let cursor: string | undefined; ; ) {
      const { customers, next } = await listCustomers(ctx, {}, pageOf({ cursor, limit: 2 }, "text"));
      names.push(...customers.map(({ companyName }) => companyName));
      if (next === null) break;
      cursor = next;
    }
    expect(names).toEqual(["Alder 100%", "Bexley", "Calder", "Dunmore", "Ely"]);
  });

  it("refuse a cursor that is none of theirs", () => {
    const forged = (value: string) =>
      Buffer.from(JSON.stringify([value, "7e0a3f8e-30f5-4f0c-9d62-0f6f6f2f1a11"])).toString("base64url");
    for (const cursor of ["nonsense", forged("a\u0000b"), forged("\ud800")])
      expect(() => pageOf({ cursor, limit: 2 }, "text")).toThrow("not one of this list");
    for (const cursor of [forged("yesterday"), forged("0000-01-01T00:00:00Z")])
      expect(() => pageOf({ cursor, limit: 2 }, "time")).toThrow("not one of this list");
  });

  it("tell what keeps a profile from being complete", async () => {
    const { customers } = await listCustomers(ctx, { search: "bex" }, firstPage);
    expect(customers).toMatchObject([{ companyName: "Bexley", missingProfileFields: ["phone"] }]);
  });

  it("take a searched text literally", async () => {
    const found = async (search: string) =>
      (await listCustomers(ctx, { search }, firstPage)).customers.length;
    expect([await found("100%"), await found("%"), await found("_")]).toEqual([1, 1, 0]);
  });

  it("read by the time of change for machines", async () => {
    const since = toInstant("2026-01-06T00:00:00Z");
    expect((await listOrders(ctx, { updatedSince: since }, firstPage)).orders).toEqual([]);
    expect((await listOrders(ctx, { updatedSince: toInstant(0) }, firstPage)).orders).toHaveLength(2);
  });

  it("show orders latest first, with their lines", async () => {
    const { orders } = await listOrders(ctx, {}, firstPage);
    expect(orders.map(({ type, lines }) => [type, lines.length])).toEqual([
      ["change", 1],
      ["sales", 1],
    ]);
  });

  it("say what a subscription is worth in a full period, and its history", async () => {
    const found = await getSubscription(ctx, { id: ids.subscription });
    expect(found).toMatchObject({ recurringMinor: 11280n, history: [{ type: "sales" }, { type: "change" }] });
  });

  it("name a product so that two of one SKU can be told apart", async () => {
    expect((await getProduct(ctx, { id: ids.product })).label).toBe(
      "Office Suite Standard - billed per month - term 12 months - SKU OS-STD",
    );
  });

  it("hide cost from whoever may not see it", async () => {
    const { actor: _actor, ...who } = ctx;
    const blind = testContext(database.pool, { partnerId: who.partnerId, role: "partner_operator" });
    expect((await getSubscription(blind, { id: ids.subscription })).unitCost).toBeNull();
    expect((await getOrder(blind, { id: ids.order })).lines[0]?.unitCost).toBeNull();
    expect((await getProduct(blind, { id: ids.product })).prices[0]?.partnerCost).toBeNull();
    expect((await getProduct(ctx, { id: ids.product })).prices[0]?.partnerCost).toBe("7.1");
  });

  it("show nothing of another partner, and say not found", async () => {
    expect((await listCustomers(other, {}, firstPage)).customers).toEqual([]);
    expect((await listSubscriptions(other, {}, firstPage)).subscriptions).toEqual([]);
    expect((await listOrders(other, {}, firstPage)).orders).toEqual([]);
    for (const get of [
      () => getCustomer(other, { id: ids.customer }),
      () => getSubscription(other, { id: ids.subscription }),
      () => getOrder(other, { id: ids.order }),
    ])
      await expect(get()).rejects.toMatchObject({ code: "not_found" });
    await expect(getCustomer(ctx, { id: ids.customer })).resolves.toMatchObject({
      companyName: "Alder 100%",
    });
  });

  it("show a partner its own prices and everybody's, never another's", async () => {
    await database.superuserPool.query(
      `insert into product_prices (product_id, partner_id, currency, list_price, valid_from, created_at)
       values ($1, $2, 'GBP', 8.8, '2026-01-01', now())`,
      [ids.product, ctx.partnerId],
    );
    const shown = async (of: Ctx) =>
      (await listProducts(of, {}, firstPage)).products.flatMap(({ prices }) =>
        prices.map(({ isOwn }) => isOwn),
      );
    expect(await shown(ctx)).toEqual([false, true]);
    expect(await shown(other)).toEqual([false]);
  });
});
