import { type SQL, sql } from "drizzle-orm";
import { presenceClass } from "@/db/presence";
import type { Tx } from "@/lib/auth/context";

/**
 * How long a lock on a line holds without renewal, on the database's clock. A process that died frees its lines at once
 * (its presence is gone); this is for one that hangs.
 */
const lockSeconds = 30;

/** What must be left of the lease when a request leaves, so that its deadline (20 s) ends before the lease does. */
export const sendMarginSeconds = 22;

const textArray = (values: readonly string[]) =>
  sql`array[${sql.join(
    values.map((value) => sql`${value}`),
    sql`, `,
  )}]::text[]`;

/** Whether the process that wrote this presence is still connected. */
export const isPresent = (presence: SQL) => sql`exists (
  select from pg_locks where locktype = 'advisory' and granted and database = (
      select oid from pg_database where datname = current_database())
    and classid = ${presenceClass} and objid = ${presence}::oid)`;

/** Takes the locks that are free or ours already, in one statement; gives the keys that are now ours. */
export async function acquireLocks(
  tx: Tx,
  connectionId: string,
  lockKeys: readonly string[],
  holder: string,
  presence: number,
): Promise<Set<string>> {
  if (lockKeys.length === 0) return new Set();
  const { rows } = await tx.db.execute<{ lock_key: string }>(sql`
    insert into operation_locks as held (partner_id, connection_id, lock_key, holder, presence, lease_until)
    select ${tx.ctx.partnerId}::uuid, ${connectionId}::uuid, key, ${holder}::uuid, ${presence}::integer,
           now() + make_interval(secs => ${lockSeconds})
    from (select distinct unnest(${textArray(lockKeys)}) as key order by 1) as wanted
    on conflict (partner_id, connection_id, lock_key) do update
       set holder = excluded.holder, presence = excluded.presence, lease_until = excluded.lease_until
     where held.holder = excluded.holder or held.lease_until < now() or not ${isPresent(sql`held.presence`)}
    returning lock_key`);
  return new Set(rows.map((row) => row.lock_key));
}

/** Keeps this holder's locks for another full lease. */
export async function renewLocks(tx: Tx, holder: string): Promise<void> {
  await tx.db.execute(sql`
    update operation_locks set lease_until = now() + make_interval(secs => ${lockSeconds})
     where partner_id = ${tx.ctx.partnerId}::uuid and holder = ${holder}::uuid and lease_until > now()`);
}

/** Gives one line free before the rest: its answer is lost, and the look-ups need it. */
export async function releaseLock(
  tx: Tx,
  lock: { connectionId: string; lockKey: string; holder: string },
): Promise<void> {
  await tx.db.execute(sql`
    delete from operation_locks
     where partner_id = ${tx.ctx.partnerId}::uuid and connection_id = ${lock.connectionId}::uuid
       and lock_key = ${lock.lockKey} and holder = ${lock.holder}::uuid`);
}

export async function releaseLocks(tx: Tx, holder: string): Promise<void> {
  await tx.db.execute(sql`
    delete from operation_locks where partner_id = ${tx.ctx.partnerId}::uuid and holder = ${holder}::uuid`);
}
