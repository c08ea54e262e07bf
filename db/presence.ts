import { randomInt } from "node:crypto";
import pg from "pg";

/**
 * This process's sign of life: a session-level advisory lock on a connection of its own. When the process is killed the
 * server closes the connection and the lock is gone at once, so that whoever wants this process' work need not wait for
 * a lease. A frozen process keeps it; for that case there are leases.
 */
const presences = new WeakMap<pg.Pool, Promise<number>>();

/** The key of the lock; other processes look for it in pg_locks (class `presenceClass`). */
export const presenceClass = 7_203;

export function presenceOf(pool: pg.Pool): Promise<number> {
  const known = presences.get(pool);
  if (known) return known;
  const made = declarePresence(pool);
  presences.set(pool, made);
  made.catch(() => presences.delete(pool));
  return made;
}

async function declarePresence(pool: pg.Pool): Promise<number> {
  const client = new pg.Client(pool.options);
  // Lost with a restart of the server: the next work declares a new presence, the old locks count as abandoned.
  client.on("error", () => presences.delete(pool));
  await client.connect();
  const key = randomInt(1, 2 ** 31 - 1);
  await client.query("select pg_advisory_lock($1, $2)", [presenceClass, key]);
  // A sign of life must not keep a process alive that has nothing else to do. The cast: pg's types leave out its socket.
  (client as unknown as { connection: { stream: { unref(): void } } }).connection.stream.unref();
  return key;
}
