import { type SQL, sql } from "drizzle-orm";

/** When the connection `k` was last compared with what the vendor did; null before its first check. */
export const lastCheckedAt: SQL = sql`(
  select r.finished_at from sync_runs as r
   where r.partner_id = k.partner_id and r.connection_id = k.id and r.state = 'finished'
   order by r.created_at desc limit 1)`;
