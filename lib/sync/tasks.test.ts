import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildContractLink } from "@/db/builders/mapping";
import { buildOrderLine } from "@/db/builders/subscription";
import { createTestDatabase, type TestDatabase } from "@/db/test-database";
import { testContext } from "@/lib/auth/test-context";
import { toInstant } from "@/lib/clock";
import { pageOf } from "@/lib/http/paging";
import { getSyncTask } from "./get-sync-task";
import { ignoreTasks } from "./ignore-tasks";
import { listSyncTasks } from "./list-sync-tasks";
import { loadTasksForPlan } from "./load-tasks-for-plan";
import { moveTasks } from "./move-tasks";
import { reevaluateTasks } from "./reevaluate-tasks";
import { releaseHeld } from "./release-held";
import { retryTasks } from "./retry-tasks";
import { announcedOf, auditOf, buildBed, forceState, freezeClock, tasksOf } from "./test-bed";
import { unignoreTasks } from "./unignore-tasks";
import { withdrawOrder } from "./withdraw-order";

const nobody = "00000000-0000-4000-8000-000000000001";

describe("sync tasks", () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
    await freezeClock(database);
  });
  afterAll(() => database.drop());

  /** A ready task of 12 seats from 10 March and one of 14 from 17 March held behind it. */
  async function buildTwo(options: Parameters<typeof buildBed>[1] = {}) {
    const bed = await buildBed(database, options);
    const first = await buildOrderLine(database, bed.subscription, {
      quantity: "12",
      effectiveDate: "2026-03-10",
    });
    const later = { type: "change", quantity: "14", effectiveDate: "2026-03-17" } as const;
    const second = await buildOrderLine(database, bed.subscription, later);
    await bed.check();
    const tasks = await tasksOf(database, bed.partnerId);
    const [firstId = "", secondId = ""] = tasks.map((task) => task.id);
    const states = async () => (await tasksOf(database, bed.partnerId)).map((task) => task.state);
    return { ...bed, firstId, secondId, states, lines: { first, second } };
  }

  describe("moving", () => {
    it("goes by the legal steps only, all or none, and leaves an entry for each", async () => {
      const { ctx, firstId, secondId, states, partnerId } = await buildTwo();
      const move = ctx.transaction((tx) => moveTasks(tx, { taskIds: [firstId, secondId], to: "approved" }));
      await expect(move).rejects.toMatchObject({
        code: "conflict",
        message: "T-000002 waits for an earlier change and cannot be approved. Read it again.",
      });
      expect(await states()).toEqual(["ready", "held"]);
      await ctx.transaction((tx) => moveTasks(tx, { taskIds: [firstId], to: "approved", isDecision: true }));
      expect(await states()).toEqual(["approved", "held"]);
      expect((await auditOf(database, partnerId, "sync_task")).at(-1)).toBe("task.approved");
    });

    it("finds no task of another partner", async () => {
      const mine = await buildTwo();
      const other = await buildTwo();
      const move = mine.ctx.transaction((tx) => moveTasks(tx, { taskIds: [other.firstId], to: "approved" }));
      await expect(move).rejects.toMatchObject({ code: "not_found" });
      expect(await other.states()).toEqual(["ready", "held"]);
    });

    it("announces the end of a task only when another waits behind it", async () => {
      const { ctx, firstId, secondId, partnerId } = await buildTwo();
      await ctx.transaction((tx) => moveTasks(tx, { taskIds: [firstId], to: "ignored", reason: "own use" }));
      expect(
        (await announcedOf(database, partnerId)).filter((name) => name === "sync/task.finished"),
      ).toHaveLength(1);
      await releaseHeld(ctx, { taskId: firstId });
      await ctx.transaction((tx) => moveTasks(tx, { taskIds: [secondId], to: "ignored", reason: "own use" }));
      expect(
        (await announcedOf(database, partnerId)).filter((name) => name === "sync/task.finished"),
      ).toHaveLength(1);
    });
  });

  describe("ignoring", () => {
    it("needs a reason, releases what waited, and can be taken back", async () => {
      const { ctx, firstId, states, partnerId } = await buildTwo();
      await expect(ignoreTasks(ctx, { taskIds: [firstId], reason: " " })).rejects.toMatchObject({
        code: "invalid",
      });
      await ignoreTasks(ctx, { taskIds: [firstId], reason: "billed elsewhere" });
      expect(await states()).toEqual(["ignored", "held"]);
      expect(await releaseHeld(ctx, { taskId: firstId })).toEqual({ moved: 1 });
      expect(await states()).toEqual(["ignored", "ready"]);
      expect((await tasksOf(database, partnerId))[1]).toMatchObject({
        type: "sales",
        sentence: "14 seats from 17 March",
      });
      expect(await releaseHeld(ctx, { taskId: firstId })).toEqual({ moved: 0 });
      await unignoreTasks(ctx, { taskIds: [firstId] });
      expect(await states()).toEqual(["ready", "held"]);
      const log = await auditOf(database, partnerId, "sync_task");
      expect(log.slice(2)).toEqual(["task.ignored", "task.released", "task.unignored", "task.held"]);
    });

    it("is refused to a viewer", async () => {
      const { partnerId, firstId, states } = await buildTwo();
      const viewer = testContext(database.pool, { partnerId, role: "partner_viewer" });
      const ignored = ignoreTasks(viewer, { taskIds: [firstId], reason: "own use" });
      await expect(ignored).rejects.toMatchObject({ code: "forbidden" });
      expect(await states()).toEqual(["ready", "held"]);
    });

    it("is taken up by a newer order of the same subscription", async () => {
      const { ctx, firstId, subscription, check, states } = await buildTwo();
      await ignoreTasks(ctx, { taskIds: [firstId], reason: "own use" });
      await buildOrderLine(database, subscription, {
        type: "change",
        quantity: "15",
        effectiveDate: "2026-03-10",
        orderedAt: toInstant("2026-03-17T09:00:00Z"),
      });
      await check();
      expect(await states()).toEqual(["superseded", "held", "ready"]);
    });
  });

  it("may be tried again after a failure, and only then", async () => {
    const { ctx, firstId, secondId, states } = await buildTwo();
    await forceState(database, firstId, "failed");
    await retryTasks(ctx, { taskIds: [firstId] });
    expect(await states()).toEqual(["ready", "held"]);
    await expect(retryTasks(ctx, { taskIds: [secondId] })).rejects.toMatchObject({ code: "conflict" });
    expect(await states()).toEqual(["ready", "held"]);
  });

  it("become ready when the last mapping comes, those behind them held", async () => {
    const { ctx, on, subscription, connection, customer, states, partnerId } = await buildTwo();
    await database.superuserPool.query("delete from contract_links where partner_id = $1", [partnerId]);
    const input = { connectionId: connection.id, customerId: customer.id };
    expect(await reevaluateTasks(ctx, input)).toEqual({ moved: 2, recalled: 0 });
    expect(await states()).toEqual(["needs_mapping", "needs_mapping"]);
    await buildContractLink(database, { ...on, subscriptionId: subscription.id });
    expect(await reevaluateTasks(ctx, { connectionId: connection.id })).toEqual({ moved: 2, recalled: 0 });
    expect(await states()).toEqual(["ready", "held"]);
    expect(await reevaluateTasks(ctx, input)).toEqual({ moved: 0, recalled: 0 });
  });

  it("end when their customer is excluded, and the next check finds them again once it is mapped", async () => {
    const { ctx, connection, customer, states, check, partnerId } = await buildTwo();
    const input = { connectionId: connection.id, customerId: customer.id };
    const setState = (state: string) =>
      database.superuserPool.query("update customer_mappings set state = $2 where partner_id = $1", [
        partnerId,
        state,
      ]);
    await setState("do_not_map");
    expect(await reevaluateTasks(ctx, input)).toEqual({ moved: 2, recalled: 0 });
    expect(await states()).toEqual(["superseded", "superseded"]);
    await setState("mapped");
    expect(await reevaluateTasks(ctx, input)).toEqual({ moved: 0, recalled: 1 });
    expect((await check()).counts).toMatchObject({ lookedAt: 1, made: 1 });
    expect((await tasksOf(database, partnerId))[2]).toMatchObject({
      state: "ready",
      type: "sales",
      quantity: "14",
    });
  });

  it("end at once when their order is withdrawn", async () => {
    const { ctx, firstId, lines, states, check } = await buildTwo();
    await database.superuserPool.query(
      "update order_lines set order_status = 'withdrawn', is_unchecked = true where id = $1",
      [lines.first.id],
    );
    expect(await withdrawOrder(ctx, { orderId: lines.first.orderId })).toEqual({ superseded: 1 });
    expect(await states()).toEqual(["superseded", "ready"]);
    expect((await check()).counts?.lookedAt).toBe(0);
    expect(await withdrawOrder(ctx, { orderId: lines.first.orderId })).toEqual({ superseded: 0 });
    expect(firstId).not.toBe("");
  });

  it("are listed the latest first, page by page, with filters, and without cost for who may not see it", async () => {
    const { ctx, partnerId, firstId, secondId } = await buildTwo();
    const page = (cursor?: string | null) => pageOf({ cursor: cursor ?? undefined, limit: 1 }, "text");
    const first = await listSyncTasks(ctx, {}, page());
    expect(first.tasks.map((task) => task.id)).toEqual([secondId]);
    const second = await listSyncTasks(ctx, {}, page(first.next));
    expect([second.tasks.map((task) => task.id), second.next]).toEqual([[firstId], null]);
    expect(second.tasks[0]).toMatchObject({ unitCost: "7.1", number: 1, sentence: "12 seats from 10 March" });
    const held = await listSyncTasks(ctx, { states: ["held"], types: ["change"] }, page());
    expect(held.tasks).toHaveLength(1);
    const viewer = testContext(database.pool, { partnerId, role: "partner_viewer" });
    expect(await getSyncTask(viewer, { taskId: firstId })).not.toHaveProperty("unitCost");
    await expect(getSyncTask(ctx, { taskId: nobody })).rejects.toMatchObject({ code: "not_found" });
  });

  it("come to a plan with everything it needs", async () => {
    const { ctx, firstId, secondId, customer, subscription, product, connection } = await buildTwo();
    const [second, first] = await ctx.transaction((tx) => loadTasksForPlan(tx, [secondId, firstId]));
    expect(first).toMatchObject({
      taskId: firstId,
      type: "sales",
      quantity: "12",
      unitPrice: "20",
      unitCost: "7.1",
      effectiveDate: "2026-03-10",
      customer: { id: customer.id, name: customer.companyName },
      subscription: { vendorSubscriptionId: subscription.vendorSubscriptionId, startDate: "2026-01-01" },
      product: { id: product.id, cycle: "monthly", unit: "seat", kind: "licence" },
      connection: { id: connection.id, timeZone: "Europe/London", settings: {} },
      customerMapping: { externalReference: expect.stringMatching(/^EFS-/) },
      productMapping: { factor: "1", driver: "orders", owners: {} },
      contractLink: { takenPsaLineIds: [] },
    });
    expect(first?.orders[0]).toMatch(/^\d+ \(SO\d+\)$/);
    expect(second).toMatchObject({ type: "change", direction: "up", previousQuantity: "12" });
    expect(first?.contractLink).not.toHaveProperty("line");
    await expect(ctx.transaction((tx) => loadTasksForPlan(tx, [nobody]))).rejects.toMatchObject({
      code: "not_found",
    });
  });
});
