import { randomUUID } from "node:crypto";
import type pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildContractLink, buildProductMapping } from "@/db/builders/mapping";
import { buildProduct } from "@/db/builders/product";
import { buildOrderLine, buildSubscription } from "@/db/builders/subscription";
import { createTestDatabase, type TestDatabase } from "@/db/test-database";
import type { Ctx } from "@/lib/auth/context";
import { testContext } from "@/lib/auth/test-context";
import { answerOf } from "@/lib/http/page-answer";
import { listSubscriptionStandings } from "./list-subscription-standings";
import { customerStandings } from "./standing-wire";
import { buildBed, forceState, freezeClock, tasksOf } from "./test-bed";

let database: TestDatabase;
let statements: string[] = [];
beforeAll(async () => {
  database = await createTestDatabase();
  await freezeClock(database);
  database.pool.on("connect", (client: pg.ClientBase) => {
    const query = client.query.bind(client);
    client.query = ((...given: Parameters<typeof query>) => {
      const [first] = given as unknown[];
      statements.push(typeof first === "string" ? first : String((first as { text?: unknown }).text));
      return query(...given);
    }) as typeof client.query;
  });
});
afterAll(() => database.drop());

/** As the API answers it. */
const standingsOf = async (ctx: Ctx, customerId: string) =>
  answerOf(customerStandings, await listSubscriptionStandings(ctx, { customerId }));
const sql = (text: string, values: unknown[]) => database.superuserPool.query(text, values);

/** A mapped customer with one subscription for each badge, named by it. */
async function buildOneOfEach() {
  const bed = await buildBed(database);
  const { partnerId, on, customer, product } = bed;
  const free = await buildProduct(database);
  await buildProductMapping(database, { ...on, productId: free.id, state: "free" });
  const holds = async (name: string, productId = product.id, status: "active" | "cancelled" = "active") => {
    const ids = { partnerId, customerId: customer.id, productId };
    return buildSubscription(database, { ...ids, vendorSubscriptionId: name, status });
  };
  const onContract = async (name: string, status: "active" | "cancelled" = "active") => {
    const subscription = await holds(name, product.id, status);
    await buildContractLink(database, { ...on, subscriptionId: subscription.id });
    return subscription;
  };
  const settled = await onContract("settled");
  await sql(
    `with line as (insert into line_links (partner_id, connection_id, psa_contract_id, psa_item_id, psa_line_id,
                                           created_at, updated_at)
       select partner_id, connection_id, psa_contract_id, '1', '1', now(), now() from contract_links
        where subscription_id = $1 returning id)
     update contract_links set line_link_id = line.id from line where subscription_id = $1`,
    [settled.id],
  );
  const refused = await onContract("refused");
  const ordered = await onContract("ordered");
  const ending = await onContract("ending", "cancelled");
  for (const subscription of [refused, ordered, ending]) await buildOrderLine(database, subscription);
  await bed.check();
  const tasks = await sql("select id, subscription_id from sync_tasks where partner_id = $1", [partnerId]);
  const taskOf = (subscription: { id: string }): string =>
    tasks.rows.find((row) => row.subscription_id === subscription.id)?.id;
  await forceState(database, taskOf(refused), "failed");
  const received = await onContract("received");
  await buildOrderLine(database, received);
  await holds("loose");
  await holds("given", free.id);
  await onContract("ended", "cancelled");
  return { ...bed, taskOf, refused, ordered, ending };
}

