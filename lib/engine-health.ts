import type pg from "pg";

/** How the process that drives the durable functions is, seen from the database both share. */
export type EngineHealth = {
  /** `up`: a process has shown life within 20 s (it does so every 4 s). */
  status: "up" | "down";
  /** Processes that have shown life within 20 s. */
  processes: number;
  /** Announcements that were not handed on yet. */
  waitingAnnouncements: number;
};

/** Throws what the pool throws when the database cannot be reached. */
export async function readEngineHealth(pool: Pick<pg.Pool, "query">): Promise<EngineHealth> {
  const found = await pool.query<{ processes: number; waiting: number }>(
    `select (select count(*)::integer from engine.worker
              where seen_at > clock_timestamp() - interval '20 seconds') as processes,
            (select count(*)::integer from outbox where relayed_at is null) as waiting`,
  );
  const { processes, waiting } = found.rows[0] ?? { processes: 0, waiting: 0 };
  return { status: processes > 0 ? "up" : "down", processes, waitingAnnouncements: waiting };
}
