import type pg from "pg";
import { inTransaction, type Queryable } from "@/db/in-transaction";
import type { EngineEvent } from "./engine/event";

/** Any number; the same for every relay on the database: announcements leave in their order, one batch at a time. */
const relayLock = 7_203_119;
const rowsAtOnce = 500;

/**
 * Takes announcements that were not handed on yet from the outbox, in the order of their rows, and hands them to
 * `take` inside the same transaction; they count as relayed when that has come back. A row's id is the event's id, so
 * that an announcement handed on twice is one event. Resolves to the number handed on; 0 also while another relays.
 */
export async function relayOutbox(
  pool: pg.Pool,
  take: (client: Queryable, events: readonly EngineEvent[], now: Date) => Promise<void>,
): Promise<number> {
  return inTransaction(pool, async (client) => {
    const lock = await client.query<{ taken: boolean; now: Date }>(
      "select pg_try_advisory_xact_lock($1) as taken, business_now() as now",
      [relayLock],
    );
    const { taken, now } = lock.rows[0] ?? {};
    if (!taken || !now) return 0;
    const waiting = await client.query<{
      id: string;
      name: string;
      data: Record<string, unknown>;
      created_at: Date;
    }>("select id, name, data, created_at from outbox where relayed_at is null order by position limit $1", [
      rowsAtOnce,
    ]);
    if (waiting.rows.length === 0) return 0;
    const events = waiting.rows.map(({ id, name, data, created_at }) => ({
      id,
      name,
      data,
      ts: created_at.getTime(),
    }));
    await take(client, events, now);
    await client.query("update outbox set relayed_at = $2 where id = any($1)", [
      events.map((event) => event.id),
      now,
    ]);
    return events.length;
  });
}
