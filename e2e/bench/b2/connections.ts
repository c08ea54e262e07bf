import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";

const applicationName = "bench-b2";

/**
 * A pool of one connection for one piece of work, gone when it returns: a backend hands its counters in when it ends, so
 * that none of this work's rows are counted as somebody else's.
 */
export async function withPool<T>(url: string, work: (pool: pg.Pool) => Promise<T>): Promise<T> {
  const pool = new pg.Pool({ connectionString: url, max: 1, application_name: applicationName });
  try {
    return await work(pool);
  } finally {
    await pool.end();
    await untilEnded(url);
  }
}

async function untilEnded(url: string): Promise<void> {
  const watcher = new pg.Client({ connectionString: url });
  await watcher.connect();
  try {
    for (;;) {
      const { rows } = await watcher.query(
        "select from pg_stat_activity where application_name = $1 limit 1",
        [applicationName],
      );
      if (rows.length === 0) return;
      await pause(5);
    }
  } finally {
    await watcher.end();
  }
}
