import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type BillingStage, placeOrders } from "@/e2e/support/billing-stage";
import { ApplyFixture } from "@/lib/plans/apply-fixture";
import { getPlan } from "@/lib/plans/get-plan";
import { finishTasks } from "./finish-tasks";

let fixture: ApplyFixture;

beforeAll(async () => {
  fixture = await ApplyFixture.open();
});

afterAll(() => fixture.close());

const first = async (stage: BillingStage) => (await fixture.tasks(stage))[0];

/** An order of 12 seats from 20 February; that month is posted, so that its days are left to charge by hand. */
async function lateOrder(): Promise<BillingStage> {
  const stage = await fixture.stage(1);
  await fixture.control(stage, "acts", [{ act: "post-period", contractID: 1_000_000, date: "2026-02-01" }]);
  const order = { count: 1, quantity: "12", effectiveDate: "2026-02-20" };
  await placeOrders(fixture.database.superuserPool, stage, order);
  return stage;
}

const leftToDo = (warnings: { code: string }[] | undefined) =>
  warnings?.filter(({ code }) => code === "one_time_catch_up") ?? [];

describe("ending the tasks of a plan", () => {
  it("keeps a one-time amount on the applied task: nobody has sent it", async () => {
    const stage = await lateOrder();
    const planId = await fixture.draftPlan(stage);
    const { headline, lines } = await getPlan(stage.ctx, { planId });
    // 2 x 9.40 x 9/28
    expect(headline).toContain("+6.04 GBP one-time, to be charged by hand");
    const sentence = lines[0]?.remainders[0]?.sentence;
    expect(sentence).toContain("Enter it in Autotask by hand.");
    await fixture.apply(stage, await fixture.approve(stage, planId));
    const task = await first(stage);
    expect(task?.state).toBe("applied");
    expect(leftToDo(task?.warnings)).toEqual([{ code: "one_time_catch_up", message: sentence }]);
    expect((await fixture.audited(stage, "sync_task")).slice(-2)).toEqual([
      "task.applied",
      "task.one_time_amount_left",
    ]);
  });

  it("says it once, however often the plan is looked at", async () => {
    const stage = await lateOrder();
    const planId = await fixture.approvedPlan(stage);
    await fixture.apply(stage, planId);
    await finishTasks(fixture.job(stage, "apply-plan"), { planId });
    expect(leftToDo((await first(stage))?.warnings)).toHaveLength(1);
  });

  it("says of a fee that nobody has charged it", async () => {
    const stage = await fixture.stage(1);
    await placeOrders(fixture.database.superuserPool, stage, { count: 1, quantity: "12" });
    await fixture.database.superuserPool.query(
      `update order_lines set fees = '[{"kind":"setup","quantity":"1","unitPrice":"50"}]' where partner_id = $1`,
      [stage.partnerId],
    );
    await fixture.apply(stage, await fixture.approvedPlan(stage));
    const codes = (await first(stage))?.warnings.map(({ code }) => code);
    expect(codes?.filter((code) => code.includes("fee"))).toEqual(["brings_fee", "one_time_fee"]);
  });

  it("fails a task whose line changed halfway instead of planning it anew by itself", async () => {
    const { stage, planId } = await fixture.approvedChange();
    await fixture.database.superuserPool.query(
      `with first as (update operations set state = 'confirmed' where partner_id = $1 returning *)
       insert into operations (partner_id, created_at, updated_at, plan_id, plan_line_id, connection_id, position, kind,
                               lock_key, address, intended, state, actor)
       select partner_id, created_at, updated_at, plan_id, plan_line_id, connection_id, 1, kind, lock_key, address,
              intended || '{"effectiveDate":"2026-04-01","quantityBefore":"12","quantity":"13"}', 'planned', actor
         from first`,
      [stage.partnerId],
    );
    const { finished } = await fixture.apply(stage, planId);
    expect(finished).toMatchObject({ failed: 1, changed: [] });
    expect(await first(stage)).toMatchObject({
      state: "failed",
      reason: "One step was written, then the line changed in the PSA. The rest was not sent; plan it again.",
    });
    expect((await fixture.operations(stage)).map(({ state }) => state)).toEqual(["confirmed", "superseded"]);
  });

  it("leaves another partner's tasks alone", async () => {
    const { stage, planId } = await fixture.approvedChange();
    const other = await fixture.stage(1);
    expect(await finishTasks(fixture.job(other, "apply-plan"), { planId })).toMatchObject({ applied: 0 });
    expect((await first(stage))?.state).toBe("approved");
  });
});
