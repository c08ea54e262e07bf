import type pg from "pg";

/** Whether an engine process has given a sign of life lately. Throws when the database does not answer. */
export async function isEngineAlive(pool: pg.Pool): Promise<boolean> {
  const { rows } = await pool.query<{ alive: boolean }>(
    "select exists (select from engine.worker where seen_at > now() - interval '30 seconds') as alive",
  );
  return rows[0]?.alive ?? false;
}
