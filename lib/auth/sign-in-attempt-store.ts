import { sql } from "drizzle-orm";
import type { Sql } from "@/db/client";
import { addMilliseconds, toInstant } from "@/lib/clock";
import { triesPerWindow, windowMinutes } from "./throttle";

/**
 * Takes one try of an account in a single statement: the row's lock makes parallel tries queue up, and the condition is
 * evaluated on what the one before left. Answers `undefined` when the try may be evaluated, else the instant from which
 * the next one may. `now` is business time.
 */
export async function takeTry(db: Sql, now: Date, account: string): Promise<Date | undefined> {
  const at = now.toISOString();
  const since = addMilliseconds(now, -windowMinutes * 60_000).toISOString();
  const recent = sql`select t from unnest(s.tried_at) t where t > ${since}::timestamptz`;
  const taken = await db.execute(sql`
    insert into sign_in_attempts as s (account, tried_at) values (${account}, array[${at}::timestamptz(3)])
    on conflict (account) do update
      set tried_at = array(${recent} order by t) || ${at}::timestamptz(3)
      where (select count(*) from (${recent}) r) < ${triesPerWindow}
    returning account`);
  if (taken.rows.length > 0) return undefined;
  const oldest = await db.execute<{ at: string | null }>(sql`
    select min(t)::text as at from sign_in_attempts s, unnest(s.tried_at) t
    where account = ${account} and t > ${since}::timestamptz`);
  const first = oldest.rows[0]?.at;
  return addMilliseconds(first ? toInstant(first) : now, windowMinutes * 60_000);
}

/** A try that was right is no guess: it does not count against the person. */
export async function giveTryBack(db: Sql, account: string, takenAt: Date): Promise<void> {
  await db.execute(sql`
    update sign_in_attempts set tried_at = array_remove(tried_at, ${takenAt.toISOString()}::timestamptz(3))
    where account = ${account}`);
}
