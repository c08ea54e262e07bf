import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type BillingStage, placeOrders, stageInstant } from "@/e2e/support/billing-stage";
import { ApplyFixture } from "@/lib/plans/apply-fixture";
import { sendDue } from "./send-due";
import { sendScheduled } from "./send-scheduled";

let fixture: ApplyFixture;

beforeAll(async () => {
  fixture = await ApplyFixture.open();
});
beforeEach(() => fixture.setClock(stageInstant));
afterAll(() => fixture.close());

const query = <Row extends object>(statement: string, ...values: unknown[]) =>
  fixture.database.superuserPool.query<Row>(statement, values).then(({ rows }) => rows);

const order = (stage: BillingStage, more: Partial<Parameters<typeof placeOrders>[2]>) =>
  placeOrders(fixture.database.superuserPool, stage, { count: 1, quantity: "8", ...more });

const tasksOf = (stage: BillingStage) =>
  query<{ id: string; state: string; reason: string | null; day: string | null; planId: string }>(
    `select id, state, reason, scheduled_for::text as day, plan_id as "planId" from sync_tasks
      where partner_id = $1 order by number`,
    stage.partnerId,
  );

/** 10 to 8 seats ordered on 17 March and approved, where such changes are held until 2 days before April. */
async function held(lines = 1): Promise<BillingStage> {
  const stage = await fixture.stage(lines);
  await query(
    `update connections set settings = '{"nextPeriodChanges":"held"}' where partner_id = $1`,
    stage.partnerId,
  );
  await order(stage, { count: lines });
  await fixture.apply(stage, await fixture.approvedPlan(stage));
  return stage;
}

const job = (stage: BillingStage) => fixture.job(stage, "send-scheduled");

/** Writes whatever the task's plan says, as the function does after an approval. */
async function applyFirst(stage: BillingStage): Promise<void> {
  const [task] = await tasksOf(stage);
  await fixture.apply(stage, task?.planId ?? "");
}

