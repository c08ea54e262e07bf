import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { useApplicationPool } from "@/db/application-pool";
import { createTestDatabase, type TestDatabase } from "@/db/test-database";
import {
  type BillingStage,
  buildBillingStage,
  lineIdOf,
  placeOrders,
  sandboxControl,
  setStageEnvironment,
  stageInstant,
} from "@/e2e/support/billing-stage";
import { jobContext } from "@/lib/auth/job-context";
import { settleOperation } from "@/lib/operations/settle-operation";
import { startSandbox } from "@/lib/sandbox/server";
import { approveTaskPlan } from "@/lib/sync/approve-task-plan";
import { checkChanges } from "@/lib/sync/check-changes";
import { finishTasks } from "@/lib/sync/finish-tasks";
import { planTasks } from "@/lib/sync/plan-tasks";
import { replaceChangedTasks } from "@/lib/sync/replace-changed-tasks";
import { startTasks } from "@/lib/sync/start-tasks";
import { applyChunk } from "./apply-chunk";
import { getPlan } from "./get-plan";

let database: TestDatabase;
let sandbox: Awaited<ReturnType<typeof startSandbox>>;

beforeAll(async () => {
  database = await createTestDatabase();
  sandbox = await startSandbox({ port: 0 });
  setStageEnvironment({ databaseUrl: database.appUrl, sandboxUrl: sandbox.url });
  useApplicationPool(database.pool);
  await database.superuserPool.query("select set_business_clock('frozen', $1)", [stageInstant]);
});

afterAll(async () => {
  useApplicationPool(undefined);
  await sandbox.stop();
  await database.drop();
});

type WorldLine = { id: number; units: { startDate: string; endDate: string; units: number }[] };
type Request = { method: string; path: string; status: number };

const stageOf = (lines: number) =>
  buildBillingStage({
    superuserPool: database.superuserPool,
    appPool: database.pool,
    sandboxUrl: sandbox.url,
    lines,
  });

const control = <T>(stage: BillingStage, verb: string, body?: unknown) =>
  sandboxControl<T>(sandbox.url, stage.world, verb, body);

async function adjustments(stage: BillingStage): Promise<Request[]> {
  const { requests } = await control<{ requests: Request[] }>(stage, "requests?writes=true");
  return requests.filter((request) => request.path.includes("Adjustments"));
}

/** Orders to an approved plan, as a person would go. */
async function approvedPlan(stage: BillingStage): Promise<string> {
  await checkChanges(stage.ctx, { connectionId: stage.connectionId, trigger: "person" });
  const tasks = await tasksOf(stage);
  const ready = tasks.filter((task) => task.state === "ready").map((task) => task.id);
  const { planId } = await planTasks(stage.ctx, { taskIds: ready });
  const { hash } = await getPlan(stage.ctx, { planId });
  await approveTaskPlan(stage.ctx, { planId, hash });
  return planId;
}

async function apply(stage: BillingStage, planId: string) {
  const job = jobContext(stage.partnerId, "apply-plan", database.pool);
  await startTasks(job, { planId });
  const result = await applyChunk(job, { planId, from: 0, to: 999 });
  const finished = await finishTasks(job, { planId });
  return {
    result,
    finished,
    replaced: await replaceChangedTasks(job, { planId, taskIds: finished.changed }),
  };
}

async function tasksOf(stage: BillingStage) {
  const { rows } = await database.superuserPool.query<{ id: string; state: string; reason: string | null }>(
    "select id, state, reason from sync_tasks where partner_id = $1 order by number",
    [stage.partnerId],
  );
  return rows;
}

async function operationsOf(stage: BillingStage) {
  const { rows } = await database.superuserPool.query<{ id: string; state: string; attempts: number }>(
    "select id, state, attempts from operations where partner_id = $1 order by created_at, position",
    [stage.partnerId],
  );
  return rows;
}

async function unitsOn(stage: BillingStage, index: number, date: string): Promise<number | undefined> {
  const { lines } = await control<{ lines: WorldLine[] }>(stage, "world?only=lines");
  const line = lines.find((each) => String(each.id) === lineIdOf(index));
  return line?.units.findLast((row) => row.startDate.slice(0, 10) <= date && date <= row.endDate.slice(0, 10))
    ?.units;
}

