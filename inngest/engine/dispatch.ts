import type { Queryable } from "@/db/in-transaction";
import { type Json, toJson } from "@/lib/json";
import type { EngineEvent } from "./event";
import type { FunctionConfig } from "./function-config";

/** Everything one call of the portal needs, read under its lease. */
export type Dispatch = {
  lease: string;
  runId: string;
  fnId: string;
  /** Empty: discover what comes next. Else the one planned step to be run. */
  stepId: string;
  attempt: number;
  events: readonly [EngineEvent, ...EngineEvent[]];
  stack: readonly string[];
  steps: Readonly<Record<string, unknown>>;
  hasPlannedSteps: boolean;
};

type DispatchRow = {
  lease: string;
  run_id: string;
  fn_id: string;
  step_id: string;
  attempt: number;
  events: [EngineEvent, ...EngineEvent[]];
  stack: string[];
  steps: Record<string, unknown>;
  has_planned: boolean;
};

/** What is to be called under these leases. One that was lost in between is left out. */
export async function readDispatches(
  client: Queryable,
  leases: readonly string[],
): Promise<readonly Dispatch[]> {
  if (leases.length === 0) return [];
  const found = await client.query<DispatchRow>(
    `select job.lease, job.run_id, job.fn_id, job.step_id, job.attempt, run.events, run.stack,
            coalesce((select json_object_agg(step.id, step.result) from engine.step
                       where step.run_id = run.id and step.state = 'done'), '{}') as steps,
            exists (select from engine.step where step.run_id = run.id and step.state = 'planned') as has_planned
       from engine.job join engine.run on run.id = job.run_id
      where job.lease = any($1) order by job.id`,
    [leases],
  );
  return found.rows.map((row) => ({
    lease: row.lease,
    runId: row.run_id,
    fnId: row.fn_id,
    stepId: row.step_id,
    attempt: row.attempt,
    events: row.events,
    stack: row.stack,
    steps: row.steps,
    hasPlannedSteps: row.has_planned,
  }));
}

/**
 * The body of the call. With `fn_id` and `qi_id` the SDK reports each step as it ends (checkpointing); `qi_id` is the
 * lease, so that a report under a lost lease is recognised.
 */
export function callBody(dispatch: Dispatch, config: FunctionConfig, checkpointing: boolean): Json {
  return toJson({
    version: 2,
    event: dispatch.events[0],
    events: dispatch.events,
    steps: dispatch.steps,
    ctx: {
      run_id: dispatch.runId,
      ...(checkpointing ? { fn_id: dispatch.fnId, qi_id: dispatch.lease } : {}),
      attempt: dispatch.attempt,
      max_attempts: config.maxAttempts,
      disable_immediate_execution: dispatch.hasPlannedSteps,
      use_api: false,
      stack: { stack: dispatch.stack, current: dispatch.stack.length },
    },
  });
}
