import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildCustomer } from "@/db/builders/customer";
import { buildOrderLine } from "@/db/builders/subscription";
import { createTestDatabase, type TestDatabase } from "@/db/test-database";
import { testContext } from "@/lib/auth/test-context";
import { buildBed, freezeClock } from "@/lib/sync/test-bed";
import { search } from "./search";

let database: TestDatabase;
let bed: Awaited<ReturnType<typeof buildBed>>;
let orderNumber: string;
beforeAll(async () => {
  database = await createTestDatabase();
  await freezeClock(database);
  bed = await buildBed(database, { product: { name: "Zebra Suite", sku: "ZS-1" } });
  await buildOrderLine(database, bed.subscription, { quantity: "12" });
  await bed.check();
  await database.superuserPool.query("update customers set company_name = 'Quail & Sons' where id = $1", [
    bed.customer.id,
  ]);
  const { rows } = await database.superuserPool.query<{ id: string }>(
    "select vendor_order_id as id from orders where partner_id = $1",
    [bed.partnerId],
  );
  orderNumber = rows[0]?.id ?? "";
});
afterAll(() => database.drop());

const found = async (text: string) =>
  (await search(bed.ctx, { text })).hits.map(({ kind, title }) => `${kind} ${title}`);

describe("search", () => {
  it("finds a customer by a part of its name, with its tasks", async () => {
    expect(await found("quail")).toEqual(["customer Quail & Sons", "task T-000001 Quail & Sons"]);
    expect(await found("SONS")).toEqual(await found("quail"));
    expect(await found(bed.customer.vendorCustomerId)).toContain("customer Quail & Sons");
  });

  it.each([["T-000001"], ["t-1"], ["1"]])("finds a task by its number, written %s", async (text) => {
    expect(await found(text)).toContain("task T-000001 Quail & Sons");
  });

  it("finds a task by the order it comes from", async () => {
    expect(await found(orderNumber)).toEqual(["task T-000001 Quail & Sons"]);
    expect(await found(`SO${orderNumber}`)).toEqual(["task T-000001 Quail & Sons"]);
  });

  it("finds products and subscriptions by name and id, and leads to them", async () => {
    expect(await found("zebra")).toEqual(["product Zebra Suite"]);
    expect(await found("zs-")).toEqual(["product Zebra Suite"]);
    const { hits } = await search(bed.ctx, { text: bed.subscription.vendorSubscriptionId });
    expect(hits).toMatchObject([
      {
        kind: "subscription",
        detail: "Quail & Sons, Zebra Suite",
        href: "/customer-map?search=Quail%20%26%20Sons",
      },
    ]);
  });

  it("takes what LIKE would read as a wildcard literally, and nothing for nothing", async () => {
    expect(await found("%")).toEqual([]);
    expect(await found("  ")).toEqual([]);
  });

  it("shows eight of a kind, names that begin with the text first", async () => {
    const { partnerId } = await buildBed(database);
    for (let number = 0; number < 9; number += 1)
      await buildCustomer(database, { partnerId, companyName: `The Otter ${number}` });
    await buildCustomer(database, { partnerId, companyName: "Otter & Co" });
    const { hits } = await search(testContext(database.pool, { partnerId }), { text: "otter" });
    expect(hits).toHaveLength(8);
    expect(hits[0]?.title).toBe("Otter & Co");
  });

  it("finds nothing of another partner, and is not for the vendor", async () => {
    const other = await buildBed(database);
    expect((await search(other.ctx, { text: "quail" })).hits).toEqual([]);
    const vendor = testContext(database.pool, { partnerId: bed.partnerId, role: "vendor_support" });
    await expect(search(vendor, { text: "quail" })).rejects.toMatchObject({ code: "forbidden" });
  });
});
