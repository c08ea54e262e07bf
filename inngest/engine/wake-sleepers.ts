import type pg from "pg";
import { inTransaction } from "@/db/in-transaction";
import { armDiscovery } from "./run-store";

const runsAtOnce = 500;

/** Ends the sleeps whose business time has come. A run goes on when it waits for nothing else. */
export async function wakeSleepers(pool: pg.Pool): Promise<void> {
  await inTransaction(pool, async (client) => {
    // The lock is a statement of its own: what is read after it sees every step that ended before it.
    const locked = await client.query<{ id: string }>(
      `select id from engine.run where status = 'running' and id in (
         select run_id from engine.step
          where state = 'sleeping' and wake_at <= (select business_now()) limit $1)
       for update skip locked`,
      [runsAtOnce],
    );
    const runIds = locked.rows.map((row) => row.id);
    if (runIds.length === 0) return;
    const woken = await client.query<{ run_id: string }>(
      `with woken as (
         update engine.step set state = 'done', result = '{"type":"data","data":null}'
          where run_id = any($1) and state = 'sleeping' and wake_at <= (select business_now())
         returning run_id, id, is_race, wake_at),
       stacked as (
         update engine.run set stack = stack || ended.ids
           from (select run_id, array_agg(id order by wake_at, id) as ids from woken group by run_id) as ended
          where run.id = ended.run_id)
       select run_id from woken
        where is_race or not exists (
          select from engine.step as other where other.run_id = woken.run_id and other.state <> 'done'
             and other.id not in (select id from woken as also where also.run_id = other.run_id))
        group by run_id`,
      [runIds],
    );
    await armDiscovery(
      client,
      woken.rows.map((row) => row.run_id),
    );
  });
}
