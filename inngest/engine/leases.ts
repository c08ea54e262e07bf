import { readFileSync, readlinkSync } from "node:fs";
import { hostname } from "node:os";
import type pg from "pg";
import type { Queryable } from "@/db/in-transaction";

/**
 * Names this machine, its boot and its process namespace: only where all three agree does a process number mean
 * the same process. Two containers with one host name differ.
 */
export function thisHost(): string {
  const read = (work: () => string): string => {
    try {
      return work().trim();
    } catch {
      return "";
    }
  };
  const boot = read(() => readFileSync("/proc/sys/kernel/random/boot_id", "utf8"));
  const namespace = read(() => readlinkSync("/proc/self/ns/pid"));
  return [hostname(), boot, namespace].join("/");
}

/**
 * Says that this worker lives, and renews the leases it works under. By the database's clock. A lease whose answer
 * could not be applied is not among them: it runs out, and the job is claimed anew.
 */
export async function renewLeases(
  client: Queryable,
  worker: { id: string; host: string; leaseMs: number; leases: readonly string[] },
): Promise<void> {
  await client.query(
    `insert into engine.worker (id, host, pid, seen_at) values ($1, $2, $3, clock_timestamp())
     on conflict (id) do update set seen_at = excluded.seen_at`,
    [worker.id, worker.host, process.pid],
  );
  await client.query(
    `update engine.job set lease_until = clock_timestamp() + make_interval(secs => $2)
      where worker = $1 and lease = any($3)`,
    [worker.id, worker.leaseMs / 1000, worker.leases],
  );
}

/** Gives back what a worker holds, so that another may take it at once; the worker is forgotten. */
export async function returnLeases(client: Queryable, workerIds: readonly string[]): Promise<void> {
  await client.query(
    "update engine.job set lease = null, worker = null, lease_until = null where worker = any($1)",
    [workerIds],
  );
  await client.query("delete from engine.worker where id = any($1)", [workerIds]);
}

/**
 * Returns the leases of workers of this host whose process is gone, without waiting for the leases to run out. True
 * when there was one. A process number that was given away again only costs the wait.
 */
export async function freeDeadWorkers(pool: pg.Pool, host: string, self: string): Promise<boolean> {
  const others = await pool.query<{ id: string; pid: number }>(
    "select id, pid from engine.worker where host = $1 and id <> $2",
    [host, self],
  );
  const dead = others.rows.filter(({ pid }) => pid !== process.pid && !isAlive(pid)).map(({ id }) => id);
  if (dead.length > 0) await returnLeases(pool, dead);
  return dead.length > 0;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: somebody else's process, so there is one.
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
