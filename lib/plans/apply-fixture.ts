import { setApplicationPool } from "@/db/application-pool";
import { createTestDatabase, type TestDatabase } from "@/db/test-database";
import {
  type BillingStage,
  buildBillingStage,
  lineIdOf,
  sandboxControl,
  setStageEnvironment,
  stageInstant,
} from "@/e2e/support/billing-stage";
import { jobContext } from "@/lib/auth/job-context";
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

  stage(lines: number): Promise<BillingStage> {
    const { superuserPool, pool: appPool } = this.database;
    return buildBillingStage({ superuserPool, appPool, sandboxUrl: this.sandbox.url, lines });
  }

  control<T>(stage: BillingStage, verb: string, body?: unknown): Promise<T> {
    return sandboxControl<T>(this.sandbox.url, stage.world, verb, body);
  }

  /** Orders to an approved plan, as a person would go. */
  async approvedPlan(stage: BillingStage): Promise<string> {
    await checkChanges(stage.ctx, { connectionId: stage.connectionId, trigger: "person" });
    const ready = (await this.tasks(stage)).filter((task) => task.state === "ready");
    const { planId } = await planTasks(stage.ctx, { taskIds: ready.map((task) => task.id) });
    return this.approve(stage, planId);
  }

  async approve(stage: BillingStage, planId: string): Promise<string> {
    const { hash } = await getPlan(stage.ctx, { planId });
    await approveTaskPlan(stage.ctx, { planId, hash });
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
    }>("select id, state, reason from sync_tasks where partner_id = $1 order by number", [stage.partnerId]);
    return rows;
  }

  async operations(stage: BillingStage) {
    const { rows } = await this.database.superuserPool.query<{
      id: string;
      state: string;
      attempts: number;
      lookUps: number;
      undoneBy: string | null;
    }>(
      `select id, state, attempts, look_ups as "lookUps", undone_by_operation_id as "undoneBy"
         from operations where partner_id = $1
        order by created_at, undoes_operation_id nulls first, position`,
      [stage.partnerId],
    );
    return rows;
  }

  /** Units in the PSA's world. */
  async unitsOn(stage: BillingStage, index: number, date: string): Promise<number | undefined> {
    type Line = { id: number; units: { startDate: string; endDate: string; units: number }[] };
    const { lines } = await this.control<{ lines: Line[] }>(stage, "world?only=lines");
    const line = lines.find((each) => String(each.id) === lineIdOf(index));
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
