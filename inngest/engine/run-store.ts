import type { Queryable } from "@/db/in-transaction";

/** The job that a worker holds, with its run locked. */
export type HeldJob = {
  id: string;
  runId: string;
  fnId: string;
  stepId: string;
  attempt: number;
  again: boolean;
  /** Business time of the lock. */
  now: Date;
};

export type FinishedStep = { id: string; name: string; result: unknown };
export type NewStep = {
  id: string;
  name: string;
  isRace: boolean;
  /** When a sleep ends, business time; `undefined` for a step that is to be run. */
  wakeAt: Date | undefined;
};

/** The run first, then its job, in one statement; `for update` also makes both the newest there are. */
const lockHeld = `with alive as materialized (
    select id from engine.run where id = $1 and status = 'running' for update),
  held as materialized (
    select job.* from engine.job join alive on alive.id = job.run_id where job.lease = $2 for update of job)`;

/**
 * Locks the run of a lease and gives its job back; `undefined` when the lease is no longer ours or the run has ended.
 * Everything that changes a run's steps or jobs holds this lock, so that "is anything outstanding?" has one answer.
 */
export async function lockHeldJob(
  client: Queryable,
  runId: string,
  lease: string,
): Promise<HeldJob | undefined> {
  const job = await client.query<HeldJob>(
    `${lockHeld}
     select id, run_id as "runId", fn_id as "fnId", step_id as "stepId", attempt, again, business_now() as now
       from held`,
    [runId, lease],
  );
  return job.rows[0];
}

/**
 * Keeps the results of steps, if the lease is still ours; false when it is not. A result that is kept already stays as
 * it is: steps run at least once, but count once. One statement, so that a checkpoint needs no transaction around it.
 */
export async function keepResults(
  client: Queryable,
  { runId, lease }: { runId: string; lease: string },
  steps: readonly FinishedStep[],
): Promise<boolean> {
  const kept = await client.query(
    `${lockHeld},
     kept as (
       insert into engine.step as step (run_id, id, name, state, result)
       select run_id, s.id, s.name, 'done', s.result
         from held, json_to_recordset($3) as s(id text, name text, result json)
       on conflict (run_id, id) do update set state = 'done', result = excluded.result where step.state <> 'done'
       returning id),
     stacked as (
       update engine.run set stack = stack || array(
         select id from json_to_recordset($3) as s(id text, position integer)
          where id in (select id from kept) order by position)
        where id in (select run_id from held))
     select from held`,
    [runId, lease, JSON.stringify(steps.map((step, position) => ({ ...step, position })))],
  );
  return kept.rowCount === 1;
}

/** Writes down steps that a discovery found, with a job for each that is to be run. Found again, they stay as they are. */
export async function addSteps(client: Queryable, runId: string, steps: readonly NewStep[]): Promise<void> {
  if (steps.length === 0) return;
  await client.query(
    `with added as (
       insert into engine.step (run_id, id, name, state, is_race, wake_at)
       select $1, id, name, case when "wakeAt" is null then 'planned' else 'sleeping' end, "isRace", "wakeAt"
         from json_to_recordset($2) as s(id text, name text, "isRace" boolean, "wakeAt" timestamptz)
       on conflict (run_id, id) do nothing
       returning id, state)
     insert into engine.job (run_id, step_id, fn_id, due_at, keys, limits)
     select run.id, added.id, run.fn_id, '-infinity', run.keys, run.limits
       from added, engine.run where added.state = 'planned' and run.id = $1
     on conflict (run_id, step_id) do nothing`,
    [runId, JSON.stringify(steps)],
  );
}

export async function hasOutstandingSteps(client: Queryable, runId: string): Promise<boolean> {
  const found = await client.query("select from engine.step where run_id = $1 and state <> 'done' limit 1", [
    runId,
  ]);
  return found.rowCount !== 0;
}

/** Asks for the run's next discovery. One that is under way is marked to be made again; there are never two. */
export async function armDiscovery(client: Queryable, runIds: readonly string[]): Promise<void> {
  if (runIds.length === 0) return;
  await client.query(
    `insert into engine.job (run_id, step_id, fn_id, due_at, keys, limits)
     select id, '', fn_id, '-infinity', keys, limits from engine.run where id = any($1)
     on conflict (run_id, step_id) do update set again = true`,
    [runIds],
  );
}

export async function deleteJob(client: Queryable, jobId: string): Promise<void> {
  await client.query("delete from engine.job where id = $1", [jobId]);
}

/** Gives the job back to be claimed at `dueAt` (business time), as attempt number `attempt`. */
export async function repeatJob(
  client: Queryable,
  jobId: string,
  attempt: number,
  dueAt: Date,
): Promise<void> {
  await client.query(
    `update engine.job set attempt = $2, due_at = $3, lease = null, worker = null, lease_until = null where id = $1`,
    [jobId, attempt, dueAt],
  );
}

/** Goes on with the same job at once, under a new lease of the same worker, so that the run keeps its place. */
export async function continueJob(
  client: Queryable,
  jobId: string,
  leaseMs: number,
): Promise<string | undefined> {
  const renewed = await client.query<{ lease: string }>(
    `update engine.job set attempt = 0, due_at = '-infinity', again = false, lease = gen_random_uuid(),
            lease_until = clock_timestamp() + make_interval(secs => $2)
      where id = $1 returning lease`,
    [jobId, leaseMs / 1000],
  );
  return renewed.rows[0]?.lease;
}

export async function endRun(
  client: Queryable,
  runId: string,
  end: { status: "done"; output: unknown } | { status: "failed"; error: unknown },
  now: Date,
): Promise<void> {
  await client.query(
    `with left_over as (delete from engine.job where run_id = $1)
     update engine.run set status = $2, output = $3, error = $4, ended_at = $5 where id = $1`,
    [
      runId,
      end.status,
      end.status === "done" ? JSON.stringify(end.output ?? null) : null,
      end.status === "failed" ? JSON.stringify(end.error ?? null) : null,
      now,
    ],
  );
}