describe("the subscriptions of a customer", () => {
  it("each carry their badge with why, and the task that is open", async () => {
    const { ctx, customer, subscription, taskOf, ...made } = await buildOneOfEach();
    const { subscriptions, checkedAt, isCut } = await standingsOf(ctx, customer.id);
    expect(
      Object.fromEntries(subscriptions.map((each) => [each.vendorSubscriptionId, [each.state, each.why]])),
    ).toEqual({
      settled: ["in_sync", "Every change is in the PSA."],
      refused: ["out_of_sync", "The PSA refused a change."],
      ordered: ["waiting", "A change waits for a decision."],
      ending: ["waiting", "A change waits for a decision."],
      received: ["waiting", "A change was received that no check has seen."],
      [subscription.vendorSubscriptionId]: ["waiting", "No check has looked at it yet."],
      loose: ["not_mapped", "Not mapped yet: contract."],
      given: ["excluded", "The product is left out of sync on purpose."],
    });
    expect(
      Object.fromEntries(
        subscriptions.flatMap((each) =>
          each.openTaskId ? [[each.vendorSubscriptionId, each.openTaskId]] : [],
        ),
      ),
    ).toEqual({
      refused: taskOf(made.refused),
      ordered: taskOf(made.ordered),
      ending: taskOf(made.ending),
    });
    expect(subscriptions[0]).toMatchObject({ quantity: "10", unit: "seat", held: "10 seats" });
    expect(checkedAt).toBe("2026-03-17T10:02:00.000Z");
    expect(isCut).toBe(false);
  });

  it("are out of sync while a change is put aside, an ended one too", async () => {
    const { ctx, customer, partnerId, ending } = await buildOneOfEach();
    for (const { id } of await tasksOf(database, partnerId)) await forceState(database, id, "ignored");
    const { subscriptions } = await standingsOf(ctx, customer.id);
    expect(subscriptions.find((each) => each.subscriptionId === ending.id)).toMatchObject({
      state: "out_of_sync",
      why: "A change was put aside, so both sides differ.",
    });
  });

  it("are in sync without a line when they are billed once and that was applied", async () => {
    const { ctx, customer, subscription, partnerId, check } = await buildBed(database, {
      product: { billingCycle: "one_time" },
    });
    await buildOrderLine(database, subscription);
    await check();
    for (const { id } of await tasksOf(database, partnerId)) await forceState(database, id, "applied");
    const { subscriptions } = await standingsOf(ctx, customer.id);
    expect(subscriptions).toMatchObject([{ state: "in_sync", openTaskId: null }]);
  });

  it("are all excluded or unmapped with their customer", async () => {
    const bare = await buildBed(database, { isMapped: false });
    const [unmapped] = (await standingsOf(bare.ctx, bare.customer.id)).subscriptions;
    expect(unmapped?.why).toBe("Not mapped yet: customer, product, contract.");
    await sql("update customers set billing = 'excluded' where id = $1", [bare.customer.id]);
    const [excluded] = (await standingsOf(bare.ctx, bare.customer.id)).subscriptions;
    expect(excluded?.state).toBe("excluded");
  });

  it("are cut at 200", async () => {
    const { ctx, customer, product, partnerId } = await buildBed(database);
    await sql(
      `insert into subscriptions (partner_id, vendor_subscription_id, customer_id, product_id, quantity, currency,
                                  status, as_of, created_at, updated_at)
       select $1, 'BULK-' || n, $2, $3, 1, 'GBP', 'active', now(), now(), now() from generate_series(1, 200) as n`,
      [partnerId, customer.id, product.id],
    );
    const { subscriptions, isCut } = await standingsOf(ctx, customer.id);
    expect([subscriptions.length, isCut]).toEqual([200, true]);
  });

  it("are found by their own partner alone, never by the vendor", async () => {
    const { partnerId, customer } = await buildBed(database);
    const { ctx: other } = await buildBed(database);
    for (const id of [customer.id, randomUUID()]) {
      await expect(standingsOf(other, id)).rejects.toMatchObject({ code: "not_found" });
    }
    const vendor = testContext(database.pool, { partnerId, role: "vendor_admin" });
    await expect(standingsOf(vendor, customer.id)).rejects.toMatchObject({ code: "forbidden" });
  });

  it("cost one statement between begin, context and commit", async () => {
    const { ctx, customer } = await buildOneOfEach();
    await standingsOf(ctx, customer.id);
    statements = [];
    await standingsOf(ctx, customer.id);
    expect(
      statements.filter((text) => /\b(subscriptions|sync_tasks|contract_links)\b/.test(text)),
    ).toHaveLength(1);
    expect(statements).toHaveLength(4);
  });
});
