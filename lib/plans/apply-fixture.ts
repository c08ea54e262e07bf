import { setApplicationPool } from "@/db/application-pool";
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
import type { Ctx } from "@/lib/auth/context";
import { jobContext } from "@/lib/auth/job-context";
import type { Role } from "@/lib/auth/roles";
import { testContext } from "@/lib/auth/test-context";
import { startSandbox } from "@/lib/sandbox/server";
import { approveTaskPlan } from "@/lib/sync/approve-task-plan";
import { checkChanges } from "@/lib/sync/check-changes";
import { finishTasks } from "@/lib/sync/finish-tasks";
import { planTasks } from "@/lib/sync/plan-tasks";
import { replaceChangedTasks } from "@/lib/sync/replace-changed-tasks";
import { startTasks } from "@/lib/sync/start-tasks";
import { applyChunk } from "./apply-chunk";
import { finishPlan } from "./finish-plan";
import { getPlan } from "./get-plan";

export type WorldLine = {
  id: number;
  internalDescription: string | null;
  units: { startDate: string; endDate: string; units: number }[];
  adjustments: { effectiveDate: string; unitChange: number | null; operation?: string | null }[];
};

/** For tests of applying: a database, a sandbox over HTTP, and the steps that the durable function would take. */
export class ApplyFixture {
  readonly database: TestDatabase;
  readonly sandbox: { url: string; stop(): Promise<void> };

  private constructor(database: TestDatabase, sandbox: ApplyFixture["sandbox"]) {
    this.database = database;
    this.sandbox = sandbox;
  }

  static async open(): Promise<ApplyFixture> {
    const database = await createTestDatabase();
    const sandbox = await startSandbox({ port: 0 });
    setStageEnvironment({ databaseUrl: database.appUrl, sandboxUrl: sandbox.url });
    setApplicationPool(database.pool);
    const fixture = new ApplyFixture(database, sandbox);
    await fixture.setClock(stageInstant);
    return fixture;
  }

  async close(): Promise<void> {
    setApplicationPool(undefined);
    await this.sandbox.stop();
    await this.database.drop();
  }

  async setClock(instant: string): Promise<void> {
    await this.database.superuserPool.query("select set_business_clock('frozen', $1)", [instant]);
  }

  /** @param world further or other members of the sandbox's world */
  stage(lines: number, world?: Record<string, unknown>): Promise<BillingStage> {
    const { superuserPool, pool: appPool } = this.database;
    const options = { superuserPool, appPool, sandboxUrl: this.sandbox.url, lines };
    return buildBillingStage(world ? { ...options, world } : options);
  }

  control<T>(stage: BillingStage, verb: string, body?: unknown): Promise<T> {
    return sandboxControl<T>(this.sandbox.url, stage.world, verb, body);
  }

  /** Orders to tasks; gives the ids of those that are ready. */
  async readyTasks(stage: BillingStage): Promise<string[]> {
    await checkChanges(stage.ctx, { connectionId: stage.connectionId, trigger: "person" });
    return (await this.tasks(stage)).filter((task) => task.state === "ready").map((task) => task.id);
  }

  async draftPlan(stage: BillingStage): Promise<string> {
    const { planId } = await planTasks(stage.ctx, { taskIds: await this.readyTasks(stage) });
    return planId;
  }

  /** Orders to an approved plan, as a person would go. */
  async approvedPlan(stage: BillingStage): Promise<string> {
    return this.approve(stage, await this.draftPlan(stage));
  }

  /** A stage of one line with one change to 12 seats, approved and not yet applied. */
  async approvedChange(): Promise<{ stage: BillingStage; planId: string }> {
    const stage = await this.stage(1);
    return { stage, planId: await this.approvedOrder(stage) };
  }

  /** An order of 12 seats for the first line, approved. */
  async approvedOrder(stage: BillingStage): Promise<string> {
    await placeOrders(this.database.superuserPool, stage, { count: 1, quantity: "12" });
    return this.approvedPlan(stage);
  }

  /** The same, applied while the PSA's answer to the adjustment is lost in this way. */
  async lostAnswer(kind: string, more: Record<string, unknown> = {}) {
    const { stage, planId } = await this.approvedChange();
    await this.control(stage, "faults", {
      add: [{ kind, method: "POST", path: "*Adjustments", nth: 1, count: 1, ...more }],
    });
    const { result } = await this.apply(stage, planId);
    const [operation] = await this.operations(stage);
    return { stage, planId, result, operationId: operation?.id ?? "" };
  }

