import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildConnection } from "@/db/builders/connection";
import { buildCustomer } from "@/db/builders/customer";
import { buildCustomerMapping } from "@/db/builders/mapping";
import { buildOrderLine, buildSubscription } from "@/db/builders/subscription";
import { createTestDatabase, type TestDatabase } from "@/db/test-database";
import { testContext } from "@/lib/auth/test-context";
import { toInstant } from "@/lib/clock";
import { checkChanges } from "./check-changes";
import { auditOf, buildBed, forceState, freezeClock, tasksOf } from "./test-bed";

describe("Check Changes", () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
    await freezeClock(database);
  });
  afterAll(() => database.drop());

  describe("for the first time", () => {
    it("makes one sale for each active subscription and lists the month's orders in it", async () => {
      const { partnerId, subscription, check } = await buildBed(database, { isFirstRunDone: false });
      const recent = { orderedAt: toInstant("2026-02-17T00:30:00Z"), quantity: "10" };
      await buildOrderLine(database, subscription, recent);
      await buildOrderLine(database, subscription, {
        orderedAt: toInstant("2026-02-16T23:30:00Z"),
        quantity: "8",
      });
      const outcome = await check();
      expect(outcome.message).toBe(
        "Looked at 3 changes; 1 task made, 1 merged, 0 superseded, 1 without effect.",
      );
      const tasks = await tasksOf(database, partnerId);
      expect(tasks).toMatchObject([
        {
          number: 1,
          type: "sales",
          origin: "first_run",
          state: "ready",
          quantity: "10",
          date: "2026-03-17",
          sentence: "10 seats as held on 17 March",
        },
      ]);
      expect(tasks[0]?.lines).toHaveLength(1);
    });

    it("leaves an order that is dated later a task of its own, behind the sale", async () => {
      const { partnerId, subscription, check } = await buildBed(database, { isFirstRunDone: false });
      await buildOrderLine(database, subscription, {
        type: "change",
        orderedAt: toInstant("2026-03-16T09:00:00Z"),
        effectiveDate: "2026-03-18",
        quantity: "13",
        previousQuantity: "9",
      });
      await check();
      expect(await tasksOf(database, partnerId)).toMatchObject([
        { origin: "first_run", quantity: "9", state: "ready" },
        {
          type: "change",
          quantity: "13",
          date: "2026-03-18",
          state: "held",
          sentence: "9 to 13 seats from 18 March",
        },
      ]);
    });

    it("keeps an end that was ordered long ago and lies ahead, behind the sale", async () => {
      const { partnerId, subscription, check } = await buildBed(database, { isFirstRunDone: false });
      await buildOrderLine(database, subscription, {
        type: "cancellation",
        orderedAt: toInstant("2026-01-05T09:00:00Z"),
        effectiveDate: "2026-04-01",
        quantity: null,
      });
      await check();
      expect(await tasksOf(database, partnerId)).toMatchObject([
        { type: "sales", origin: "first_run", state: "ready", date: "2026-03-17" },
        { type: "cancellation", quantity: "0", date: "2026-04-01", state: "held" },
      ]);
    });

    it.each(["2026-03-10", "2026-03-17"])(
      "sells nothing of a subscription whose end, ordered beforehand, has come on %s",
      async (effectiveDate) => {
        const { partnerId, subscription, check } = await buildBed(database, { isFirstRunDone: false });
        await buildOrderLine(database, subscription, {
          type: "cancellation",
          orderedAt: toInstant("2026-01-20T09:00:00Z"),
          effectiveDate,
          quantity: null,
        });
        await database.superuserPool.query("update subscriptions set as_of = $2 where partner_id = $1", [
          partnerId,
          toInstant("2026-01-20T09:00:00Z"),
        ]);
        await check();
        expect(await tasksOf(database, partnerId)).toEqual([]);
      },
    );

    it.each(["trial", "pending", "suspended", "cancelled"] as const)(
      "makes nothing of a subscription that is %s",
      async (status) => {
        const { partnerId, customer, product, check } = await buildBed(database, { isFirstRunDone: false });
        await database.superuserPool.query("delete from contract_links where partner_id = $1", [partnerId]);
        await database.superuserPool.query("delete from subscriptions where partner_id = $1", [partnerId]);
        await buildSubscription(database, {
          partnerId,
          customerId: customer.id,
          productId: product.id,
          status,
        });
        await check();
        expect(await tasksOf(database, partnerId)).toEqual([]);
      },
    );
  });

  it("makes a ready task of an order line and clears its mark; the next check finds nothing", async () => {
    const { partnerId, subscription, check } = await buildBed(database);
    await buildOrderLine(database, subscription, {
      quantity: "12",
      orderedAt: toInstant("2026-03-17T08:12:00Z"),
    });
    expect((await check()).message).toBe(
      "Looked at 1 change since 10:02; 1 task made, 0 merged, 0 superseded, 0 without effect.",
    );
    expect(await tasksOf(database, partnerId)).toMatchObject([
      { state: "ready", type: "sales", quantity: "12" },
    ]);
    expect((await check()).message).toBe("No changes since 10:02. 1 task is still waiting.");
    expect(await tasksOf(database, partnerId)).toHaveLength(1);
  });

  it("takes an order that is dated before the last check but came later", async () => {
    const { partnerId, subscription, check } = await buildBed(database);
    await buildOrderLine(database, subscription, {
      quantity: "12",
      orderedAt: toInstant("2026-03-17T08:00:00Z"),
    });
    await check();
    await buildOrderLine(database, subscription, {
      type: "change",
      quantity: "11",
      orderedAt: toInstant("2026-03-16T08:00:00Z"),
    });
    await check();
    expect(
      (await tasksOf(database, partnerId)).map((task) => [task.date, task.state, task.sentence]),
    ).toEqual([
      ["2026-03-17", "held", "11 to 12 seats from 17 March"],
      ["2026-03-16", "ready", "11 seats from 16 March"],
    ]);
  });

  it("replaces a waiting task by newer content of the same day and keeps all lines", async () => {
    const { partnerId, subscription, check } = await buildBed(database);
    const at = { effectiveDate: "2026-03-17" };
    await buildOrderLine(database, subscription, {
      ...at,
      quantity: "12",
      orderedAt: toInstant("2026-03-17T09:10:00Z"),
    });
    await check();
    await buildOrderLine(database, subscription, {
      ...at,
      quantity: "11",
      orderedAt: toInstant("2026-03-17T09:40:00Z"),
    });
    expect((await check()).counts).toMatchObject({ made: 0, superseded: 1 });
    const tasks = await tasksOf(database, partnerId);
    expect(tasks).toMatchObject([{ state: "superseded" }, { state: "ready", quantity: "11", number: 2 }]);
    expect(tasks[1]?.lines).toHaveLength(2);
    expect(await auditOf(database, partnerId, "sync_task")).toEqual([
      "task.created",
      "task.created",
      "task.superseded",
    ]);
  });

  it("holds a change behind an earlier one that is not through", async () => {
    const { partnerId, subscription, check } = await buildBed(database);
    await buildOrderLine(database, subscription, { quantity: "12", effectiveDate: "2026-03-10" });
    await check();
    const [first] = await tasksOf(database, partnerId);
    await forceState(database, first?.id ?? "", "failed");
    await buildOrderLine(database, subscription, {
      type: "change",
      quantity: "14",
      effectiveDate: "2026-03-17",
    });
    await check();
    expect((await tasksOf(database, partnerId))[1]).toMatchObject({ state: "held", waitsFor: first?.id });
  });

  it("names everything that is missing", async () => {
    const { partnerId, subscription, check } = await buildBed(database, { isMapped: false });
    await buildOrderLine(database, subscription, { quantity: "12" });
    await check();
    expect(await tasksOf(database, partnerId)).toMatchObject([
      { state: "needs_mapping", missing: ["customer", "product", "contract"] },
    ]);
  });

  it("ends the task of an order that was withdrawn and keeps what other orders brought", async () => {
    const { partnerId, subscription, check } = await buildBed(database);
    const at = { effectiveDate: "2026-03-17" };
    await buildOrderLine(database, subscription, {
      ...at,
      quantity: "12",
      orderedAt: toInstant("2026-03-17T09:10:00Z"),
    });
    const later = { ...at, quantity: "14", orderedAt: toInstant("2026-03-17T09:40:00Z") };
    const withdrawn = await buildOrderLine(database, subscription, later);
    await check();
    await database.superuserPool.query(
      "update order_lines set order_status = 'withdrawn', is_unchecked = true where id = $1",
      [withdrawn.id],
    );
    await check();
    expect(await tasksOf(database, partnerId)).toMatchObject([
      { state: "superseded", quantity: "14" },
      { state: "ready", quantity: "12" },
    ]);
  });

  it("leaves customers of another connection to that one, and unmapped ones to the oldest", async () => {
    const { partnerId, product, check, on, ctx } = await buildBed(database);
    const second = await buildConnection(database, {
      partnerId,
      createdAt: toInstant("2026-02-01T00:00:00Z"),
    });
    const checkSecond = () => checkChanges(ctx, { connectionId: second.id, trigger: "person" });
    await checkSecond();
    const elsewhere = await buildCustomer(database, { partnerId });
    const unmapped = await buildCustomer(database, { partnerId });
    await buildCustomerMapping(database, { partnerId, connectionId: second.id, customerId: elsewhere.id });
    for (const customerId of [elsewhere.id, unmapped.id]) {
      const other = await buildSubscription(database, { partnerId, customerId, productId: product.id });
      await buildOrderLine(database, other, {});
    }
    expect((await check()).counts).toMatchObject({ lookedAt: 1, made: 1 });
    expect((await checkSecond()).counts).toMatchObject({ lookedAt: 1, made: 1 });
    const tasks = await tasksOf(database, partnerId);
    expect(tasks.map((task) => task.connectionId)).toEqual([on.connectionId, second.id]);
  });

  it("lets a second click join the check that is running", async () => {
    const { connection, check, subscription } = await buildBed(database);
    await buildOrderLine(database, subscription, {});
    const working = await database.superuserPool.connect();
    await working.query("begin");
    await working.query("select pg_advisory_xact_lock(72031, hashtext($1))", [connection.id]);
    await working.query(
      `insert into sync_runs (partner_id, created_at, updated_at, connection_id, trigger, state, counts)
       values ($1, business_now(), business_now(), $2, 'person', 'running', '{}')`,
      [connection.partnerId, connection.id],
    );
    // Committed as the worker commits it, and the lock taken again as the worker holds it.
    await working.query("commit");
    await working.query("begin");
    await working.query("select pg_advisory_xact_lock(72031, hashtext($1))", [connection.id]);
    const outcome = await check();
    expect(outcome).toMatchObject({ joined: true, state: "running" });
    expect(outcome.message).toBe("A check is running since 10:02; this click joined it.");
    await working.query("rollback");
    working.release();
    // The worker is gone without an end: the next click takes the run over.
    expect(await check()).toMatchObject({ syncRunId: outcome.syncRunId, state: "finished", joined: false });
  });

  it("makes each task once when two clicks come at the same moment", async () => {
    const { partnerId, check, subscription } = await buildBed(database);
    await buildOrderLine(database, subscription, { quantity: "12" });
    await Promise.allSettled([check(), check(), check()]);
    expect(await tasksOf(database, partnerId)).toHaveLength(1);
  });

  it("writes its start and end into the log", async () => {
    const { partnerId, subscription, check } = await buildBed(database);
    await buildOrderLine(database, subscription, {});
    await check();
    expect(await auditOf(database, partnerId, "sync_run")).toEqual([
      "sync_run.started",
      "sync_run.finished",
      "sync_run.started",
      "sync_run.finished",
    ]);
    expect(await auditOf(database, partnerId, "sync_task")).toEqual(["task.created"]);
  });

  it("is refused to a viewer, and to everybody while the connection is paused", async () => {
    const { partnerId, connection, check } = await buildBed(database);
    const viewer = testContext(database.pool, { partnerId, role: "partner_viewer" });
    const input = { connectionId: connection.id, trigger: "person" } as const;
    await expect(checkChanges(viewer, input)).rejects.toMatchObject({ code: "forbidden" });
    await database.superuserPool.query("update connections set state = 'paused' where id = $1", [
      connection.id,
    ]);
    await expect(check()).rejects.toMatchObject({ code: "precondition_failed" });
  });

  it("finds nothing of another partner", async () => {
    const mine = await buildBed(database);
    const other = await buildBed(database);
    await buildOrderLine(database, other.subscription, {});
    const input = { connectionId: other.connection.id, trigger: "person" } as const;
    await expect(checkChanges(mine.ctx, input)).rejects.toMatchObject({ code: "not_found" });
    expect(await tasksOf(database, other.partnerId)).toEqual([]);
  });
});
