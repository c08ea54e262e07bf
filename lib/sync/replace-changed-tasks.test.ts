import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type BillingStage, placeOrders } from "@/e2e/support/billing-stage";
import { acceptDrift } from "@/lib/findings/accept-drift";
import { listFindings } from "@/lib/findings/list-findings";
import { ApplyFixture } from "@/lib/plans/apply-fixture";
import { copyTasks } from "./copy-tasks-store";
import { moveTasks } from "./move-tasks";
import { planAgain } from "./plan-again";
import { replaceChangedTasks } from "./replace-changed-tasks";

let fixture: ApplyFixture;

beforeAll(async () => {
  fixture = await ApplyFixture.open();
});

afterAll(() => fixture.close());

const states = async (stage: BillingStage) => (await fixture.tasks(stage)).map(({ state }) => state);

/** A decrease to 4 from April; March is posted between plan and apply, which changes no amount of it. */
async function decreaseAcrossAPosting() {
  const stage = await fixture.stage(1);
  await placeOrders(fixture.database.superuserPool, stage, { count: 1, quantity: "4" });
  const planId = await fixture.approvedPlan(stage);
  await fixture.control(stage, "acts", [{ act: "post-period", contractID: 1_000_000, date: "2026-03-01" }]);
  return { stage, planId };
}

describe("a line that changed between plan and apply", () => {
  it("is planned anew, and the approval carries over where the money is the same", async () => {
    const { stage, planId } = await decreaseAcrossAPosting();
    await fixture.control(stage, "acts", [{ act: "post-period", contractID: 1_000_000, date: "2026-03-01" }]);
    const { replaced } = await fixture.apply(stage, planId);
    expect(replaced.isApproved).toBe(true);
    expect(await states(stage)).toEqual(["superseded", "approved"]);
    expect(await fixture.audited(stage, "plan")).toContain("plan.approval_carried_over");
    await fixture.apply(stage, replaced.planId ?? "");
    expect(await states(stage)).toEqual(["superseded", "applied"]);
    expect(await fixture.unitsOn(stage, 0, "2026-03-31")).toBe(10);
    expect(await fixture.unitsOn(stage, 0, "2026-04-01")).toBe(4);
  });

  it("waits for a person where the money differs", async () => {
    const { stage, planId } = await fixture.approvedChange();
    await fixture.adjustByHand(stage, 0, "2026-03-05", 11);
    const { replaced } = await fixture.apply(stage, planId);
    expect(replaced.isApproved).toBe(false);
    expect(await states(stage)).toEqual(["superseded", "ready"]);
    expect(await fixture.adjustments(stage)).toHaveLength(0);
    // A hand edit is not written over before somebody has accepted it.
    const { findings } = await listFindings(stage.ctx, {}, { after: undefined, limit: 1 });
    await acceptDrift(stage.ctx, { findingId: findings[0]?.id ?? "" });
    const { planId: again } = await planAgain(stage.ctx, { planId: replaced.planId ?? "" });
    await fixture.apply(stage, await fixture.approve(stage, again));
    expect(await fixture.unitsOn(stage, 0, "2026-03-17")).toBe(12);
  });

  it("is ready without a plan where nothing can be planned any more", async () => {
    const { stage, planId } = await fixture.approvedChange();
    await fixture.adjustByHand(stage, 0, "2026-03-05", 11);
    await fixture.database.superuserPool.query(
      "update customer_mappings set state = 'not_mapped' where partner_id = $1",
      [stage.partnerId],
    );
    const { replaced } = await fixture.apply(stage, planId);
    expect(replaced).toEqual({ planId: undefined, isApproved: false });
    expect(await states(stage)).toEqual(["superseded", "ready"]);
  });

  it("gets its plan from the next run when a run broke off after copying the task", async () => {
    const { stage, planId } = await fixture.approvedChange();
    const taskIds = (await fixture.tasks(stage)).map(({ id }) => id);
    const job = fixture.job(stage, "apply-plan");
    await job.transaction(async (tx) => {
      await copyTasks(tx, taskIds);
      await moveTasks(tx, { taskIds, to: "superseded" });
    });
    const replaced = await replaceChangedTasks(job, { planId, taskIds: [] });
    expect(replaced.planId).toBeDefined();
    expect((await fixture.tasks(stage))[1]).toMatchObject({ planId: replaced.planId });
    expect(await replaceChangedTasks(job, { planId, taskIds: [] })).toEqual({
      planId: undefined,
      isApproved: false,
    });
  });
});
