import { sql } from "drizzle-orm";
import { isoText } from "@/db/iso-text";
import type { ConnectionState } from "@/db/schema/connections";
import type { Tx } from "@/lib/auth/context";
import { lastCheckedAt } from "@/lib/connections/last-check-query";

export type ConnectionRow = {
  id: string;
  name: string;
  provider: string;
  state: ConnectionState;
  stateReason: string | null;
  timeZone: string;
  callSharePct: number;
  /** The end of the last check, and of the last write that the PSA confirmed. */
  lastCheckAt: string | null;
  lastWriteAt: string | null;
  byUs: number;
  byConnection: number;
  byOthers: number | null;
  blockedUntil: string | null;
  /** Our calls in each of the last 24 hours, the oldest first. */
  hours: number[];
};

/** The partner's connections, oldest first, with how long ago they were at work and what they used of the PSA's hour. */
export async function readConnections(tx: Tx): Promise<ConnectionRow[]> {
  const minute = Math.floor(tx.now.getTime() / 60_000);
  const now = sql`${tx.now.toISOString()}::timestamptz`;
  const { rows } = await tx.db.execute<ConnectionRow>(sql`
    select k.id, k.name, k.provider, k.state, k.state_reason as "stateReason", k.time_zone as "timeZone",
           k.call_share_pct as "callSharePct",
           ${isoText(lastCheckedAt)} as "lastCheckAt",
           (select ${isoText(sql`o.finished_at`)} from operations as o
             where o.partner_id = k.partner_id and o.connection_id = k.id and o.state = 'confirmed'
             order by o.created_at desc limit 1) as "lastWriteAt",
           hour.by_us as "byUs", hour.by_connection as "byConnection",
           case when b.told_at > ${now} - interval '1 hour' then b.others_calls end as "byOthers",
           case when b.blocked_until > ${now} then ${isoText(sql`b.blocked_until`)} end as "blockedUntil", day.hours
      from connections as k
      left join psa_budgets as b on b.database_key = k.database_key
     cross join lateral (
       select coalesce(sum(calls), 0)::int as by_us,
              coalesce(sum(calls) filter (where connection_id = k.id), 0)::int as by_connection
         from psa_call_minutes where database_key = k.database_key and minute >= ${minute - 60}) as hour
     cross join lateral (
       select jsonb_agg(coalesce(used.calls, 0) order by back desc) as hours
         from generate_series(0, 23) as back
         left join (select (${minute} - minute) / 60 as ago, sum(calls)::int as calls from psa_call_minutes
                     where database_key = k.database_key and minute > ${minute - 24 * 60} group by 1) as used
           on used.ago = back) as day
     where k.partner_id = ${tx.ctx.partnerId}::uuid and k.state <> 'draft'
     order by k.created_at, k.id`);
  return rows;
}
