import { sql } from "drizzle-orm";
import {
  bigint,
  bigserial,
  index,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
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
      /** Place in the partner's chain, from 1; the three are filled by sealing. */
      position: bigint("position", { mode: "number" }),
      previousHash: text("previous_hash"),
      hash: text("hash"),
    },
    (t) => [
      primaryKey({ columns: [t.partnerId, t.id] }),
      index("audit_entries_time").on(t.partnerId, t.sequence),
      index("audit_entries_unsealed").on(t.partnerId, t.sequence).where(sql`position is null`),
      uniqueIndex("audit_entries_position").on(t.partnerId, t.position).where(sql`position is not null`),
      index("audit_entries_record").on(t.partnerId, t.recordKind, t.recordId),
    ],
  ),
);
