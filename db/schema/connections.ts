import { sql } from "drizzle-orm";
import {
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { instant, partnerSide, tenantColumns } from "./columns";
import { tenants } from "./tenancy";

export type ConnectionState =
  | "draft"
  | "active"
  | "paused"
  | "credentials_rejected"
  | "unreachable"
  | "disabled";

/** A partner's link to one PSA. The provider's name is text checked by the registry. */
export const connections = partnerSide(
  pgTable(
    "connections",
    {
      ...tenantColumns(),
      provider: text("provider").notNull(),
      name: text("name").notNull(),
      state: text("state").$type<ConnectionState>().notNull().default("draft"),
      stateReason: text("state_reason"),
      /** What the connector found: address, deep-link base, display name. */
      instance: jsonb("instance")
        .$type<{ address: string; webAddress?: string; displayName: string }>()
        .notNull(),
      /** The PSA's database; two connections with one key share one call budget. */
      databaseKey: text("database_key").notNull(),
      timeZone: text("time_zone").notNull(),
      currency: text("currency"),
      settings: jsonb("settings").notNull().default({}),
      callSharePct: integer("call_share_pct").notNull().default(50),
      lastSyncAt: instant("last_sync_at"),
    },
    (t) => [
      primaryKey({ columns: [t.partnerId, t.id] }),
      uniqueIndex("connections_instance")
        .on(t.partnerId, t.provider, t.databaseKey)
        .where(sql`state <> 'draft'`),
      foreignKey({ columns: [t.partnerId], foreignColumns: [tenants.id] }),
    ],
  ),
);

export const credentialSets = partnerSide(
  pgTable(
    "credential_sets",
    {
      ...tenantColumns(),
      connectionId: uuid("connection_id").notNull(),
      method: text("method").$type<"current" | "legacy">().notNull().default("current"),
      /** Envelope-encrypted JSON of the provider's credential fields (lib/secrets.ts). */
      encrypted: text("encrypted").notNull(),
      /** "••••••3f9a" for each secret field, shown for ever. */
      masked: jsonb("masked").$type<Record<string, string>>().notNull(),
      state: text("state").$type<"in_use" | "pending" | "replaced">().notNull(),
      checkedAt: instant("checked_at"),
      expiresAt: instant("expires_at"),
    },
    (t) => [
      primaryKey({ columns: [t.partnerId, t.id] }),
      uniqueIndex("credential_sets_in_use").on(t.partnerId, t.connectionId).where(sql`state = 'in_use'`),
      uniqueIndex("credential_sets_pending").on(t.partnerId, t.connectionId).where(sql`state = 'pending'`),
      index("credential_sets_connection").on(t.partnerId, t.connectionId),
      foreignKey({
        columns: [t.partnerId, t.connectionId],
        foreignColumns: [connections.partnerId, connections.id],
      }),
    ],
  ),
);
