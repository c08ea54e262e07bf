import { randomUUID } from "node:crypto";
import type { Queryable } from "@/db/in-transaction";
import type { EngineEvent } from "./event";
import { findKey, keyOf } from "./expression";
import type { FunctionConfig } from "./function-config";

/** A function to be run for one event, or for a batch of them. */
export type Start = { config: FunctionConfig; events: readonly [EngineEvent, ...EngineEvent[]] };

const idempotencyHours = 24;

/**
 * Makes runs and their first jobs. A start whose idempotency value was used within 24 h, here or before, is left out.
 * Concurrency keys are evaluated once, on the run's first event, and stay with the run.
 */
export async function startRuns(client: Queryable, starts: readonly Start[], now: Date): Promise<void> {
  const rows = await withoutRepeats(
    client,
    starts.map((start) => ({ ...start, runId: randomUUID() })),
    now,
  );
  if (rows.length === 0) return;
  const runs = rows.map(({ runId, config, events }) => ({
    id: runId,
    fn_id: config.id,
    events,
    keys: config.concurrency.map(
      ({ key }, index) => `${config.id}:${index}:${key ? keyOf(key, events[0]) : ""}`,
    ),
    limits: config.concurrency.map(({ limit }) => limit),
  }));
  await client.query(
    `with made as (
       insert into engine.run (id, fn_id, events, keys, limits, started_at)
       select id, fn_id, events, keys, limits, $2
         from json_to_recordset($1) as r(id uuid, fn_id text, events json, keys text[], limits integer[])
       returning id, fn_id, keys, limits)
     insert into engine.job (run_id, step_id, fn_id, due_at, keys, limits)
     select id, '', fn_id, '-infinity', keys, limits from made`,
    [JSON.stringify(runs), now],
  );
}

type NewRun = Start & { runId: string };

async function withoutRepeats(
  client: Queryable,
  starts: readonly NewRun[],
  now: Date,
): Promise<readonly NewRun[]> {
  const keyed = new Map<string, { runId: string; fn_id: string; key: string }>();
  const free: NewRun[] = [];
  for (const start of starts) {
    const expression = start.config.idempotency;
    const key = expression === undefined ? undefined : findKey(expression, start.events[0]);
    if (key === undefined) free.push(start);
    else {
      const name = `${start.config.id} ${key}`;
      if (!keyed.has(name)) keyed.set(name, { runId: start.runId, fn_id: start.config.id, key });
    }
  }
  if (keyed.size === 0) return free;
  const taken = await client.query<{ run_id: string }>(
    `insert into engine.idempotency as known (fn_id, key, run_id, expires_at)
     select fn_id, key, "runId", $2::timestamptz + make_interval(hours => $3)
       from json_to_recordset($1) as k(fn_id text, key text, "runId" uuid)
     on conflict (fn_id, key) do update set run_id = excluded.run_id, expires_at = excluded.expires_at
       where known.expires_at <= $2
     returning run_id`,
    [JSON.stringify([...keyed.values()]), now, idempotencyHours],
  );
  const allowed = new Set(taken.rows.map((row) => row.run_id));
  return [...free, ...starts.filter(({ runId }) => allowed.has(runId))];
}
