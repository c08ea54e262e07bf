import { randomUUID } from "node:crypto";
import type pg from "pg";
import { makeContext } from "@/lib/auth/context";
import { type CheckOutcome, checkChanges } from "@/lib/sync/check-changes";
import { withPool } from "./connections";
import type { Filled } from "./fill";

export type Measured = { outcome: CheckOutcome; statements: number; databaseMs: number; rowsRead: number };

/**
 * One Check Changes on a connection of its own, as the restricted role with its tenant set. Statements and their time
 * are counted at the driver, begin and commit included; rows read are PostgreSQL's own counters of all user tables,
 * taken after the connection has ended, because a backend hands its counters in when it ends.
 */
export async function measuredCheck(
  appUrl: string,
  superuser: pg.Pool,
  filled: Filled,
  neighbour: Filled,
): Promise<Measured> {
  const counted = { statements: 0, databaseMs: 0 };
  const measured = await withPool(appUrl, async (pool) => {
    pool.on("connect", (client) => countQueries(client, counted));
    // A portal's connections are warm: the neighbour's check fills the backend's caches, its counters are handed in first.
    await check(pool, neighbour);
    await pool.query("select pg_stat_force_next_flush()");
    const before = await rowsReadSoFar(superuser);
    Object.assign(counted, { statements: 0, databaseMs: 0 });
    const outcome = await check(pool, filled);
    return { outcome, ...counted, before };
  });
  const { before, ...figures } = measured;
  return { ...figures, rowsRead: (await rowsReadSoFar(superuser)) - before };
}

function check(pool: pg.Pool, whose: Filled): Promise<CheckOutcome> {
  const ctx = makeContext(pool, {
    actor: { kind: "system", job: "bench" },
    partnerId: whose.partnerId,
    role: undefined,
    canSeeCost: true,
    scope: { vendorSide: [whose.partnerId], partnerSide: [whose.partnerId] },
    requestId: `req_${randomUUID()}`,
  });
  return checkChanges(ctx, { connectionId: whose.connectionId, trigger: "person" });
}

function countQueries(client: pg.PoolClient, counted: { statements: number; databaseMs: number }): void {
  const send = client.query.bind(client) as (...given: unknown[]) => unknown;
  // Only the promise form is used by our code; whatever it is called with goes on unchanged.
  client.query = ((...given: unknown[]) => {
    const start = performance.now();
    counted.statements++;
    const answer = send(...given);
    if (!(answer instanceof Promise)) return answer;
    return answer.finally(() => {
      counted.databaseMs += performance.now() - start;
    });
  }) as typeof client.query;
}

async function rowsReadSoFar(superuser: pg.Pool): Promise<number> {
  const { rows } = await superuser.query<{ read: number }>(
    `select sum(coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0))::float8 as read
       from pg_stat_user_tables where schemaname = 'public'`,
  );
  return rows[0]?.read ?? 0;
}
