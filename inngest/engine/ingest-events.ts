import type { Queryable } from "@/db/in-transaction";
import { collectBatches } from "./collect-batches";
import type { EngineEvent } from "./event";
import { matches } from "./expression";
import type { FunctionConfig } from "./function-config";
import { type Start, startRuns } from "./start-runs";

/**
 * Takes events in, inside the caller's transaction: each is stored by its id, and one that is new starts the functions
 * it triggers or joins their batches. An event whose id was seen before does nothing.
 */
export async function ingestEvents(
  client: Queryable,
  functions: ReadonlyMap<string, FunctionConfig>,
  events: readonly EngineEvent[],
  now: Date,
): Promise<void> {
  if (events.length === 0) return;
  const stored = await client.query<{ id: string }>(
    `insert into engine.event (id, name, received_at)
     select id, name, $2 from json_to_recordset($1) as e(id text, name text)
     on conflict (id) do nothing returning id`,
    [JSON.stringify(events.map(({ id, name }) => ({ id, name }))), now],
  );
  const unseen = new Set(stored.rows.map((row) => row.id));
  const starts: Start[] = [];
  const waiting: { config: FunctionConfig; event: EngineEvent }[] = [];
  for (const event of events) {
    // `delete` also drops a second event of the same id within this very list.
    if (!unseen.delete(event.id)) continue;
    for (const config of functions.values()) {
      const isTriggered = config.events.some(
        ({ name, expression }) => name === event.name && matches(expression, event),
      );
      if (!isTriggered) continue;
      if (config.batch) waiting.push({ config, event });
      else starts.push({ config, events: [event] });
    }
  }
  starts.push(...(await collectBatches(client, waiting, now)));
  await startRuns(client, starts, now);
}
