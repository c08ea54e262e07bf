import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type BillingStage, placeOrders } from "@/e2e/support/billing-stage";
import { changeConnection } from "@/lib/connections/change-connection";
import { getConnection } from "@/lib/connections/get-connection";
import { ApplyFixture } from "@/lib/plans/apply-fixture";
import { getPlan } from "@/lib/plans/get-plan";
import { approveTaskPlan } from "./approve-task-plan";
import { checkChanges } from "./check-changes";
import { planTasks } from "./plan-tasks";

let fixture: ApplyFixture;
let stage: BillingStage;

beforeAll(async () => {
  fixture = await ApplyFixture.open();
});
afterAll(() => fixture.close());
beforeEach(async () => {
  stage = await fixture.stage(1);
  await placeOrders(fixture.database.superuserPool, stage, { count: 1, quantity: "12" });
});

async function switchBilling(billing: boolean): Promise<void> {
  const { connectionId } = stage;
  const { version } = await getConnection(stage.ctx, connectionId);
  await changeConnection(stage.ctx, { connectionId, version, settings: { billing } });
}

const check = () => checkChanges(stage.ctx, { connectionId: stage.connectionId, trigger: "person" });
const refusal = { code: "precondition_failed", message: expect.stringContaining("Billing is switched off") };

describe("billing that is switched off for a connection", () => {
  it("makes nothing of what comes in, and all of it once it is on again", async () => {
    await switchBilling(false);
    await expect(check()).rejects.toMatchObject(refusal);
    expect(await fixture.tasks(stage)).toEqual([]);
    await switchBilling(true);
    expect((await check()).counts).toMatchObject({ made: 1 });
  });

  it("plans nothing and approves nothing, and keeps the tasks", async () => {
    const taskIds = await fixture.readyTasks(stage);
    const { planId } = await planTasks(stage.ctx, { taskIds });
    await switchBilling(false);
    await expect(planTasks(stage.ctx, { taskIds })).rejects.toMatchObject(refusal);
    const { hash } = await getPlan(stage.ctx, { planId });
    await expect(approveTaskPlan(stage.ctx, { planId, hash })).rejects.toMatchObject(refusal);
    expect((await fixture.tasks(stage)).map((task) => task.state)).toEqual(["ready"]);
    expect(await fixture.adjustments(stage)).toEqual([]);
  });

  it("lets what was approved before go on to its end", async () => {
    const taskIds = await fixture.readyTasks(stage);
    const { planId } = await planTasks(stage.ctx, { taskIds });
    const approved = await fixture.approve(stage, planId);
    await switchBilling(false);
    await fixture.apply(stage, approved);
    expect((await fixture.tasks(stage)).map((task) => task.state)).toEqual(["applied"]);
  });
});
