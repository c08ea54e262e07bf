import { sql } from "drizzle-orm";
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
      kind: text("kind").$type<"subscriptions" | "orders">().notNull(),
      vendorId: text("vendor_id").notNull(),
      contentHash: text("content_hash").notNull(),
      /** Tells two deliveries of one id apart that both count: a subscription's `asOf`, an order's status. */
      edition: text("edition").notNull(),
      item: jsonb("item").notNull(),
      /** The first reference that is missing: a vendor's customer or subscription id, or "sku|billingCycle|term". */
      waitsForKind: text("waits_for_kind").$type<"customer" | "product" | "subscription">().notNull(),
      waitsForId: text("waits_for_id").notNull(),
      /** Vendor's ids of the subscriptions that exist once this item takes effect. */
      provides: text("provides").array().notNull(),
      /** Why it could not take effect when its reference arrived; it then waits for a person. */
      problem: jsonb("problem").$type<{ field: string; code: string; message: string }>(),
    },
    (t) => [
      primaryKey({ columns: [t.partnerId, t.id] }),
      unique("ingest_waiting_item").on(t.partnerId, t.kind, t.vendorId, t.contentHash, t.edition),
      index("ingest_waiting_for").on(t.partnerId, t.waitsForKind, t.waitsForId).where(sql`problem is null`),
    ],
  ),
);

/**
 * Every content that a customer or product was ever sent with, once each: what was applied, and what came too late
 * (kept, not applied). Products stand under the vendor.
 */
export const ingestEditions = vendorSide(
  pgTable(
    "ingest_editions",
    {
      partnerId: uuid("partner_id").notNull(),
      kind: text("kind").$type<"customers" | "products">().notNull(),
      vendorId: text("vendor_id").notNull(),
      contentHash: text("content_hash").notNull(),
      /** Of the first delivery of this content. */
      asOf: instant("as_of").notNull(),
      item: jsonb("item").notNull(),
      createdAt: instant("created_at").notNull(),
    },
    (t) => [primaryKey({ columns: [t.partnerId, t.kind, t.vendorId, t.contentHash] })],
  ),
);

/** Requests of an API key in the present minute; its row lock also guards the key's leases below. */
export const ingestGates = shared(
  pgTable("ingest_gates", {
    apiKeyId: uuid("api_key_id").primaryKey(),
    minuteAt: instant("minute_at").notNull(),
    requests: integer("requests").notNull(),
  }),
);

/** Requests of an API key under way; the lease (database's clock) frees those of a process that died. */
export const ingestLeases = shared(
  pgTable(
    "ingest_leases",
    {
      apiKeyId: uuid("api_key_id").notNull(),
      id: uuid("id").notNull(),
      leasedUntil: instant("leased_until").notNull(),
    },
    (t) => [primaryKey({ columns: [t.apiKeyId, t.id] })],
  ),
);
