import type pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildConnection } from "@/db/builders/connection";
import { buildCustomer } from "@/db/builders/customer";
import { buildContractLink, buildCustomerMapping, buildProductMapping } from "@/db/builders/mapping";
import { buildMirrorList } from "@/db/builders/mirror";
import { buildPartner } from "@/db/builders/partner";
import { buildProduct } from "@/db/builders/product";
import { buildOrderLine, buildSubscription } from "@/db/builders/subscription";
import { createTestDatabase, type TestDatabase } from "@/db/test-database";
import type { Ctx } from "@/lib/auth/context";
import { testContext } from "@/lib/auth/test-context";
import { answerOf } from "@/lib/http/page-answer";
import { summariseTasks } from "@/lib/sync/summarise-tasks";
import { buildBed, forceState, freezeClock, tasksOf } from "@/lib/sync/test-bed";
import { getOverview } from "./get-overview";
import { overviewAnswer } from "./wire";

let database: TestDatabase;
let statements = 0;
beforeAll(async () => {
  database = await createTestDatabase();
  await freezeClock(database);
  database.pool.on("connect", (client: pg.ClientBase) => {
    const query = client.query.bind(client);
    client.query = ((...given: Parameters<typeof query>) => {
      statements += 1;
      return query(...given);
    }) as typeof client.query;
  });
});
afterAll(() => database.drop());

/** As the API answers it. */
const overviewOf = async (ctx: Ctx) => answerOf(overviewAnswer, await getOverview(ctx, { lookedAt: [] }));
const sql = (text: string, values: unknown[]) => database.superuserPool.query(text, values);
const gbp = (minor: string) => ({ currency: "GBP", minor });

/** A bed whose customer has an order of 12 seats at 20.00 that was checked. */
async function ordered(options: Parameters<typeof buildBed>[1] = {}, quantity = "12") {
  const bed = await buildBed(database, options);
  await buildOrderLine(database, bed.subscription, {
    quantity,
    unitPrice: "20",
    effectiveDate: "2026-03-17",
  });
  await bed.check();
  const [task] = await tasksOf(database, bed.partnerId);
  return { ...bed, task };
}

/** The line of 10 seats that the PSA was last seen to have on the bed's contract, which was seen too. */
async function stands(
  { partnerId, on }: Awaited<ReturnType<typeof ordered>>,
  psaLineId = "1",
): Promise<void> {
  await sql(
    `insert into mirror_contracts (partner_id, connection_id, read_at, psa_contract_id, psa_company_id, name, kind_name,
            is_recurring, is_active, start_date)
     select partner_id, connection_id, now(), psa_contract_id, '1', 'Managed', 'Recurring service', true, true, '2026-01-01'
       from contract_links where partner_id = $1 and connection_id = $2`,
    [partnerId, on.connectionId],
  );
  await sql(
    `insert into mirror_lines (partner_id, connection_id, read_at, psa_line_id, psa_contract_id, psa_item_id, is_in_bundle, periods)
     select l.partner_id, l.connection_id, now(), $3, l.psa_contract_id, m.psa_item_id, false,
            '[{"startDate":"2026-03-01","endDate":"2026-03-31","quantity":"10"}]'
       from contract_links as l join product_mappings as m using (partner_id, connection_id)
      where l.partner_id = $1 and l.connection_id = $2`,
    [partnerId, on.connectionId, psaLineId],
  );
  await buildMirrorList(database, { ...on, list: "lines" });
}

