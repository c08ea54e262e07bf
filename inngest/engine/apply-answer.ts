import type pg from "pg";
import { inTransaction, type Queryable } from "@/db/in-transaction";
import type { Answer } from "./answer";
import { retryAt } from "./backoff";
import type { Dispatch } from "./dispatch";
import type { FunctionConfig } from "./function-config";
import { ingestEvents } from "./ingest-events";
import { failedStep, type Outcome, sortOperations } from "./operations";
import {
  addSteps,
  armDiscovery,
  continueJob,
  deleteJob,
  endRun,
  type HeldJob,
  hasOutstandingSteps,
  keepResults,
  lockHeldJob,
  repeatJob,
} from "./run-store";
import { unreachablePauseMs } from "./settings";

export type AnswerContext = {
  functions: ReadonlyMap<string, FunctionConfig>;
  leaseMs: number;
  /** False while the engine stops: a run that could go on at once is left for the next claim. */
  mayContinue: boolean;
};

/**
 * One answer, one transaction: if the lease is still ours and the run alive, everything the answer says is written and
 * the job is deleted, repeated or continued. Otherwise the answer came too late and changes nothing.
 *
 * Resolves to the lease under which the same run goes on at once, if it does.
 */
export async function applyAnswer(
  pool: pg.Pool,
  dispatch: Dispatch,
  answer: Answer,
  context: AnswerContext,
): Promise<string | undefined> {
  if (answer.kind === "unreachable") {
    await restJob(pool, dispatch.lease);
    return undefined;
  }
  return inTransaction(pool, async (client) => {
    const job = await lockHeldJob(client, dispatch.runId, dispatch.lease);
    if (!job) return undefined;
    const { now } = job;
    const outcome = outcomeOf(answer, now);
    const maxAttempts = context.functions.get(job.fnId)?.maxAttempts ?? 1;
    const isLastAttempt = job.attempt + 1 >= maxAttempts;
    const retryAfter = "retryAfter" in answer ? answer.retryAfter : undefined;

    if (answer.kind === "failed" && !answer.isFinal && !isLastAttempt) {
      await repeatJob(client, job.id, job.attempt + 1, retryAt(now, job.attempt, retryAfter, Math.random()));
      return undefined;
    }
    if (outcome.failed && isLastAttempt) outcome.finished.push(failedStep(outcome.failed));
    if (outcome.finished.length > 0) await keepResults(client, dispatch, outcome.finished);
    if (outcome.end?.status === "failed") {
      await fail(client, dispatch, outcome.end.error, now, context);
      return undefined;
    }
    if (outcome.end) {
      await endRun(client, job.runId, outcome.end, now);
      return undefined;
    }
    if (outcome.failed && !isLastAttempt) {
      await repeatJob(client, job.id, job.attempt + 1, retryAt(now, job.attempt, retryAfter, Math.random()));
      return undefined;
    }
    await addSteps(client, job.runId, outcome.added);
    return job.stepId === ""
      ? goOnAfterDiscovery(client, dispatch, job, outcome, now, context)
      : goOnAfterStep(client, job);
  });
}

function outcomeOf(answer: Exclude<Answer, { kind: "unreachable" }>, now: Date): Outcome {
  const none: Outcome = { finished: [], added: [], failed: undefined, end: undefined };
  switch (answer.kind) {
    case "operations":
      return sortOperations(answer.operations, now);
    case "finished":
      return { ...none, end: { status: "done", output: answer.output } };
    case "failed":
      return { ...none, end: { status: "failed", error: answer.error } };
  }
}

/** A step that ran at once leads straight to the next discovery; planned steps and sleeps have to end first. */
async function goOnAfterDiscovery(
  client: Queryable,
  dispatch: Dispatch,
  job: HeldJob,
  outcome: Outcome,
  now: Date,
  context: AnswerContext,
): Promise<string | undefined> {
  const isAwaited = outcome.added.length > 0 || outcome.finished.length === 0;
  if (isAwaited && !job.again) {
    if (await hasOutstandingSteps(client, job.runId)) {
      await deleteJob(client, job.id);
      return undefined;
    }
    const error = { name: "Error", message: "The function neither ended nor asked for anything." };
    if (outcome.added.length === 0) {
      await fail(client, dispatch, error, now, context);
      return undefined;
    }
  }
  if (context.mayContinue) return continueJob(client, job.id, context.leaseMs);
  await deleteJob(client, job.id);
  await armDiscovery(client, [job.runId]);
  return undefined;
}

/** The group goes on when its last step has ended; a step of a race lets its chain go on by itself. */
async function goOnAfterStep(client: Queryable, job: HeldJob): Promise<undefined> {
  await deleteJob(client, job.id);
  const step = await client.query<{ is_race: boolean }>(
    "select is_race from engine.step where run_id = $1 and id = $2",
    [job.runId, job.stepId],
  );
  if (step.rows[0]?.is_race || !(await hasOutstandingSteps(client, job.runId))) {
    await armDiscovery(client, [job.runId]);
  }
  return undefined;
}

/** Ends the run as failed and starts whoever listens for failures, first of all the function's own onFailure. */
async function fail(
  client: Queryable,
  dispatch: Dispatch,
  error: unknown,
  now: Date,
  context: AnswerContext,
): Promise<void> {
  await endRun(client, dispatch.runId, { status: "failed", error }, now);
  const failure = {
    id: `${dispatch.runId}:failed`,
    name: "inngest/function.failed",
    data: { function_id: dispatch.fnId, run_id: dispatch.runId, event: dispatch.events[0], error },
    ts: now.getTime(),
  };
  await ingestEvents(client, context.functions, [failure], now);
}

/** By the database's own clock: waiting for a portal to come up is not business time. */
async function restJob(client: Queryable, lease: string): Promise<void> {
  await client.query(
    `update engine.job set lease = null, worker = null,
            lease_until = clock_timestamp() + make_interval(secs => $2) where lease = $1`,
    [lease, unreachablePauseMs / 1000],
  );
}
