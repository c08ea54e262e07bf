import type { Queryable } from "@/db/in-transaction";
import { addMilliseconds } from "@/lib/clock";
import type { EngineEvent } from "./event";
import { keyOf } from "./expression";
import type { FunctionConfig } from "./function-config";
import { type Start, startRuns } from "./start-runs";

/**
 * Adds events to the batches of functions that collect them, and gives back the batches that are full. The first event
 * of a batch decides when it is due.
 */
export async function collectBatches(
  client: Queryable,
  waiting: readonly { config: FunctionConfig; event: EngineEvent }[],
  now: Date,
): Promise<readonly Start[]> {
  const groups = new Map<string, { config: FunctionConfig; key: string; events: EngineEvent[] }>();
  for (const { config, event } of waiting) {
    const key = config.batch?.key ? keyOf(config.batch.key, event) : "";
    const name = `${config.id} ${key}`;
    const group = groups.get(name) ?? { config, key, events: [] };
    group.events.push(event);
    groups.set(name, group);
  }
  const full: Start[] = [];
  // In one order everywhere: two processes that add to the same batches must not wait for each other's rows.
  for (const [, { config, key, events }] of [...groups].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const { maxSize, timeoutMs } = config.batch ?? { maxSize: 1, timeoutMs: 0 };
    const grown = await client.query<{ events: EngineEvent[] }>(
      `insert into engine.batch as known (fn_id, key, events, due_at) values ($1, $2, $3, $4)
       on conflict (fn_id, key) do update set events = known.events || excluded.events
       returning events`,
      [config.id, key, JSON.stringify(events), addMilliseconds(now, timeoutMs)],
    );
    const rest = [...(grown.rows[0]?.events ?? [])];
    while (rest.length >= maxSize) full.push(...asStart(config, rest.splice(0, maxSize)));
    if (rest.length === (grown.rows[0]?.events.length ?? 0)) continue;
    if (rest.length === 0) {
      await client.query("delete from engine.batch where fn_id = $1 and key = $2", [config.id, key]);
    } else {
      await client.query("update engine.batch set events = $3, due_at = $4 where fn_id = $1 and key = $2", [
        config.id,
        key,
        JSON.stringify(rest),
        addMilliseconds(now, timeoutMs),
      ]);
    }
  }
  return full;
}

/** Starts the runs of batches whose time has come though they are not full. */
export async function startDueBatches(
  client: Queryable,
  functions: ReadonlyMap<string, FunctionConfig>,
  now: Date,
): Promise<void> {
  const due = await client.query<{ fn_id: string; events: EngineEvent[] }>(
    `delete from engine.batch where (fn_id, key) in (
       select fn_id, key from engine.batch where due_at <= $1 and fn_id = any($2)
       order by fn_id, key limit 200 for update skip locked)
     returning fn_id, events`,
    [now, [...functions.keys()]],
  );
  const starts = due.rows.flatMap(({ fn_id, events }) => {
    const config = functions.get(fn_id);
    return config ? asStart(config, events) : [];
  });
  await startRuns(client, starts, now);
}

function asStart(config: FunctionConfig, events: readonly EngineEvent[]): Start[] {
  const [first, ...others] = events;
  return first ? [{ config, events: [first, ...others] }] : [];
}
