import { sql } from "drizzle-orm";
import { outbox } from "@/db/schema/outbox";
import type { Tx } from "@/lib/auth/context";
import { type Announcement, eventSchemas } from "./events";

/**
 * Announces what the caller's transaction has changed: a row in that same transaction, so that change and event are
 * committed together or not at all. The relay hands the row on with its id as the event's id, within milliseconds of
 * the commit (the notification below is sent by Postgres only then).
 *
 * Throws a ZodError when the data does not fit the event's schema: a mistake of the caller, not of any input.
 */
export async function announce(tx: Tx, announcement: Announcement): Promise<void> {
  await announceAll(tx, [announcement]);
}

/** As `announce`, for many announcements in one statement; they are relayed in this order. An empty list is nothing. */
export async function announceAll(tx: Tx, announcements: readonly Announcement[]): Promise<void> {
  if (announcements.length === 0) return;
  const rows = announcements.map(({ name, data }) => {
    const checked = eventSchemas[name].parse(data);
    return { name, partnerId: checked.partnerId, data: checked, createdAt: tx.now };
  });
  await tx.db.insert(outbox).values(rows);
  await tx.db.execute(sql`select pg_notify('outbox', '')`);
}
