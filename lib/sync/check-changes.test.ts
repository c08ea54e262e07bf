import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildConnection } from "@/db/builders/connection";
import { buildCustomer } from "@/db/builders/customer";
import { buildContractLink, buildCustomerMapping, buildProductMapping } from "@/db/builders/mapping";
import { buildPartner } from "@/db/builders/partner";
import { buildProduct } from "@/db/builders/product";
import { buildOrderLine, buildSubscription } from "@/db/builders/subscription";
import { createTestDatabase, type TestDatabase } from "@/db/test-database";
import { testContext } from "@/lib/auth/test-context";
import { toInstant } from "@/lib/clock";
import { checkChanges } from "./check-changes";

describe("Check Changes", () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
    await database.superuserPool.query("select set_business_clock('frozen', '2026-03-17T10:02:00Z')");
  });
  afterAll(() => database.drop());

  /** A partner with one mapped customer, product and subscription of 10 seats at 20.00. */
  async function build(state: "mapped" | "unmapped" = "mapped") {
    const { partnerId } = await buildPartner(database);
    const connection = await buildConnection(database, { partnerId });
    const customer = await buildCustomer(database, { partnerId });
    const product = await buildProduct(database, { unit: "seat" });
    const subscription = await buildSubscription(database, {
      partnerId,
      customerId: customer.id,
      productId: product.id,
      unitPrice: "20",
    });
    const on = { partnerId, connectionId: connection.id };
    if (state === "mapped") {
      await buildCustomerMapping(database, { ...on, customerId: customer.id });
      await buildProductMapping(database, { ...on, productId: product.id });
      await buildContractLink(database, { ...on, subscriptionId: subscription.id });
    }
    const ctx = testContext(database.pool, { partnerId });
    const check = () => checkChanges(ctx, { connectionId: connection.id, trigger: "person" });
    return { partnerId, connection, customer, product, subscription, ctx, check };
  }

  async function tasksOf(partnerId: string) {
    const { rows } = await database.superuserPool.query(
      `select number::int, type, state, origin, direction, sentence, effective_date::text as date,
              trim_scale(quantity)::text as quantity, missing, warnings, cardinality(order_line_ids) as lines
         from sync_tasks where partner_id = $1 order by number`,
      [partnerId],
    );
    return rows;
  }

  it("makes one sale for each active subscription at the first run and lists the month's orders in it", async () => {
    const { partnerId, subscription, check } = await build();
    await buildOrderLine(database, subscription, {
      orderedAt: toInstant("2026-03-05T09:00:00Z"),
      quantity: "10",
    });
    await buildOrderLine(database, subscription, {
      orderedAt: toInstant("2026-01-05T09:00:00Z"),
      quantity: "8",
    });
    const outcome = await check();
    expect(outcome.message).toBe(
      "Looked at 3 changes; 1 task made, 1 merged, 0 superseded, 1 without effect.",
    );
    expect(await tasksOf(partnerId)).toMatchObject([
      {
        number: 1,
        type: "sales",
        origin: "first_run",
        state: "ready",
        quantity: "10",
        date: "2026-03-17",
        sentence: "10 seats from 17 March",
        lines: 1,
      },
    ]);
    expect((await check()).message).toBe("No changes since 10:02. 1 task is still waiting.");
  });
});
