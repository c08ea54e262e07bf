import type pg from "pg";

/** Anything that runs SQL: the pool for single statements, a client inside a transaction. */
export type Queryable = Pick<pg.ClientBase, "query">;

/** Runs `work` between begin and commit on a connection of its own. Throws what `work` throws, after a rollback. */
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
    // A connection whose rollback failed is thrown away, so that no tenant stays on it.
    client.off("error", onCut);
    client.release(broken);
  }
}
