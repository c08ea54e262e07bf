import {
  bigserial,
  index,
  integer,
  jsonb,
  pgSequence,
  pgTable,
  primaryKey,
  text,
  unique,
  uuid,
} from "drizzle-orm/pg-core";
import { instant, shared, tenantColumns, vendorSide } from "./columns";

/** Shows the order of arrival. Given at insert and committed in another order: for showing, never for "since". */
export const ingestSequence = pgSequence("ingest_sequence");

/** The first answer to an Idempotency-Key, kept for ever; keys belong to an API key. */
export const ingestAnswers = shared(
  pgTable(
    "ingest_answers",
    {
      apiKeyId: uuid("api_key_id").notNull(),
      idempotencyKey: text("idempotency_key").notNull(),
      bodyHash: text("body_hash").notNull(),
      status: integer("status").notNull(),
      answer: jsonb("answer").notNull(),
      createdAt: instant("created_at").notNull(),
    },
    (t) => [primaryKey({ columns: [t.apiKeyId, t.idempotencyKey] })],
  ),
);

/** An item whose customer, product or subscription is not known yet; takes effect when that one arrives. */
export const ingestWaiting = vendorSide(
  pgTable(
    "ingest_waiting",
    {
      ...tenantColumns(),
      arrival: bigserial("arrival", { mode: "number" }).notNull(),
      kind: text("kind").notNull(),
      vendorId: text("vendor_id").notNull(),
      contentHash: text("content_hash").notNull(),
      item: jsonb("item").notNull(),
      /** "vendorCustomerId 19652": the reference that is missing. */
      waitsForKind: text("waits_for_kind").notNull(),
      waitsForId: text("waits_for_id").notNull(),
    },
    (t) => [
      primaryKey({ columns: [t.partnerId, t.id] }),
      unique("ingest_waiting_item").on(t.partnerId, t.kind, t.vendorId),
      index("ingest_waiting_for").on(t.partnerId, t.waitsForKind, t.waitsForId),
    ],
  ),
);
