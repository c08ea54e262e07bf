import type pg from "pg";
import { keepDays } from "./settings";

const rowsAtOnce = 2_000;

/** Condition of the rows that are old enough to go; `$1` is the number of days kept. Age is business time. */
const old = "< (select business_now()) - make_interval(days => $1)";
const removals: readonly { table: string; condition: string }[] = [
  { table: "engine.run", condition: `ended_at ${old}` },
  { table: "engine.event", condition: `received_at ${old}` },
  { table: "engine.idempotency", condition: `expires_at ${old}` },
  { table: "outbox", condition: `relayed_at ${old}` },
  {
    table: "engine.worker",
    condition: "seen_at < clock_timestamp() - make_interval(days => $1)",
  },
];

/** Removes what is older than `keepDays`, in pieces so that no statement holds its locks for long. */
export async function cleanUp(pool: pg.Pool): Promise<void> {
  for (const { table, condition } of removals) {
    for (let removed = rowsAtOnce; removed === rowsAtOnce; ) {
      const result = await pool.query(
        `delete from ${table} where ctid = any(array(
           select ctid from ${table} where ${condition} limit ${rowsAtOnce}))`,
        [keepDays],
      );
      removed = result.rowCount ?? 0;
    }
  }
}
