import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type BillingStage, placeOrders } from "@/e2e/support/billing-stage";
import { ApplyFixture } from "@/lib/plans/apply-fixture";
import { getPlan } from "@/lib/plans/get-plan";
import { getPlanContracts } from "@/lib/plans/get-plan-contracts";
import { getPlanProgress } from "@/lib/plans/get-plan-progress";
import { listPlanGroups } from "@/lib/plans/list-plan-groups";
import { listPlanLines } from "@/lib/plans/list-plan-lines";
import { getWizard } from "./get-wizard";
import { planAgain } from "./plan-again";
import { planTasks } from "./plan-tasks";
import { stepStates, wizardTitle } from "./wizard-steps";

let fixture: ApplyFixture;

beforeAll(async () => {
  fixture = await ApplyFixture.open();
});

afterAll(() => fixture.close());

async function ordered(count: number): Promise<{ stage: BillingStage; taskIds: string[] }> {
  const stage = await fixture.stage(count);
  await placeOrders(fixture.database.superuserPool, stage, { count, quantity: "12" });
  return { stage, taskIds: await fixture.readyTasks(stage) };
}

describe("the wizard", () => {
  it("says of a task what is settled, which contracts fit, and what comes next", async () => {
    const { stage, taskIds } = await ordered(2);
    const wizard = await getWizard(stage.ctx, { taskId: taskIds[0] ?? "" });
    expect(wizard.steps.map(({ step, isSettled }) => [step, isSettled])).toEqual([
      ["customer", true],
      ["product", true],
      ["contract", true],
      ["lines", false],
      ["confirm", false],
    ]);
    expect(wizard.contracts).toMatchObject([{ lines: 1, recurringMinor: "9400", misfit: null }]);
    expect(wizard.whyChosen).toBe("chosen because it is the only one that fits");
    expect(wizard.walk.map(({ id }) => id)).toEqual(taskIds.slice(0, 1));
    expect(wizard.next?.id).toBe(taskIds[1]);
  });

  it("opens a step again whose mapping is gone", async () => {
    const { stage, taskIds } = await ordered(1);
    await fixture.database.superuserPool.query(
      "update customer_mappings set state = 'not_mapped' where partner_id = $1",
      [stage.partnerId],
    );
    const wizard = await getWizard(stage.ctx, { taskId: taskIds[0] ?? "" });
    expect([wizard.steps[0]?.isSettled, wizard.contracts]).toEqual([false, []]);
  });

  it("shows no cost to those who may not see it, and nothing to another partner", async () => {
    const { stage, taskIds } = await ordered(1);
    const viewer = { ...fixture.as(stage, "partner_viewer"), canSeeCost: false };
    const wizard = await getWizard(viewer, { taskId: taskIds[0] ?? "" });
    expect(JSON.stringify(wizard)).not.toMatch(/cost/i);
    const other = await fixture.stage(1);
    await expect(getWizard(other.ctx, { taskId: taskIds[0] ?? "" })).rejects.toMatchObject({
      code: "not_found",
    });
  });

  it("names a task in one sentence", () => {
    const task = { type: "sales", productName: "Office Suite Standard", customerName: "Calder LLC" };
    const sentence = "12 seats from 17 March";
    expect(wizardTitle({ ...task, origin: "order", sentence, orders: ["1000311 (SO000311)"] })).toBe(
      "Sales: Office Suite Standard, 12 seats for Calder LLC from 17 March - order 1000311 (SO000311)",
    );
    const takenOver = "12 seats as held on 17 March";
    expect(wizardTitle({ ...task, origin: "first_run", sentence: takenOver, orders: [] })).toBe(
      "Sales: Office Suite Standard, 12 seats for Calder LLC as held on 17 March - first run",
    );
  });

  it("counts every step as settled once the task is applied", () => {
    const states = stepStates({
      state: "applied",
      customer: { name: "Calder", mappingState: "mapped", companyName: "Calder Ltd" },
      product: { name: "Suite", mappingState: "mapped", itemName: "Suite" },
      contract: { name: "Managed" },
      vocabulary: { psa: "Autotask", company: "company", catalogItem: "service", contract: "contract" },
    });
    expect(states.every(({ isSettled }) => isSettled)).toBe(true);
  });
});

describe("a plan on its page", () => {
  it("is read by customer and by page of lines", async () => {
    const { stage, taskIds } = await ordered(3);
    const { planId } = await planTasks(stage.ctx, { taskIds });
    const first = await listPlanGroups(stage.ctx, { planId, limit: 2 });
    expect(first.groups).toMatchObject([
      { lines: 1, contracts: 1, money: [{ currency: "GBP", recurringDeltaMinor: "1880" }] },
      { lines: 1, states: { planned: 1 } },
    ]);
    const rest = await listPlanGroups(stage.ctx, { planId, after: first.next ?? 0, limit: 2 });
    expect([rest.groups.length, rest.next]).toEqual([1, null]);
    const customerId = first.groups[0]?.customerId ?? "";
    const { lines } = await listPlanLines(stage.ctx, { planId, customerId, limit: 10 });
    expect(lines.map((line) => line.customerId)).toEqual([customerId]);
  });

  it("says what the whole contract bills now and after, and what was read back", async () => {
    const { stage, taskIds } = await ordered(1);
    const { planId } = await planTasks(stage.ctx, { taskIds });
    const before = await getPlanContracts(stage.ctx, { planId });
    expect(before.contracts).toMatchObject([
      { recurringNowMinor: "9400", recurringAfterMinor: "11280", nextInvoiceMinor: "12190", otherLines: [] },
    ]);
    await fixture.apply(stage, await fixture.approve(stage, planId));
    const { contracts } = await getPlanContracts(stage.ctx, { planId });
    expect(contracts[0]?.shown[0]?.periods.at(-1)?.quantity).toBe("12");
  });

  it("tells how far it has come, operation by operation", async () => {
    const { stage, taskIds } = await ordered(1);
    const { planId } = await planTasks(stage.ctx, { taskIds });
    await fixture.approve(stage, planId);
    expect(await getPlanProgress(stage.ctx, { planId })).toMatchObject({
      state: "approved",
      done: 0,
      total: 1,
    });
    await fixture.apply(stage, planId);
    const progress = await getPlanProgress(stage.ctx, { planId });
    expect(progress).toMatchObject({ state: "finished", done: 1, counts: { operations: { confirmed: 1 } } });
    expect(progress.lines[0]?.operations).toMatchObject([{ state: "confirmed", error: null }]);
    expect((await getPlan(stage.ctx, { planId })).canUndo).toBe(true);
  });

  it("is made again with what was chosen in it", async () => {
    const { stage, taskIds } = await ordered(1);
    const old = await planTasks(stage.ctx, { taskIds, choices: { effectiveDate: "2026-03-20" } });
    const { planId } = await planAgain(stage.ctx, old);
    expect((await getPlan(stage.ctx, { planId })).lines[0]?.choices).toEqual({ effectiveDate: "2026-03-20" });
    expect((await getPlan(stage.ctx, old)).state).toBe("superseded");
    await expect(planAgain(stage.ctx, old)).rejects.toMatchObject({ code: "conflict" });
    await expect(planAgain(fixture.as(stage, "partner_viewer"), { planId })).rejects.toMatchObject({
      code: "forbidden",
    });
  });
});
