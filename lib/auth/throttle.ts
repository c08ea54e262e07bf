import { createHash } from "node:crypto";
import { sql } from "drizzle-orm";
import type { Sql } from "@/db/client";
import { addMilliseconds, toInstant } from "@/lib/clock";

/** Never more password tries than this are evaluated for one account within the window, however many processes run. */
export const triesPerWindow = 10;
export const windowMinutes = 15;

export const accountKey = (email: string): string => createHash("sha256").update(email).digest("hex");

/**
 * Takes one try of an account in a single statement: the row's lock makes parallel tries queue up, and the condition is
 * evaluated on what the one before left. Answers `undefined` when the try may be evaluated, else the instant from which
 * the next one may. `now` is business time.
 */
export async function takeTry(db: Sql, now: Date, account: string): Promise<Date | undefined> {
  const recent = sql`select t from unnest(s.tried_at) t
    where t > ${now}::timestamptz - make_interval(mins => ${windowMinutes})`;
  const taken = await db.execute(sql`
    insert into sign_in_attempts as s (account, tried_at) values (${account}, array[${now}::timestamptz(3)])
    on conflict (account) do update
      set tried_at = array(${recent} order by t) || ${now}::timestamptz(3)
      where (select count(*) from (${recent}) r) < ${triesPerWindow}
    returning account`);
  if (taken.rows.length > 0) return undefined;
  const oldest = await db.execute<{ at: Date }>(sql`
    select min(t) as at from sign_in_attempts s, unnest(s.tried_at) t
    where account = ${account} and t > ${now}::timestamptz - make_interval(mins => ${windowMinutes})`);
  const at = oldest.rows[0]?.at;
  return addMilliseconds(at ? toInstant(at.valueOf()) : now, windowMinutes * 60_000);
}

/** A try that was right is no guess: it does not count against the person. */
export async function giveTryBack(db: Sql, account: string, takenAt: Date): Promise<void> {
  await db.execute(sql`
    update sign_in_attempts set tried_at = array_remove(tried_at, ${takenAt}::timestamptz(3))
    where account = ${account}`);
}

/** "10:05 UTC": the zone is named, and it is nobody's own, which would tell that the account exists. */
export function throttledMessage(until: Date): string {
  // To the next full minute, so that whoever comes at the time said is let in.
  const shown = addMilliseconds(until, 59_999).toISOString().slice(11, 16);
  return `Too many tries. Wait until ${shown} UTC.`;
}
