import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { BillingStage } from "@/e2e/support/billing-stage";
import { placeOrders } from "@/e2e/support/billing-stage";
import { refreshMirror } from "@/lib/mirror/refresh-mirror";
import { ApplyFixture } from "@/lib/plans/apply-fixture";
import { getPlan } from "@/lib/plans/get-plan";
import { approveTaskPlan } from "@/lib/sync/approve-task-plan";
import { checkChanges } from "@/lib/sync/check-changes";
import { ignoreTasks } from "@/lib/sync/ignore-tasks";
import { planTasks } from "@/lib/sync/plan-tasks";
import { unignoreTasks } from "@/lib/sync/unignore-tasks";
import { listFindings } from "./list-findings";
import { reconcileConnection } from "./reconcile-connection";

let fixture: ApplyFixture;

beforeAll(async () => {
  fixture = await ApplyFixture.open();
});

afterAll(() => fixture.close());

const firstPage = { after: undefined, limit: 50 };
const found = async (stage: BillingStage, filter: Parameters<typeof listFindings>[1] = {}) =>
  (await listFindings(stage.ctx, filter, firstPage)).findings;

type Order = Parameters<typeof placeOrders>[2];
async function ordered(order: Partial<Order> = {}) {
  const stage = await fixture.stage(order.count ?? 1);
  await placeOrders(fixture.database.superuserPool, stage, { count: 1, quantity: "12", ...order });
  return { stage, taskIds: await fixture.readyTasks(stage) };
}

describe("a change that is put aside", () => {
  it.each<[string, Partial<Order>, object]>([
    ["an upgrade", { quantity: "12" }, { class: "under", amountMinor: "1880" }],
    ["a downgrade", { quantity: "7" }, { class: "over", amountMinor: "2820" }],
    [
      "a cancellation",
      { quantity: "0", type: "cancellation" },
      { class: "ended_still_billed", amountMinor: "9400" },
    ],
  ])("is found with what it costs per month: %s", async (_case, order, expected) => {
    const { stage, taskIds } = await ordered(order);
    await ignoreTasks(stage.ctx, { taskIds, reason: "agreed by phone" });
    const [finding, ...others] = await found(stage);
    expect(others).toEqual([]);
    expect(finding).toMatchObject({
      ...expected,
      state: "open",
      currency: "GBP",
      isOnce: false,
      reason: "agreed by phone",
      cause: expect.stringMatching(/^order O-.* was put aside \(T-000001\)$/),
      ids: { taskId: taskIds[0] },
      customerName: "Customer 0",
    });
  });

  it("closes its finding by itself when it is taken up again, and the log says both", async () => {
    const { stage, taskIds } = await ordered();
    await ignoreTasks(stage.ctx, { taskIds, reason: "later" });
    await unignoreTasks(stage.ctx, { taskIds });
    expect(await found(stage)).toMatchObject([
      { state: "closed", closedBecause: "The change was taken up again." },
    ]);
    expect(await fixture.audited(stage, "finding")).toEqual(["finding.opened", "finding.resolved"]);
    await ignoreTasks(stage.ctx, { taskIds, reason: "once more" });
    expect((await found(stage)).map(({ state }) => state).sort()).toEqual(["closed", "open"]);
  });

  it("closes when a newer order replaces it", async () => {
    const { stage, taskIds } = await ordered();
    await ignoreTasks(stage.ctx, { taskIds, reason: "later" });
    await placeOrders(fixture.database.superuserPool, stage, {
      count: 1,
      quantity: "14",
      effectiveDate: "2026-03-18",
    });
    await checkChanges(stage.ctx, { connectionId: stage.connectionId, trigger: "person" });
    expect(await found(stage, { states: ["open"] })).toEqual([]);
  });

  it("closes when somebody has written it into the PSA by hand", async () => {
    const { stage, taskIds } = await ordered();
    await ignoreTasks(stage.ctx, { taskIds, reason: "later" });
    const compare = async () => {
      await refreshMirror(fixture.job(stage, "refresh-mirror"), {
        connectionId: stage.connectionId,
        lists: ["contracts"],
      });
      await reconcileConnection(fixture.job(stage, "reconcile"), { connectionId: stage.connectionId });
      return (await found(stage, { classes: ["under"] })).map(({ state }) => state);
    };
    expect(await compare()).toEqual(["open"]);
    await fixture.adjustByHand(stage, 0, "2026-03-17", 12);
    expect(await compare()).toEqual(["closed"]);
  });

  it("is found from a line that was unticked, with the reason given there", async () => {
    const { stage, taskIds } = await ordered({ count: 2 });
    const [first = "", second = ""] = taskIds;
    const exceptions = [{ taskId: second, leaveOut: "they go on by paper" }];
    const { planId } = await planTasks(stage.ctx, { taskIds: [first, second], exceptions });
    const { hash } = await getPlan(stage.ctx, { planId });
    expect(await found(stage)).toEqual([]);
    await approveTaskPlan(stage.ctx, { planId, hash });
    expect(await found(stage)).toMatchObject([
      { class: "under", amountMinor: "1880", reason: "they go on by paper", ids: { taskId: second, planId } },
    ]);
  });
});

describe("an amount of a posted period that is only reported", () => {
  it("is found once, with its sum, when its task is applied", async () => {
    const { stage } = await ordered({ effectiveDate: "2026-02-15" });
    await fixture.control(stage, "acts", [{ act: "post-period", contractID: 1_000_000, date: "2026-02-01" }]);
    await fixture.database.superuserPool.query(
      `update connections set settings = settings || '{"catchUp":"skip_and_report"}' where partner_id = $1`,
      [stage.partnerId],
    );
    const planId = await fixture.approvedPlan(stage);
    await fixture.apply(stage, planId);
    await fixture.apply(stage, planId);
    // 2 x 9.40 x 14/28
    expect(await found(stage)).toMatchObject([
      { class: "missed_posted_period", amountMinor: "940", isOnce: true, ids: { planId }, state: "open" },
    ]);
  });
});

describe("the list of findings", () => {
  it("goes on where the last page ended, and keeps to what was asked for", async () => {
    const { stage, taskIds } = await ordered({ count: 3 });
    await ignoreTasks(stage.ctx, { taskIds, reason: "later" });
    const seen: string[] = [];
    let after: { value: string; id: string } | undefined;
    for (let page = 0; page < 3; page += 1) {
      const { findings, next } = await listFindings(stage.ctx, {}, { after, limit: 1 });
      const [one] = findings;
      if (!one) throw new Error("a page was empty");
      seen.push(one.id);
      after = { value: one.openedAt, id: one.id };
      expect(next === null).toBe(page === 2);
    }
    expect(new Set(seen).size).toBe(3);
    const [first] = await found(stage);
    expect(await found(stage, { customerId: first?.customerId ?? "" })).toHaveLength(1);
    expect(await found(stage, { classes: ["over"] })).toEqual([]);
    expect(await found(stage, { states: ["closed", "muted"] })).toEqual([]);
  });

  it("shows nothing of another partner", async () => {
    const { stage, taskIds } = await ordered();
    await ignoreTasks(stage.ctx, { taskIds, reason: "later" });
    expect(await found(await fixture.stage(1))).toEqual([]);
    expect(await found(stage)).toHaveLength(1);
  });
});
