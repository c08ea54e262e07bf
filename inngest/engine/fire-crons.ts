import { randomUUID } from "node:crypto";
import type pg from "pg";
import { inTransaction } from "@/db/in-transaction";
import { businessNow } from "./business-now";
import { nextCronTime } from "./cron-time";
import type { EngineEvent } from "./event";
import type { FunctionConfig } from "./function-config";
import { startRuns } from "./start-runs";

type Functions = ReadonlyMap<string, FunctionConfig>;

/**
 * Writes down when each cron line comes next, counted from the present business time. Lines that are known keep their
 * time, so that one that was missed while no engine ran is made up for, once; a time that lies further ahead than the
 * line's next one (the clock was set back) is corrected.
 */
export async function planCrons(pool: pg.Pool, functions: Functions): Promise<void> {
  await inTransaction(pool, async (client) => {
    const now = await businessNow(client);
    const lines = [...functions.values()].flatMap(({ id, crons }) =>
      crons.map((expression) => ({ fn_id: id, expression, next_at: nextCronTime(expression, now) })),
    );
    await client.query(
      `insert into engine.cron as known (fn_id, expression, next_at)
       select distinct fn_id, expression, next_at
         from json_to_recordset($1) as c(fn_id text, expression text, next_at timestamptz)
        order by fn_id, expression
       on conflict (fn_id, expression) do update set next_at = least(known.next_at, excluded.next_at)`,
      [JSON.stringify(lines)],
    );
    // A line that is no longer asked for would otherwise fire at once should it ever come back.
    await client.query(
      `delete from engine.cron where next_at < $2::timestamptz - interval '2 days' and not (fn_id = any($1))`,
      [[...functions.keys()], now],
    );
  });
}

/** Starts the functions whose cron time has come: one run for each line, however many of its times were missed. */
export async function fireCrons(pool: pg.Pool, functions: Functions): Promise<void> {
  await inTransaction(pool, async (client) => {
    const now = await businessNow(client);
    const due = await client.query<{ fn_id: string; expression: string }>(
      `select fn_id, expression from engine.cron where next_at <= $1 and fn_id = any($2)
        order by fn_id, expression for update skip locked`,
      [now, [...functions.keys()]],
    );
    for (const { fn_id, expression } of due.rows) {
      const config = functions.get(fn_id);
      if (!config?.crons.includes(expression)) {
        await client.query("delete from engine.cron where fn_id = $1 and expression = $2", [
          fn_id,
          expression,
        ]);
        continue;
      }
      await client.query("update engine.cron set next_at = $3 where fn_id = $1 and expression = $2", [
        fn_id,
        expression,
        nextCronTime(expression, now),
      ]);
      const event: EngineEvent = {
        id: randomUUID(),
        name: "inngest/scheduled.timer",
        data: { cron: expression },
        ts: now.getTime(),
      };
      await startRuns(client, [{ config, events: [event] }], now);
    }
  });
}
