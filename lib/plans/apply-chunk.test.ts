import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type BillingStage, placeOrders } from "@/e2e/support/billing-stage";
import { jobContext } from "@/lib/auth/job-context";
import { settleOperation } from "@/lib/operations/settle-operation";
import { ApplyFixture } from "./apply-fixture";
import { getPlan } from "./get-plan";

let fixture: ApplyFixture;

beforeAll(async () => {
  fixture = await ApplyFixture.open();
});

afterAll(() => fixture.close());

describe("applying a plan", () => {
  it("sends one adjustment for each changed line and confirms it from the read-back", async () => {
    const stage = await fixture.stage(3);
    await placeOrders(fixture.database.superuserPool, stage, { count: 3, quantity: "12" });
    const planId = await fixture.approvedPlan(stage);
    const { finished } = await fixture.apply(stage, planId);
    expect(finished.applied).toBe(3);
    expect(await fixture.adjustments(stage)).toHaveLength(3);
    expect(await fixture.unitsOn(stage, 1, "2026-03-16")).toBe(10);
    expect(await fixture.unitsOn(stage, 1, "2026-03-17")).toBe(12);
    expect((await fixture.tasks(stage)).map((task) => task.state)).toEqual(["applied", "applied", "applied"]);
  });

  it("writes nothing when an applied plan is applied again", async () => {
    const stage = await fixture.stage(2);
    await placeOrders(fixture.database.superuserPool, stage, { count: 2, quantity: "12" });
    const planId = await fixture.approvedPlan(stage);
    await fixture.apply(stage, planId);
    await fixture.apply(stage, planId);
    expect(await fixture.adjustments(stage)).toHaveLength(2);
  });

  it("lowers a quantity from the first day of the next period", async () => {
    const stage = await fixture.stage(1);
    await placeOrders(fixture.database.superuserPool, stage, { count: 1, quantity: "4" });
    await fixture.apply(stage, await fixture.approvedPlan(stage));
    expect(await fixture.unitsOn(stage, 0, "2026-03-31")).toBe(10);
    expect(await fixture.unitsOn(stage, 0, "2026-04-01")).toBe(4);
  });

  it("confirms without a write when the line shows the target already", async () => {
    const stage = await fixture.stage(1);
    await placeOrders(fixture.database.superuserPool, stage, { count: 1, quantity: "12" });
    const planId = await fixture.approvedPlan(stage);
    await fixture.adjustByHand(stage, 0, "2026-03-17", 12);
    const { finished } = await fixture.apply(stage, planId);
    expect(finished.applied).toBe(1);
    expect(await fixture.adjustments(stage)).toHaveLength(0);
    expect((await fixture.operations(stage))[0]).toMatchObject({ state: "confirmed", attempts: 0 });
  });

  it("supersedes a task whose line changed meanwhile and plans its successor from what is there now", async () => {
    const stage = await fixture.stage(1);
    await placeOrders(fixture.database.superuserPool, stage, { count: 1, quantity: "12" });
    const planId = await fixture.approvedPlan(stage);
    await fixture.adjustByHand(stage, 0, "2026-03-05", 11);
    const { replaced } = await fixture.apply(stage, planId);
    expect(await fixture.adjustments(stage)).toHaveLength(0);
    expect((await fixture.tasks(stage)).map((task) => task.state)).toEqual(["superseded", "ready"]);
    expect(replaced.isApproved).toBe(false);
    const successor = await getPlan(stage.ctx, { planId: replaced.planId ?? "" });
    expect(successor.lines[0]).toMatchObject({ quantityBefore: "11", quantity: "12" });
  });

  it("ends one line at the PSA's refusal and goes on with the others", async () => {
    const stage = await fixture.stage(2);
    await placeOrders(fixture.database.superuserPool, stage, { count: 2, quantity: "12" });
    const planId = await fixture.approvedPlan(stage);
    await fixture.control(stage, "faults", {
      add: [
        {
          kind: "500",
          method: "POST",
          path: "*Adjustments",
          nth: 1,
          count: 1,
          text: "String value exceeds maximum length",
        },
      ],
    });
    const { finished } = await fixture.apply(stage, planId);
    expect(finished).toMatchObject({ applied: 1, failed: 1 });
    const failed = (await fixture.tasks(stage)).find((task) => task.state === "failed");
    expect(failed?.reason).toBeTruthy();
  });
});