  job(stage: BillingStage, name: string): Ctx {
    return jobContext(stage.partnerId, name, this.database.pool);
  }

  as(stage: BillingStage, role: Role): Ctx {
    return testContext(this.database.pool, { partnerId: stage.partnerId, role });
  }

  /** What the log says of this kind of record, in order. */
  async audited(stage: BillingStage, recordKind: string): Promise<string[]> {
    const { rows } = await this.database.superuserPool.query<{ action: string }>(
      "select action from audit_entries where partner_id = $1 and record_kind = $2 order by sequence",
      [stage.partnerId, recordKind],
    );
    return rows.map((row) => row.action);
  }

  /** Forgets on our side which line of the PSA is the subscription's. */
  async unlink(stage: BillingStage): Promise<void> {
    await this.database.superuserPool.query(
      `with freed as (update contract_links set line_link_id = null where partner_id = $1)
       delete from line_links where partner_id = $1`,
      [stage.partnerId],
    );
  }

  /** Asks until the sandbox holds a request back. */
  async untilHeld(stage: BillingStage): Promise<void> {
    type Faults = { faults: { waiting: number }[] };
    while (!(await this.control<Faults>(stage, "faults")).faults.some(({ waiting }) => waiting > 0));
  }

  /** The lines of the PSA's world. */
  async worldLines(stage: BillingStage): Promise<WorldLine[]> {
    return (await this.control<{ lines: WorldLine[] }>(stage, "world?only=lines")).lines;
  }

  async approve(stage: BillingStage, planId: string, confirmed?: boolean): Promise<string> {
    const { hash } = await getPlan(stage.ctx, { planId });
    await approveTaskPlan(stage.ctx, { planId, hash, ...(confirmed && { confirmed }) });
    return planId;
  }

  async apply(stage: BillingStage, planId: string) {
    const job = jobContext(stage.partnerId, "apply-plan", this.database.pool);
    await startTasks(job, { planId });
    const result = await applyChunk(job, { planId, from: 0, to: 999 });
    const finished = await finishTasks(job, { planId });
    const replaced = await replaceChangedTasks(job, { planId, taskIds: finished.changed });
    return { result, finished, replaced, isFinished: await finishPlan(job, { planId }) };
  }

  async adjustments(stage: BillingStage): Promise<{ path: string; status: number }[]> {
    const { requests } = await this.control<{ requests: { path: string; status: number }[] }>(
      stage,
      "requests?writes=true",
    );
    return requests.filter((request) => request.path.includes("Adjustments"));
  }

  async tasks(stage: BillingStage) {
    const { rows } = await this.database.superuserPool.query<{
      id: string;
      state: string;
      reason: string | null;
      planId: string | null;
      warnings: { code: string; message: string }[];
    }>(
      `select id, state, reason, warnings, plan_id as "planId" from sync_tasks
        where partner_id = $1 order by number`,
      [stage.partnerId],
    );
    return rows;
  }

  async operations(stage: BillingStage) {
    const { rows } = await this.database.superuserPool.query<{
      id: string;
      state: string;
      kind: string;
      attempts: number;
      lookUps: number;
      undoneBy: string | null;
      error: { message?: string } | null;
    }>(
      `select id, kind, state, attempts, error, look_ups as "lookUps", undone_by_operation_id as "undoneBy"
         from operations where partner_id = $1
        order by (select min(sequence) from audit_entries where record_id = plan_id::text), plan_line_id, position`,
      [stage.partnerId],
    );
    return rows;
  }

  /** Units in the PSA's world. */
  async unitsOn(stage: BillingStage, index: number, date: string): Promise<number | undefined> {
    const line = (await this.worldLines(stage)).find((each) => String(each.id) === lineIdOf(index));
    return line?.units.findLast((row) => row.startDate <= date && date <= row.endDate)?.units;
  }

  /** A technician sets the units of a line from a day on. */
  async adjustByHand(
    stage: BillingStage,
    index: number,
    effectiveDate: string,
    units: number,
  ): Promise<void> {
    await this.control(stage, "acts", [
      { act: "adjust", contractServiceID: Number.parseInt(lineIdOf(index), 10), effectiveDate, units },
    ]);
  }
}