describe("the overview", () => {
  it("tells who waits for a person, with the money of a month", async () => {
    const { ctx } = await ordered();
    const told = await overviewOf(ctx);
    expect(told.sentence).toBe("0 of 1 customer in step; 1 needs you: 240.00 GBP per month.");
    expect(told.customers).toEqual({ total: 1, inStep: 0, needPerson: 1, underWay: 0 });
    expect(told.waiting).toMatchObject({ tasks: 1, needPerson: 1, money: [gbp("24000")] });
    expect(told.needs).toMatchObject({
      total: 1,
      items: [{ kind: "tasks_ready", money: gbp("24000"), href: "/sync", permission: "sync.decide" }],
    });
    expect(told.coverage).toMatchObject([{ percent: "0", total: gbp("20000") }]);
  });

  it("compares a first task with the line that the PSA was seen to have", async () => {
    const bed = await ordered();
    await stands(bed);
    expect((await overviewOf(bed.ctx)).waiting.money).toEqual([gbp("4000")]);
    await sql(
      `insert into line_links (partner_id, connection_id, psa_contract_id, psa_item_id, psa_line_id, created_at, updated_at)
       values ($1, $2, 'other', 'other', '1', now(), now())`,
      [bed.partnerId, bed.on.connectionId],
    );
    expect((await overviewOf(bed.ctx)).waiting.money).toEqual([gbp("24000")]);
  });

  it("takes a plan's own figure once there is one", async () => {
    const { ctx, partnerId, task, on } = await ordered();
    await sql(
      `with plan as (
         insert into plans (partner_id, connection_id, origin, state, hash, read_at, headline, totals, forecast, created_at, updated_at)
         values ($1, $2, 'tasks', 'draft', 'h', now(), 'one', '{}', '{}', now(), now()) returning id
       ), line as (
         insert into plan_lines (partner_id, plan_id, position, lock_key, line, created_at, updated_at)
         select $1, id, 0, 'k', '{"plan":{"money":{"recurringDeltaMinor":"1029","currency":"GBP","cycle":"monthly"}}}', now(), now() from plan returning id, plan_id
       )
       update sync_tasks set plan_id = line.plan_id, plan_line_id = line.id from line where sync_tasks.id = $3`,
      [partnerId, on.connectionId, task?.id],
    );
    expect((await overviewOf(ctx)).waiting.money).toEqual([gbp("1029")]);
  });

  it("says of the tasks that wait what the Sync screen says of them", async () => {
    const bed = await buildBed(database, { isFirstRunDone: false });
    await bed.check();
    const annual = await buildProduct(database, { billingCycle: "annual" });
    const setup = await buildProduct(database, { billingCycle: "one_time" });
    for (const [productId, unitPrice, currency] of [
      [bed.product.id, "9.995", "GBP"],
      [annual.id, "120", "GBP"],
      [annual.id, "60", "USD"],
      [setup.id, "500", "GBP"],
      [bed.product.id, null, "GBP"],
    ] as const) {
      const held = { partnerId: bed.partnerId, customerId: bed.customer.id, productId, currency, unitPrice };
      const subscription = await buildSubscription(database, held);
      await buildOrderLine(database, subscription, { quantity: "3", unitPrice, effectiveDate: "2026-03-17" });
    }
    await bed.check();
    const [{ waiting }, summary] = [await overviewOf(bed.ctx), await summariseTasks(bed.ctx, {})];
    const perMonth = new Map<string, bigint>();
    for (const { currency, cycle, recurringMinor } of summary.money) {
      const minor = BigInt(recurringMinor) / (cycle === "annual" ? 12n : 1n);
      perMonth.set(currency, (perMonth.get(currency) ?? 0n) + minor);
    }
    expect(waiting.tasks).toBe(summary.counts.waiting);
    expect(waiting.money).toEqual(
      [...perMonth].map(([currency, minor]) => ({ currency, minor: `${minor}` })),
    );
    // The first run's own task and the one without a price.
    expect(waiting.withoutPrice).toBe(2);
    expect(summary.money.reduce((sum, { unpriced }) => sum + unpriced, 0)).toBe(2);
    expect(summary.sentence).toContain(", 2 without a figure until planned");
  });

  it("makes one entry of a customer, product or contract that is missing, whatever waits for it", async () => {
    const bed = await ordered({ isMapped: false });
    const items = async () => (await overviewOf(bed.ctx)).needs.items.map(({ kind, money }) => [kind, money]);
    expect(await items()).toEqual([["customer_unmapped", gbp("20000")]]);
    expect((await overviewOf(bed.ctx)).needs.items[0]?.sentence).toMatch(/; 1 subscription, 1 task waits\.$/);
    const mapping = await buildCustomerMapping(database, { ...bed.on, customerId: bed.customer.id });
    expect(await items()).toEqual([["product_unmapped", gbp("20000")]]);
    await buildProductMapping(database, { ...bed.on, productId: bed.product.id });
    expect(await items()).toEqual([["task_needs_mapping", gbp("24000")]]);
    await sql("update customer_mappings set state = 'broken' where id = $1", [mapping.id]);
    expect(await items()).toEqual([["customer_broken", gbp("20000")]]);
    expect((await overviewOf(bed.ctx)).unmapped).toMatchObject({ money: [gbp("20000")], subscriptions: 1 });
  });

  it("puts connections that cannot work before all money, and names failed tasks one by one", async () => {
    const { ctx, task, on } = await ordered();
    await forceState(database, task?.id ?? "", "failed");
    await sql("update connections set state = 'credentials_rejected' where id = $1", [on.connectionId]);
    const { needs } = await overviewOf(ctx);
    expect(needs.items.map(({ kind, title }) => [kind, title.slice(0, 8)])).toEqual([
      ["connection", "Autotask"],
      ["task_failed", "T-000001"],
    ]);
    expect(needs.items[1]?.href).toBe(`/sync/wizard/${task?.id}`);
  });

  it("counts who is under way apart, and in step once nothing waits", async () => {
    const { ctx, task } = await ordered();
    await forceState(database, task?.id ?? "", "approved");
    expect((await overviewOf(ctx)).sentence).toBe("0 of 1 customer in step; 1 under way.");
    await forceState(database, task?.id ?? "", "applied");
    const told = await overviewOf(ctx);
    expect(told.sentence).toBe("The one customer is in step.");
    expect(told.coverage).toMatchObject([{ percent: "100" }]);
    expect(told.needs).toEqual({ total: 0, items: [] });
  });

  it("leaves out whom a person has excluded, and says what was ignored", async () => {
    const { ctx, customer, task } = await ordered();
    await forceState(database, task?.id ?? "", "ignored");
    const shares = async () => {
      const [coverage] = (await overviewOf(ctx)).coverage;
      return coverage?.parts.filter(({ share }) => share > 0).map(({ part }) => part);
    };
    expect(await shares()).toEqual(["ignored"]);
    await sql("update customers set billing = 'excluded' where id = $1", [customer.id]);
    expect(await shares()).toEqual(["excluded"]);
    expect((await overviewOf(ctx)).customers.total).toBe(0);
  });

  it("takes a month of what is billed by the year, and counts apart what has no price", async () => {
    const { ctx, partnerId, on } = await buildBed(database);
    const customer = await buildCustomer(database, { partnerId });
    await buildCustomerMapping(database, { ...on, customerId: customer.id });
    const other = await buildBed(database, { product: { billingCycle: "annual" } });
    const held = { partnerId, customerId: customer.id, productId: other.product.id };
    await buildSubscription(database, { ...held, quantity: "1", unitPrice: "100" });
    await buildSubscription(database, { ...held, unitPrice: null });
    expect((await overviewOf(ctx)).unmapped).toEqual({
      money: [gbp("833")],
      subscriptions: 2,
      withoutPrice: 1,
    });
  });
});

