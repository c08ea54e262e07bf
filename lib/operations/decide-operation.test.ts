import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type BillingStage, placeOrders } from "@/e2e/support/billing-stage";
import { ApplyFixture } from "@/lib/plans/apply-fixture";
import { decideOperation } from "./decide-operation";
import { settleOperation } from "./settle-operation";

let fixture: ApplyFixture;

beforeAll(async () => {
  fixture = await ApplyFixture.open();
});

afterAll(() => fixture.close());

/** An adjustment of 10 to 12 whose answer was lost, on a line that a technician then set to 17: no proof either way. */
async function doubtful() {
  const lost = await fixture.lostAnswer("before-write");
  const { stage, operationId, planId } = lost;
  await fixture.adjustByHand(stage, 0, "2026-03-05", 17);
  await settleOperation(fixture.job(stage, "settle-operation"), { operationId, look: 2 });
  await fixture.apply(stage, planId);
  return lost;
}

const stateOf = async (stage: BillingStage) => (await fixture.operations(stage)).map(({ state }) => state);

describe("deciding a doubt", () => {
  it("confirms what a person says has happened; its task is applied and the log says who decided", async () => {
    const { stage, operationId, planId } = await doubtful();
    expect((await fixture.tasks(stage))[0]?.state).toBe("needs_review");
    await decideOperation(stage.ctx, { operationId, decision: "happened" });
    await fixture.apply(stage, planId);
    expect((await fixture.operations(stage))[0]).toMatchObject({ state: "confirmed", error: null });
    expect((await fixture.tasks(stage))[0]?.state).toBe("applied");
    expect(await fixture.audited(stage, "operation")).toEqual(["operation.confirmed", "operation.decided"]);
  });

  it("sends nothing again after 'it did not happen': the task is ready for a new plan", async () => {
    const { stage, operationId, planId } = await doubtful();
    await decideOperation(stage.ctx, { operationId, decision: "did_not_happen" });
    await fixture.apply(stage, planId);
    expect(await stateOf(stage)).toEqual(["refused"]);
    expect((await fixture.tasks(stage))[0]?.state).toBe("ready");
    expect(await fixture.unitsOn(stage, 0, "2026-03-17")).toBe(17);
  });

  it("stays in doubt when reading again proves nothing", async () => {
    const { stage, operationId } = await doubtful();
    await decideOperation(stage.ctx, { operationId, decision: "read_again" });
    expect(await stateOf(stage)).toEqual(["needs_review"]);
  });

  it("lets a line go on with its later steps, though its plan had come to rest", async () => {
    const stage = await fixture.stage(1);
    await fixture.unlink(stage);
    const { planId, operationId } = await saleInDoubt(stage);
    await decideOperation(stage.ctx, { operationId, decision: "happened" });
    await fixture.apply(stage, planId);
    expect(await stateOf(stage)).toEqual(["confirmed", "confirmed"]);
    expect((await fixture.worldLines(stage))[0]?.internalDescription).toBe("EFS-0");
    expect((await fixture.tasks(stage))[0]?.state).toBe("applied");
  });

  it("tells the second of two people that it was decided", async () => {
    const { stage, operationId } = await doubtful();
    await decideOperation(stage.ctx, { operationId, decision: "did_not_happen" });
    await expect(decideOperation(stage.ctx, { operationId, decision: "happened" })).rejects.toMatchObject({
      code: "conflict",
      message: "This write is refused and waits for no decision. Read it again.",
    });
  });

  it("refuses to decide what is still being looked up", async () => {
    const { stage, operationId } = await fixture.lostAnswer("before-write");
    await expect(decideOperation(stage.ctx, { operationId, decision: "happened" })).rejects.toMatchObject({
      code: "conflict",
    });
  });

  it("refuses a viewer, and another partner finds nothing", async () => {
    const { stage, operationId } = await doubtful();
    const input = { operationId, decision: "happened" as const };
    await expect(decideOperation(fixture.as(stage, "partner_viewer"), input)).rejects.toMatchObject({
      code: "forbidden",
    });
    const other = await fixture.stage(1);
    await expect(decideOperation(other.ctx, input)).rejects.toMatchObject({ code: "not_found" });
    expect(await stateOf(stage)).toEqual(["needs_review"]);
  });
});

/** A sale on a line of nobody: its adjustment arrived and waits for a person, its key is not written yet. */
async function saleInDoubt(stage: BillingStage) {
  const { superuserPool } = fixture.database;
  await placeOrders(superuserPool, stage, { count: 1, quantity: "12", type: "sales" });
  const planId = await fixture.approvedPlan(stage);
  await fixture.control(stage, "faults", {
    add: [{ kind: "after-write", method: "POST", path: "*Adjustments", nth: 1, count: 1 }],
  });
  await fixture.apply(stage, planId);
  const [operation] = await fixture.operations(stage);
  const operationId = operation?.id ?? "";
  await superuserPool.query("update operations set state = 'needs_review' where id = $1", [operationId]);
  await superuserPool.query("update plan_lines set state = 'needs_review' where plan_id = $1", [planId]);
  expect((await fixture.apply(stage, planId)).isFinished).toBe(true);
  return { planId, operationId };
}
