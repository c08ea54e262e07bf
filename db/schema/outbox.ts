import { sql } from "drizzle-orm";
import { bigserial, index, jsonb, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { instant, shared } from "./columns";

/** Announcements of committed changes. The relay hands each row on with its id as the event's id. */
export const outbox = shared(
  pgTable(
    "outbox",
    {
      id: uuid("id").primaryKey().defaultRandom(),
      position: bigserial("position", { mode: "number" }).notNull(),
      name: text("name").notNull(),
      partnerId: uuid("partner_id"),
      data: jsonb("data").notNull(),
      createdAt: instant("created_at").notNull(),
      relayedAt: instant("relayed_at"),
    },
    (t) => [index("outbox_waiting").on(t.position).where(sql`relayed_at is null`)],
  ),
);