describe("the steps of setting up", () => {
  it("prove themselves one after the other, and go when the first change was applied", async () => {
    const { partnerId } = await buildPartner(database);
    const ctx = testContext(database.pool, { partnerId });
    const done = async () =>
      (await overviewOf(ctx)).setup?.steps.filter(({ isDone }) => isDone).map(({ key }) => key);
    expect((await overviewOf(ctx)).sentence).toBe("No PSA is connected, and no customer has come in yet.");
    expect(await done()).toEqual([]);
    const connection = await buildConnection(database, { partnerId });
    expect(await done()).toEqual(["connect"]);
    const { product } = await buildBed(database);
    const customer = await buildCustomer(database, { partnerId });
    const held = { partnerId, customerId: customer.id, productId: product.id };
    const subscription = await buildSubscription(database, held);
    const on = { partnerId, connectionId: connection.id };
    await buildCustomerMapping(database, { ...on, customerId: customer.id });
    expect(await done()).toEqual(["connect", "map_customers"]);
    await buildProductMapping(database, { ...on, productId: product.id });
    await buildContractLink(database, { ...on, subscriptionId: subscription.id });
    expect((await overviewOf(ctx)).sentence).toBe(
      "Set-up: 3 of 5 steps done. Next: check changes for the first time.",
    );
    await sql(
      `insert into sync_runs (partner_id, connection_id, trigger, state, finished_at, counts, created_at, updated_at)
       values ($1, $2, 'first', 'finished', now(), '{}', now(), now())`,
      [partnerId, connection.id],
    );
    expect(await done()).toEqual(["connect", "map_customers", "map_products", "first_check"]);
    const applied = await ordered();
    await forceState(database, applied.task?.id ?? "", "applied");
    expect((await overviewOf(applied.ctx)).setup).toBeNull();
  });
});

describe("who may see it", () => {
  it("is everybody of the partner, and nothing of another", async () => {
    const { partnerId, ctx } = await ordered();
    const viewer = testContext(database.pool, { partnerId, role: "partner_viewer" });
    const [own, seen] = [await overviewOf(ctx), await overviewOf(viewer)];
    expect(seen).toEqual(own);
    const other = await buildPartner(database);
    const stranger = await overviewOf(testContext(database.pool, { partnerId: other.partnerId }));
    expect(stranger).toMatchObject({
      customers: { total: 0 },
      coverage: [],
      needs: { total: 0 },
      connections: [],
    });
  });

  it("is not the vendor", async () => {
    const { partnerId } = await ordered();
    const vendor = testContext(database.pool, { partnerId, role: "vendor_admin" });
    await expect(overviewOf(vendor)).rejects.toMatchObject({ code: "forbidden" });
  });

  it("costs ten statements, begin and commit included", async () => {
    const { ctx } = await ordered();
    await overviewOf(ctx);
    statements = 0;
    await overviewOf(ctx);
    expect(statements).toBe(10);
  });
});