describe("applying a plan", () => {
  it("sends one adjustment for each changed line and confirms it from the read-back", async () => {
    const stage = await stageOf(3);
    await placeOrders(database.superuserPool, stage, { count: 3, quantity: "12" });
    const planId = await approvedPlan(stage);
    const { finished } = await apply(stage, planId);
    expect(finished.applied).toBe(3);
    expect(await adjustments(stage)).toHaveLength(3);
    expect(await unitsOn(stage, 1, "2026-03-16")).toBe(10);
    expect(await unitsOn(stage, 1, "2026-03-17")).toBe(12);
    expect((await tasksOf(stage)).map((task) => task.state)).toEqual(["applied", "applied", "applied"]);
  });

  it("writes nothing when an applied plan is applied again", async () => {
    const stage = await stageOf(2);
    await placeOrders(database.superuserPool, stage, { count: 2, quantity: "12" });
    const planId = await approvedPlan(stage);
    await apply(stage, planId);
    await apply(stage, planId);
    expect(await adjustments(stage)).toHaveLength(2);
  });

  it("lowers a quantity from the first day of the next period", async () => {
    const stage = await stageOf(1);
    await placeOrders(database.superuserPool, stage, { count: 1, quantity: "4" });
    await apply(stage, await approvedPlan(stage));
    expect(await unitsOn(stage, 0, "2026-03-31")).toBe(10);
    expect(await unitsOn(stage, 0, "2026-04-01")).toBe(4);
  });

  it("confirms without a write when the line shows the target already", async () => {
    const stage = await stageOf(1);
    await placeOrders(database.superuserPool, stage, { count: 1, quantity: "12" });
    const planId = await approvedPlan(stage);
    await control(stage, "acts", [
      { act: "adjust", contractServiceID: Number(lineIdOf(0)), effectiveDate: "2026-03-17", units: 12 },
    ]);
    const { finished } = await apply(stage, planId);
    expect(finished.applied).toBe(1);
    expect(await adjustments(stage)).toHaveLength(0);
    expect((await operationsOf(stage))[0]).toMatchObject({ state: "confirmed", attempts: 0 });
  });

  it("supersedes a task whose line changed meanwhile and plans its successor from what is there now", async () => {
    const stage = await stageOf(1);
    await placeOrders(database.superuserPool, stage, { count: 1, quantity: "12" });
    const planId = await approvedPlan(stage);
    await control(stage, "acts", [
      { act: "adjust", contractServiceID: Number(lineIdOf(0)), effectiveDate: "2026-03-05", units: 11 },
    ]);
    const { replaced } = await apply(stage, planId);
    expect(await adjustments(stage)).toHaveLength(0);
    expect((await tasksOf(stage)).map((task) => task.state)).toEqual(["superseded", "ready"]);
    expect(replaced.isApproved).toBe(false);
    const successor = await getPlan(stage.ctx, { planId: replaced.planId ?? "" });
    expect(successor.lines[0]).toMatchObject({ quantityBefore: "11", quantity: "12" });
  });

  it("ends one line at the PSA's refusal and goes on with the others", async () => {
    const stage = await stageOf(2);
    await placeOrders(database.superuserPool, stage, { count: 2, quantity: "12" });
    const planId = await approvedPlan(stage);
    await control(stage, "faults", {
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
    const { finished } = await apply(stage, planId);
    expect(finished).toMatchObject({ applied: 1, failed: 1 });
    const failed = (await tasksOf(stage)).find((task) => task.state === "failed");
    expect(failed?.reason).toBeTruthy();
  });
});

describe("a lost answer", () => {
  async function withLostAnswer(kind: string) {
    const stage = await stageOf(1);
    await placeOrders(database.superuserPool, stage, { count: 1, quantity: "12" });
    const planId = await approvedPlan(stage);
    await control(stage, "faults", {
      add: [{ kind, method: "POST", path: "*Adjustments", nth: 1, count: 1 }],
    });
    const { result } = await apply(stage, planId);
    const [operation] = await operationsOf(stage);
    return { stage, planId, result, operation };
  }
  const settle = (stage: BillingStage, operationId: string, look: number) =>
    settleOperation(jobContext(stage.partnerId, "settle-operation", database.pool), { operationId, look });

  it("is found by the first look-up when the PSA had written", async () => {
    const { stage, result, operation } = await withLostAnswer("after-write");
    expect(result.unknown).toBe(1);
    expect(operation?.state).toBe("unknown");
    expect(await settle(stage, operation?.id ?? "", 0)).toBe("ended");
    expect((await operationsOf(stage))[0]).toMatchObject({ state: "confirmed", attempts: 1 });
    expect(await adjustments(stage)).toHaveLength(1);
  });

  it("is sent once more after the third look-up when the PSA had not written", async () => {
    const { stage, planId, operation } = await withLostAnswer("before-write");
    const id = operation?.id ?? "";
    expect(await settle(stage, id, 0)).toBe("again");
    expect(await settle(stage, id, 1)).toBe("again");
    expect(await settle(stage, id, 2)).toBe("ended");
    await apply(stage, planId);
    expect((await operationsOf(stage))[0]).toMatchObject({ state: "confirmed", attempts: 2 });
    expect(await unitsOn(stage, 0, "2026-03-17")).toBe(12);
    expect((await tasksOf(stage))[0]?.state).toBe("applied");
  });

  it("goes to a person when the line is neither as before nor as intended", async () => {
    const { stage, operation } = await withLostAnswer("before-write");
    await control(stage, "acts", [
      { act: "adjust", contractServiceID: Number(lineIdOf(0)), effectiveDate: "2026-03-05", units: 17 },
    ]);
    await settle(stage, operation?.id ?? "", 2);
    expect((await operationsOf(stage))[0]?.state).toBe("needs_review");
  });

  it("is not looked up when nothing failed", async () => {
    const stage = await stageOf(2);
    await placeOrders(database.superuserPool, stage, { count: 2, quantity: "12" });
    const planId = await approvedPlan(stage);
    await apply(stage, planId);
    const { rows } = await database.superuserPool.query(
      "select 1 from operations where partner_id = $1 and look_ups > 0",
      [stage.partnerId],
    );
    expect(rows).toHaveLength(0);
  });
});

describe("a process that died while it was sending", () => {
  it("leaves an operation that the next run marks unknown instead of sending it again", async () => {
    const stage = await stageOf(1);
    await placeOrders(database.superuserPool, stage, { count: 1, quantity: "12" });
    const planId = await approvedPlan(stage);
    await database.superuserPool.query(
      `update operations set state = 'sending', attempts = 1, sent_at = business_now(), before = l.line -> 'before'
         from plan_lines as l where l.id = operations.plan_line_id and operations.partner_id = $1`,
      [stage.partnerId],
    );
    const { result } = await apply(stage, planId);
    expect(result.unknown).toBe(1);
    expect(await adjustments(stage)).toHaveLength(0);
    expect((await operationsOf(stage))[0]?.state).toBe("unknown");
  });
});
