import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { type BillingStage, placeOrders, stageInstant } from "@/e2e/support/billing-stage";
import { approveTaskPlan } from "@/lib/sync/approve-task-plan";
import { ignoreTasks } from "@/lib/sync/ignore-tasks";
import { planTasks } from "@/lib/sync/plan-tasks";
import { ApplyFixture } from "./apply-fixture";
import { getPlan } from "./get-plan";
import { undoOperations } from "./undo-operations";

let fixture: ApplyFixture;

beforeAll(async () => {
  fixture = await ApplyFixture.open();
});

afterEach(() => fixture.setClock(stageInstant));

afterAll(() => fixture.close());

async function draft(lines = 1): Promise<{ stage: BillingStage; planId: string; hash: string }> {
  const stage = await fixture.stage(lines);
  await placeOrders(fixture.database.superuserPool, stage, { count: lines, quantity: "12" });
  const planId = await fixture.draftPlan(stage);
  return { stage, planId, hash: (await getPlan(stage.ctx, { planId })).hash };
}

describe("approving a plan", () => {
  it("records every step as planned, moves its tasks, announces it and logs who it was", async () => {
    const { stage, planId, hash } = await draft(2);
    const plan = await approveTaskPlan(stage.ctx, { planId, hash });
    expect(plan).toMatchObject({ state: "approved", approvedHash: hash, approvedBy: { kind: "person" } });
    expect((await fixture.operations(stage)).map(({ state }) => state)).toEqual(["planned", "planned"]);
    expect((await fixture.tasks(stage)).map(({ state }) => state)).toEqual(["approved", "approved"]);
    expect(await fixture.audited(stage, "plan")).toEqual(["plan.created", "plan.approved"]);
    expect(await fixture.adjustments(stage)).toHaveLength(0);
  });

  it("changes nothing the second time", async () => {
    const { stage, planId, hash } = await draft();
    await approveTaskPlan(stage.ctx, { planId, hash });
    await approveTaskPlan(stage.ctx, { planId, hash });
    expect(await fixture.operations(stage)).toHaveLength(1);
    expect(await fixture.audited(stage, "plan")).toEqual(["plan.created", "plan.approved"]);
  });

  it("refuses a plan that is not the one that was seen", async () => {
    const { stage, planId } = await draft();
    await expect(approveTaskPlan(stage.ctx, { planId, hash: "0".repeat(64) })).rejects.toMatchObject({
      code: "conflict",
    });
    expect(await fixture.operations(stage)).toHaveLength(0);
  });

  it("refuses a plan of yesterday", async () => {
    const { stage, planId, hash } = await draft();
    await fixture.setClock("2026-03-18T09:00:01Z");
    await expect(approveTaskPlan(stage.ctx, { planId, hash })).rejects.toThrow("older than 24 hours");
  });

  it("stops when one of its tasks was put aside meanwhile", async () => {
    const { stage, planId, hash } = await draft(2);
    const [task] = await fixture.tasks(stage);
    await ignoreTasks(stage.ctx, { taskIds: [task?.id ?? ""], reason: "not ours" });
    await expect(approveTaskPlan(stage.ctx, { planId, hash })).rejects.toThrow("is ignored and cannot be");
    expect(await fixture.operations(stage)).toHaveLength(0);
  });

  it("fails once its tasks belong to a newer plan", async () => {
    const { stage, planId, hash } = await draft();
    const [task] = await fixture.tasks(stage);
    const newer = await planTasks(stage.ctx, { taskIds: [task?.id ?? ""] });
    await expect(approveTaskPlan(stage.ctx, { planId, hash })).rejects.toThrow(
      "This plan was replaced: tasks of it belong to a newer plan.",
    );
    expect((await getPlan(stage.ctx, { planId })).state).toBe("superseded");
    await fixture.approve(stage, newer.planId);
    expect((await fixture.tasks(stage))[0]).toMatchObject({ state: "approved", planId: newer.planId });
  });

  it("refuses a viewer, and another partner finds nothing", async () => {
    const { stage, planId, hash } = await draft();
    const viewer = fixture.as(stage, "partner_viewer");
    await expect(approveTaskPlan(viewer, { planId, hash })).rejects.toMatchObject({ code: "forbidden" });
    const other = await fixture.stage(1);
    await expect(approveTaskPlan(other.ctx, { planId, hash })).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("a plan whose facts disagree", () => {
  it.each([
    [
      "currency",
      "update subscriptions set currency = 'USD' where partner_id = $1",
      "Amounts are never converted",
    ],
    [
      "cycle",
      "update products set billing_cycle = 'annual' where id in (select product_id from subscriptions where partner_id = $1)",
      "is billed monthly",
    ],
  ])("cannot be approved when the %s differs", async (_fact, change, sentence) => {
    const stage = await fixture.stage(1);
    await fixture.database.superuserPool.query(change, [stage.partnerId]);
    await placeOrders(fixture.database.superuserPool, stage, { count: 1, quantity: "12" });
    await fixture.database.superuserPool.query(
      "update order_lines as l set currency = s.currency from subscriptions as s where l.partner_id = $1 and s.id = l.subscription_id",
      [stage.partnerId],
    );
    const planId = await fixture.draftPlan(stage);
    await expect(fixture.approve(stage, planId)).rejects.toThrow(sentence);
    expect((await fixture.tasks(stage))[0]?.state).toBe("ready");
    expect(await fixture.operations(stage)).toHaveLength(0);
  });
});

describe("a plan that asks", () => {
  async function undoAfterAHandEdit() {
    const { stage, planId } = await fixture.approvedChange();
    await fixture.apply(stage, planId);
    await fixture.adjustByHand(stage, 0, "2026-03-20", 15);
    return { stage, ...(await undoOperations(stage.ctx, { planId })) };
  }

  it("is refused with its question until the approval says yes", async () => {
    const { stage, planId } = await undoAfterAHandEdit();
    const { hash, lines } = await getPlan(stage.ctx, { planId });
    const question = lines[0]?.confirmation ?? "";
    await expect(approveTaskPlan(stage.ctx, { planId, hash })).rejects.toMatchObject({
      code: "precondition_failed",
      message: `${question} Approve with "confirmed": true to say yes.`,
      details: { current: { questions: [{ planLineId: lines[0]?.id, question }] } },
    });
    expect((await approveTaskPlan(stage.ctx, { planId, hash, confirmed: true })).state).toBe("approved");
  });

  it("is not approved twice over: of two plans that take the same back the second fails", async () => {
    const { stage, planId } = await fixture.approvedChange();
    await fixture.apply(stage, planId);
    const one = await undoOperations(stage.ctx, { planId });
    const other = await undoOperations(stage.ctx, { planId });
    await fixture.approve(stage, one.planId);
    await expect(fixture.approve(stage, other.planId)).rejects.toMatchObject({ code: "conflict" });
    await fixture.apply(stage, one.planId);
    await expect(fixture.approve(stage, other.planId)).rejects.toMatchObject({ code: "conflict" });
  });
});
