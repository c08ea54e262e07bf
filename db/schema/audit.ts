import { bigserial, index, jsonb, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { instant, journal, ownId } from "./columns";

/**
 * Who did what, written in the transaction of the change. No foreign keys: it outlives what it tells of. `hash` chains
 * the entries of a partner; a job fills it afterwards, because a chain inside each transaction would serialise them.
 */
export const auditEntries = journal(
  pgTable(
    "audit_entries",
    {
      partnerId: uuid("partner_id").notNull(),
      id: ownId(),
      sequence: bigserial("sequence", { mode: "number" }).notNull(),
      at: instant("at").notNull(),
      actor: jsonb("actor").notNull(),
      action: text("action").notNull(),
      recordKind: text("record_kind").notNull(),
      recordId: text("record_id").notNull(),
      before: jsonb("before"),
      after: jsonb("after"),
      requestId: text("request_id"),
      fromAddress: text("from_address"),
      previousHash: text("previous_hash"),
      hash: text("hash"),
    },
    (t) => [
      primaryKey({ columns: [t.partnerId, t.id] }),
      index("audit_entries_time").on(t.partnerId, t.sequence),
      index("audit_entries_record").on(t.partnerId, t.recordKind, t.recordId),
    ],
  ),
);
