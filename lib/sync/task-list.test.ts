import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildCustomer } from "@/db/builders/customer";
import { buildMirrorContract, buildMirrorList } from "@/db/builders/mirror";
import { buildOrderLine, buildSubscription } from "@/db/builders/subscription";
import { createTestDatabase, type TestDatabase } from "@/db/test-database";
import { testContext } from "@/lib/auth/test-context";
import { pageOf } from "@/lib/http/paging";
import { decideBatch } from "./decide-batch";
import { listSyncTasks } from "./list-sync-tasks";
import { listTaskIds } from "./list-task-ids";
import { summariseTasks } from "./summarise-tasks";
import { statesOfGroup } from "./task-group";
import type { TaskSort } from "./task-sort";
import { auditOf, buildBed, forceState, freezeClock } from "./test-bed";

const firstPage = { after: undefined, limit: 50 };

describe("the list of sync tasks", () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
    await freezeClock(database);
  });
  afterAll(() => database.drop());

  /** Three customers with a sale each, of 10, 11 and 12 seats at 20.00; the first is mapped. */
  async function buildThree() {
    const bed = await buildBed(database);
    await buildOrderLine(database, bed.subscription, { quantity: "10", effectiveDate: "2026-03-12" });
    const { partnerId } = bed;
    for (const [index, companyName] of ["Zephyr 100%", "Aldgate Dental"].entries()) {
      const customer = await buildCustomer(database, { partnerId, companyName });
      const ids = { partnerId, customerId: customer.id, productId: bed.product.id };
      const subscription = await buildSubscription(database, { ...ids, unitPrice: "20" });
      const quantity = String(11 + index);
      await buildOrderLine(database, subscription, { quantity, effectiveDate: `2026-03-1${index}` });
    }
    await bed.check();
    const list = async (filter: Parameters<typeof listSyncTasks>[1] = {}, page = firstPage) =>
      (await listSyncTasks(bed.ctx, filter, page)).tasks;
    return { ...bed, list };
  }

  it("tells before a plan what a sale adds per period, as an estimate", async () => {
    const { list } = await buildThree();
    const [money] = (await list({ sort: "money" })).map((task) => task.money);
    expect(money).toEqual({
      currency: "GBP",
      cycle: "monthly",
      isPlanned: false,
      isEstimate: true,
      recurringMinor: "20000",
      currentPeriodMinor: null,
      oneTimeMinor: null,
    });
  });

  it("counts only what the PSA does not hold yet, as far as our copy of it tells", async () => {
    const bed = await buildBed(database);
    await database.superuserPool.query(
      `update contract_links set psa_contract_id = '77' where partner_id = $1`,
      [bed.partnerId],
    );
    await buildMirrorContract(database, { ...bed.on, psaCompanyId: "2001", psaContractId: "77" });
    await database.superuserPool.query(
      `insert into mirror_lines (partner_id, connection_id, read_at, psa_line_id, psa_contract_id, psa_item_id,
              is_in_bundle, periods)
       select partner_id, connection_id, $2, '501', '77', psa_item_id, false,
              '[{"startDate":"2026-01-01","endDate":"2026-12-31","quantity":"8"}]'
         from product_mappings where partner_id = $1`,
      [bed.partnerId, "2026-03-17T09:00:00Z"],
    );
    await buildMirrorList(database, { ...bed.on, list: "lines" });
    await buildOrderLine(database, bed.subscription, { quantity: "10", effectiveDate: "2026-03-12" });
    await bed.check();
    const { tasks } = await listSyncTasks(bed.ctx, {}, firstPage);
    expect(tasks.map((task) => task.money.recurringMinor)).toEqual(["4000"]);
  });

  it("gives no amount of a first run while the contract's lines were not read since it was chosen", async () => {
    const bed = await buildBed(database, { isFirstRunDone: false });
    await database.superuserPool.query(
      `update contract_links set psa_contract_id = '78' where partner_id = $1`,
      [bed.partnerId],
    );
    await buildMirrorContract(database, { ...bed.on, psaCompanyId: "2001", psaContractId: "78" });
    await bed.check();
    const amounts = async () =>
      (await listSyncTasks(bed.ctx, {}, firstPage)).tasks.map((task) => task.money.recurringMinor);
    expect(await amounts()).toEqual([null]);
    await buildMirrorList(database, { ...bed.on, list: "lines" });
    expect(await amounts()).toEqual(["20000"]);
  });

  it("gives no amount where only the price moves, and none of a first run without a contract", async () => {
    const bed = await buildBed(database, { isFirstRunDone: false, isMapped: false });
    await bed.check();
    const { tasks } = await listSyncTasks(bed.ctx, {}, firstPage);
    expect(tasks.map(({ origin, money }) => [origin, money.recurringMinor])).toEqual([["first_run", null]]);
    const { money } = await summariseTasks(bed.ctx, {});
    expect(money).toMatchObject([{ recurringMinor: "0", unpriced: 1 }]);
  });

  it.each<[TaskSort, string[]]>([
    ["number", ["10", "11", "12"]],
    ["-number", ["12", "11", "10"]],
    ["effectiveDate", ["11", "12", "10"]],
    ["customer", ["12", "10", "11"]],
    ["-money", ["12", "11", "10"]],
    ["money", ["10", "11", "12"]],
  ])("is sorted by %s, page by page", async (sort, quantities) => {
    const bed = await buildThree();
    await database.superuserPool.query("update customers set company_name = 'Mill Lane' where id = $1", [
      bed.customer.id,
    ]);
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await listSyncTasks(bed.ctx, { sort }, pageOf({ cursor, limit: 1 }, "text"));
      seen.push(...page.tasks.map((task) => task.quantity));
      cursor = page.next ?? undefined;
    } while (cursor);
    const byNumber = (await bed.list({ sort: "number" })).map((task) => task.quantity);
    // Tasks are numbered in the order in which their subscriptions are read.
    expect(seen).toEqual(
      sort.endsWith("number") ? (sort === "number" ? byNumber : byNumber.reverse()) : quantities,
    );
  });

  it("refuses a cursor of another sort", async () => {
    const { ctx } = await buildThree();
    const { next } = await listSyncTasks(ctx, { sort: "customer" }, { after: undefined, limit: 1 });
    const elsewhere = listSyncTasks(ctx, { sort: "money" }, pageOf({ cursor: next ?? "", limit: 1 }, "text"));
    await expect(elsewhere).rejects.toMatchObject({ code: "invalid" });
  });

  it("is searched by customer, product, subscription, number and order, and wildcards are plain letters", async () => {
    const { list, subscription } = await buildThree();
    const [first] = await list({ sort: "customer" });
    const found = async (search: string) => (await list({ search })).length;
    expect(await found("aldgate")).toBe(1);
    expect(await found("100%")).toBe(1);
    expect(await found("%")).toBe(1);
    expect(await found(subscription.vendorSubscriptionId)).toBe(1);
    expect(await found(`T-${String(first?.number).padStart(6, "0")}`)).toBe(1);
    expect(await found(first?.orders[0]?.split(" ")[0] ?? "")).toBe(1);
    expect(await found("nothing like this")).toBe(0);
  });

  it("is summed up in a sentence with its money, and counted by tab", async () => {
    const { ctx } = await buildThree();
    const summary = await summariseTasks(ctx, {});
    expect(summary.counts).toMatchObject({ waiting: 3, failed: 0, needYou: 2 });
    expect(summary.money).toMatchObject([{ currency: "GBP", cycle: "monthly", recurringMinor: "66000" }]);
    expect(summary.sentence).toBe("3 tasks wait: +660.00 GBP per month; 2 need you.");
    const filtered = await summariseTasks(ctx, { search: "Zephyr" });
    expect(filtered.counts.waiting).toBe(1);
  });

  it("decides many at once and names those that the decision does not fit", async () => {
    const { ctx, list, partnerId } = await buildThree();
    const { taskIds } = await listTaskIds(ctx, { states: statesOfGroup("waiting") });
    expect(taskIds).toHaveLength(3);
    await forceState(database, taskIds[0] ?? "", "applied");
    const ignored = await decideBatch(ctx, { decision: "ignore", taskIds, reason: "billed elsewhere" });
    expect(ignored).toMatchObject({
      decided: 2,
      leftOut: [{ taskId: taskIds[0], sentence: "T-000001 is applied and cannot be ignored." }],
    });
    expect((await list({ states: ["ignored"] })).map((task) => task.reason)).toEqual([
      "billed elsewhere",
      "billed elsewhere",
    ]);
    const taken = await decideBatch(ctx, { decision: "unignore", taskIds });
    expect(taken).toMatchObject({ decided: 2, leftOut: [{ number: 1 }] });
    const log = await auditOf(database, partnerId, "sync_task");
    expect(log.filter((action) => action === "task.ignored")).toHaveLength(2);
  });

  it("lets a viewer look and not decide, and finds nothing of another partner", async () => {
    const { partnerId, ctx } = await buildThree();
    const viewer = testContext(database.pool, { partnerId, role: "partner_viewer" });
    const { taskIds } = await listTaskIds(viewer, {});
    const decided = decideBatch(viewer, { decision: "ignore", taskIds, reason: "test" });
    await expect(decided).rejects.toMatchObject({ code: "forbidden" });
    const other = await buildThree();
    const foreign = decideBatch(other.ctx, { decision: "ignore", taskIds, reason: "test" });
    await expect(foreign).rejects.toMatchObject({ code: "not_found" });
    expect((await listTaskIds(ctx, { states: ["ignored"] })).taskIds).toEqual([]);
  });
});
