import { bigint, integer, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { instant, shared } from "./columns";

/** One row for each PSA database: what it told us about waiting. Stands outside tenants: partners may share it. */
export const psaBudgets = shared(
  pgTable("psa_budgets", {
    databaseKey: text("database_key").primaryKey(),
    blockedUntil: instant("blocked_until"),
    /** Calls of others in the rolling hour, as last told by the PSA. */
    othersCalls: integer("others_calls").notNull().default(0),
    toldAt: instant("told_at"),
    /** When the PSA last refused a call because too many were in flight (database clock): for a while one fewer goes. */
    threadRefusedAt: instant("thread_refused_at"),
  }),
);

/** Calls booked in one minute of business time by one connection. */
export const psaCallMinutes = shared(
  pgTable(
    "psa_call_minutes",
    {
      databaseKey: text("database_key").notNull(),
      minute: bigint("minute", { mode: "number" }).notNull(),
      connectionId: uuid("connection_id").notNull(),
      calls: integer("calls").notNull(),
    },
    (t) => [primaryKey({ columns: [t.databaseKey, t.minute, t.connectionId] })],
  ),
);

/** A call in flight; slot 0 says that a person waits and bulk calls let them by; the lease (database clock) frees the slot of a process that died. */
export const psaSlots = shared(
  pgTable(
    "psa_slots",
    {
      databaseKey: text("database_key").notNull(),
      entity: text("entity").notNull(),
      slot: integer("slot").notNull(),
      holder: uuid("holder"),
      /** Sign of life of the holder's process (db/presence.ts): a killed one frees its slots at once. */
      presence: integer("presence"),
      leaseUntil: instant("lease_until"),
    },
    (t) => [primaryKey({ columns: [t.databaseKey, t.entity, t.slot] })],
  ),
);