describe("a decrease that is held until shortly before the next period", () => {
  it("is approved, scheduled for its day, and nothing of it is sent", async () => {
    const stage = await held();
    expect(await tasksOf(stage)).toMatchObject([
      { state: "scheduled", day: "2026-03-30", reason: "Goes to Autotask on 30 March, effective 1 April." },
    ]);
    expect(await fixture.adjustments(stage)).toEqual([]);
    expect(await fixture.operations(stage)).toEqual([]);
    expect(await fixture.audited(stage, "sync_task")).toEqual([
      "task.created",
      "task.approved",
      "task.scheduled",
    ]);
  });

  it("does not hold back what is to count at once", async () => {
    const stage = await fixture.stage(2);
    await query(
      `update connections set settings = '{"nextPeriodChanges":"held"}' where partner_id = $1`,
      stage.partnerId,
    );
    await order(stage, {});
    await order(stage, { from: 1, quantity: "12" });
    await fixture.apply(stage, await fixture.approvedPlan(stage));
    expect((await tasksOf(stage)).map(({ state }) => state).sort()).toEqual(["applied", "scheduled"]);
    expect(await fixture.adjustments(stage)).toHaveLength(1);
  });

  it("goes by itself on its day, with the approval it has", async () => {
    const stage = await held();
    await fixture.setClock("2026-03-29T22:00:00Z");
    expect(await sendDue(job(stage))).toEqual({ sent: 0, waiting: 0 });
    await fixture.setClock("2026-03-29T23:10:00Z");
    expect(await sendDue(job(stage))).toEqual({ sent: 1, waiting: 0 });
    expect(await tasksOf(stage)).toMatchObject([{ state: "approved", day: null, reason: null }]);
    await applyFirst(stage);
    expect(await fixture.unitsOn(stage, 0, "2026-03-31")).toBe(10);
    expect(await fixture.unitsOn(stage, 0, "2026-04-01")).toBe(8);
    expect(await fixture.audited(stage, "plan")).toContain("plan.approval_carried_over");
    expect(await sendDue(job(stage))).toEqual({ sent: 0, waiting: 0 });
  });

  it("goes at once by Send now", async () => {
    const stage = await held();
    const [task] = await tasksOf(stage);
    expect(await sendScheduled(stage.ctx, { taskIds: [task?.id ?? ""] })).toEqual({ sent: 1, waiting: 0 });
    await applyFirst(stage);
    expect(await fixture.unitsOn(stage, 0, "2026-04-01")).toBe(8);
    await expect(sendScheduled(stage.ctx, { taskIds: [task?.id ?? ""] })).rejects.toMatchObject({
      code: "precondition_failed",
    });
  });

  it("waits to be approved again where the line is worth something else by then, and keeps no other back", async () => {
    const stage = await held(2);
    await fixture.adjustByHand(stage, 0, "2026-03-20", 11);
    const taskIds = (await tasksOf(stage)).map(({ id }) => id);
    expect(await sendScheduled(stage.ctx, { taskIds })).toEqual({ sent: 1, waiting: 1 });
    const tasks = await tasksOf(stage);
    expect(tasks.map(({ state }) => state).sort()).toEqual(["approved", "ready"]);
    expect(tasks.find(({ state }) => state === "ready")?.reason).toBe(
      "Waits for a person: it is not worth what was approved any more. Read it and approve it again.",
    );
  });

  it("is joined by a later order of the month", async () => {
    const stage = await held();
    await order(stage, { quantity: "11", effectiveDate: "2026-03-20" });
    await fixture.setClock("2026-03-20T09:00:00Z");
    await fixture.readyTasks(stage);
    expect((await tasksOf(stage)).map(({ state }) => state)).toEqual(["superseded", "ready"]);
    const [, later] = await tasksOf(stage);
    await fixture.apply(stage, await fixture.approvedPlan(stage));
    expect(await fixture.unitsOn(stage, 0, "2026-03-20")).toBe(11);
    expect(await fixture.unitsOn(stage, 0, "2026-04-01")).toBe(11);
    expect(later?.day).toBeNull();
  });

  it("goes back to its day while the PSA does not answer", async () => {
    const stage = await held();
    const [task] = await tasksOf(stage);
    await fixture.control(stage, "faults", {
      add: [{ kind: "500", path: "*ContractServiceUnits*", nth: 1, count: 50 }],
    });
    await expect(sendScheduled(stage.ctx, { taskIds: [task?.id ?? ""] })).rejects.toThrow();
    expect(await tasksOf(stage)).toMatchObject([
      { state: "scheduled", day: "2026-03-30", reason: "Goes to Autotask on 30 March, effective 1 April." },
    ]);
  });

  it("stays where it is while its connection is only watched", async () => {
    const stage = await held();
    const [task] = await tasksOf(stage);
    await query(
      `update connections set settings = settings || '{"automationLevel":"watch"}' where partner_id = $1`,
      stage.partnerId,
    );
    await expect(sendScheduled(stage.ctx, { taskIds: [task?.id ?? ""] })).rejects.toThrow(
      'is set to "watch"',
    );
    await fixture.setClock("2026-03-31T09:00:00Z");
    expect(await sendDue(job(stage))).toEqual({ sent: 0, waiting: 0 });
    expect(await tasksOf(stage)).toMatchObject([{ state: "scheduled", day: "2026-03-30" }]);
  });

  it("is sent by those who may approve, and by nobody of another partner", async () => {
    const stage = await held();
    const stranger = await fixture.stage(1);
    const [task] = await tasksOf(stage);
    const taskIds = [task?.id ?? ""];
    await expect(sendScheduled(fixture.as(stage, "partner_viewer"), { taskIds })).rejects.toMatchObject({
      code: "forbidden",
    });
    await expect(sendScheduled(stranger.ctx, { taskIds })).rejects.toMatchObject({ code: "not_found" });
    expect(await tasksOf(stage)).toMatchObject([{ state: "scheduled" }]);
  });
});
