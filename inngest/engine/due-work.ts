import type pg from "pg";

/** What waits at this moment, and how long until the next thing does. */
export type DueWork = {
  now: Date;
  outbox: boolean;
  sleepers: boolean;
  batches: boolean;
  crons: boolean;
  /** Business milliseconds until the next sleep, batch, cron or retry is due; `undefined` when nothing is planned. */
  nextInMs: number | undefined;
};

/** One look at everything that time or other processes make due; cheap enough for every turn of the worker. */
export async function readDueWork(pool: pg.Pool): Promise<DueWork> {
  const found = await pool.query<{
    now: Date;
    outbox: boolean;
    sleep: Date | null;
    batch: Date | null;
    cron: Date | null;
    job: Date | null;
  }>(
    `select now,
            exists (select from outbox where relayed_at is null) as outbox,
            (select min(wake_at) from engine.step where state = 'sleeping') as sleep,
            (select min(due_at) from engine.batch) as batch,
            (select min(next_at) from engine.cron) as cron,
            (select min(due_at) from engine.job where due_at > now and lease is null) as job
       from (select business_now() as now) as clock`,
  );
  const row = found.rows[0];
  if (!row) throw new Error("The business clock has no row; run the migrations.");
  const isDue = (at: Date | null): boolean => at !== null && at <= row.now;
  const ahead = [row.sleep, row.batch, row.cron, row.job].flatMap((at) =>
    at && at > row.now ? [at.getTime() - row.now.getTime()] : [],
  );
  return {
    now: row.now,
    outbox: row.outbox,
    sleepers: isDue(row.sleep),
    batches: isDue(row.batch),
    crons: isDue(row.cron),
    nextInMs: ahead.length > 0 ? Math.min(...ahead) : undefined,
  };
}