describe("a lost answer", () => {
  async function withLostAnswer(kind: string) {
    const stage = await fixture.stage(1);
    await placeOrders(fixture.database.superuserPool, stage, { count: 1, quantity: "12" });
    const planId = await fixture.approvedPlan(stage);
    await fixture.control(stage, "faults", {
      add: [{ kind, method: "POST", path: "*Adjustments", nth: 1, count: 1 }],
    });
    const { result } = await fixture.apply(stage, planId);
    const [operation] = await fixture.operations(stage);
    return { stage, planId, result, operation };
  }
  const settle = (stage: BillingStage, operationId: string, look: number) =>
    settleOperation(jobContext(stage.partnerId, "settle-operation", fixture.database.pool), {
      operationId,
      look,
    });

  it("is found by the first look-up when the PSA had written", async () => {
    const { stage, result, operation } = await withLostAnswer("after-write");
    expect(result.unknown).toBe(1);
    expect(operation?.state).toBe("unknown");
    expect(await settle(stage, operation?.id ?? "", 0)).toBe("ended");
    expect((await fixture.operations(stage))[0]).toMatchObject({ state: "confirmed", attempts: 1 });
    expect(await fixture.adjustments(stage)).toHaveLength(1);
  });

  it("is sent once more after the third look-up when the PSA had not written", async () => {
    const { stage, planId, operation } = await withLostAnswer("before-write");
    const id = operation?.id ?? "";
    expect(await settle(stage, id, 0)).toBe("again");
    expect(await settle(stage, id, 1)).toBe("again");
    expect(await settle(stage, id, 2)).toBe("ended");
    await fixture.apply(stage, planId);
    expect((await fixture.operations(stage))[0]).toMatchObject({ state: "confirmed", attempts: 2 });
    expect(await fixture.unitsOn(stage, 0, "2026-03-17")).toBe(12);
    expect((await fixture.tasks(stage))[0]?.state).toBe("applied");
  });

  it("goes to a person when the line is neither as before nor as intended", async () => {
    const { stage, operation } = await withLostAnswer("before-write");
    await fixture.adjustByHand(stage, 0, "2026-03-05", 17);
    await settle(stage, operation?.id ?? "", 2);
    expect((await fixture.operations(stage))[0]?.state).toBe("needs_review");
  });

  it("is not looked up when nothing failed", async () => {
    const stage = await fixture.stage(2);
    await placeOrders(fixture.database.superuserPool, stage, { count: 2, quantity: "12" });
    const planId = await fixture.approvedPlan(stage);
    await fixture.apply(stage, planId);
    const { rows } = await fixture.database.superuserPool.query(
      "select 1 from operations where partner_id = $1 and look_ups > 0",
      [stage.partnerId],
    );
    expect(rows).toHaveLength(0);
  });
});

describe("a process that died while it was sending", () => {
  it("leaves an operation that the next run marks unknown instead of sending it again", async () => {
    const stage = await fixture.stage(1);
    await placeOrders(fixture.database.superuserPool, stage, { count: 1, quantity: "12" });
    const planId = await fixture.approvedPlan(stage);
    await fixture.database.superuserPool.query(
      `update operations set state = 'sending', attempts = 1, sent_at = business_now(), before = l.line -> 'before'
         from plan_lines as l where l.id = operations.plan_line_id and operations.partner_id = $1`,
      [stage.partnerId],
    );
    const { result } = await fixture.apply(stage, planId);
    expect(result.unknown).toBe(1);
    expect(await fixture.adjustments(stage)).toHaveLength(0);
    expect((await fixture.operations(stage))[0]?.state).toBe("unknown");
  });
});
