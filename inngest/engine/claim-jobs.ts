import type pg from "pg";
import { inTransaction } from "@/db/in-transaction";

/** Any number; the same for every engine on the database, so that they count and take one after the other. */
const claimLock = 7_203_118;

/**
 * Leases up to `free` due jobs to this worker and gives back their leases, oldest job first.
 *
 * One claim at a time over all processes: it counts the jobs that are leased under each concurrency key and takes no
 * job of a key that is full, so that a limit holds exactly and jobs behind a full key keep nobody waiting. A job
 * whose lease has run out counts as free: its worker is gone, and its answer, if it still comes, is dropped.
 */
export async function claimJobs(
  pool: pg.Pool,
  claim: { worker: string; functions: readonly string[]; free: number; leaseMs: number },
): Promise<readonly string[]> {
  if (claim.free <= 0 || claim.functions.length === 0) return [];
  return inTransaction(pool, async (client) => {
    await client.query("select pg_advisory_xact_lock($1)", [claimLock]);
    const claimed = await client.query<{ lease: string }>(
      `with held as (
         select key, count(*) as jobs from engine.job, unnest(keys) as key
          where lease is not null and lease_until > clock_timestamp() group by key),
       due as (
         select id, keys, limits from engine.job
          where due_at <= (select business_now())
            and (lease_until is null or lease_until <= clock_timestamp())
            and fn_id = any($3)
            and not exists (select from unnest(keys, limits) as k(key, cap) join held using (key) where jobs >= cap)
          order by id limit $2 * 4),
       ranked as (
         select id, row_number() over (partition by key order by id) + coalesce(jobs, 0) <= cap as fits
           from (select id, key, cap from due, unnest(keys, limits) as k(key, cap)) as wanted
           left join held using (key)),
       chosen as (
         select id from due where not exists (select from ranked where ranked.id = due.id and not fits)
          order by id limit $2),
       taken as (
         select id from engine.job
          where id in (select id from chosen)
            and (lease_until is null or lease_until <= clock_timestamp())
          for update skip locked)
       update engine.job set lease = gen_random_uuid(), worker = $1, again = false,
              lease_until = clock_timestamp() + make_interval(secs => $4)
         from taken where job.id = taken.id
       returning lease`,
      [claim.worker, claim.free, claim.functions, claim.leaseMs / 1000],
    );
    return claimed.rows.map((row) => row.lease);
  });
}
