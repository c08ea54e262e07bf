import type pg from "pg";

/** Anything that runs SQL: the pool for single statements, a client inside a transaction. */
export type Queryable = Pick<pg.ClientBase, "query">;

/** One transaction of the engine's own tables. Throws what `work` throws, after a rollback. */
export async function inTransaction<T>(
  pool: pg.Pool,
  work: (client: pg.PoolClient) => Promise<T>,
): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  // Outside the pool nobody else listens: a connection that is cut between two statements would end the process.
  const onCut = (error: Error): void => {
    broken = error;
  };
  client.on("error", onCut);
  try {
    await client.query("begin");
    const result = await work(client);
    await client.query("commit");
    return result;
  } catch (error) {
    await client.query("rollback").catch((failure: Error) => {
      broken = failure;
    });
    throw error;
  } finally {
    client.off("error", onCut);
    client.release(broken);
  }
}

/** Business time, which sleeps, cron lines and retries follow. */
export async function businessNow(client: Queryable): Promise<Date> {
  const found = await client.query<{ now: Date }>("select business_now() as now");
  const now = found.rows[0]?.now;
  if (!now) throw new Error("The business clock has no row; run the migrations.");
  return now;
}
