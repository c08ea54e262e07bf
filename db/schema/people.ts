import { sql } from "drizzle-orm";
import {
  boolean,
  foreignKey,
  index,
  pgTable,
  primaryKey,
  text,
  timestamp,
  unique,
  uuid,
} from "drizzle-orm/pg-core";
import type { Role } from "@/lib/auth/roles";
import { door, instant, partnerSide, tenantColumns } from "./columns";
import { tenants } from "./tenancy";

export const persons = door(
  pgTable("persons", {
    id: uuid("id").primaryKey().defaultRandom(),
    /** Normalised lower case. */
    email: text("email").notNull().unique(),
    name: text("name").notNull(),
    zone: text("zone"),
    passwordHash: text("password_hash"),
    state: text("state").$type<"active" | "locked">().notNull().default("active"),
    lastSignInAt: instant("last_sign_in_at"),
    createdAt: instant("created_at").notNull(),
    updatedAt: instant("updated_at").notNull(),
  }),
);

/** A person's role in one tenant; the vendor is a tenant too. */
export const memberships = door(
  pgTable(
    "memberships",
    {
      ...tenantColumns(),
      personId: uuid("person_id")
        .notNull()
        .references(() => persons.id),
      role: text("role").$type<Role>().notNull(),
      canSeeCost: boolean("can_see_cost").notNull().default(false),
      state: text("state").$type<"invited" | "active" | "removed">().notNull().default("active"),
    },
    (t) => [
      primaryKey({ columns: [t.partnerId, t.id] }),
      unique("memberships_person").on(t.personId, t.partnerId),
      foreignKey({ columns: [t.partnerId], foreignColumns: [tenants.id] }),
    ],
  ),
);

/** A row for each sign-in; the token carries its id, so that a session can be ended at once. */
export const sessions = door(
  pgTable(
    "sessions",
    {
      id: uuid("id").primaryKey().defaultRandom(),
      personId: uuid("person_id")
        .notNull()
        .references(() => persons.id),
      /** The tenant the person looks at. */
      partnerId: uuid("partner_id")
        .notNull()
        .references(() => tenants.id),
      startedAt: instant("started_at").notNull(),
      lastSeenAt: instant("last_seen_at").notNull(),
      expiresAt: instant("expires_at").notNull(),
      fromAddress: text("from_address"),
      userAgent: text("user_agent"),
      endedAt: instant("ended_at"),
      endedReason: text("ended_reason"),
    },
    (t) => [index("sessions_person").on(t.personId).where(sql`ended_at is null`)],
  ),
);

/** Password tries per account of the last minutes: counted and added in one statement, shared by all processes. */
export const signInAttempts = door(
  pgTable("sign_in_attempts", {
    /** SHA-256 of the normalised address, so that unknown addresses are throttled alike and not stored readable. */
    account: text("account").primaryKey(),
    triedAt: timestamp("tried_at", { withTimezone: true, precision: 3, mode: "date" }).array().notNull(),
  }),
);

/** `partnerId` is the vendor's tenant for a vendor-wide key. The key itself is never stored. */
export const apiKeys = door(
  pgTable(
    "api_keys",
    {
      ...tenantColumns(),
      name: text("name").notNull(),
      prefix: text("prefix").notNull(),
      hash: text("hash").notNull().unique(),
      scopes: text("scopes").array().notNull(),
      isVendorWide: boolean("is_vendor_wide").notNull().default(false),
      expiresAt: instant("expires_at"),
      lastUsedAt: instant("last_used_at"),
      revokedAt: instant("revoked_at"),
    },
    (t) => [
      primaryKey({ columns: [t.partnerId, t.id] }),
      foreignKey({ columns: [t.partnerId], foreignColumns: [tenants.id] }),
    ],
  ),
);

/** A partner's consent that vendor support may look or assist, for a time. */
export const supportVisits = partnerSide(
  pgTable(
    "support_visits",
    {
      ...tenantColumns(),
      grantedBy: uuid("granted_by").notNull(),
      level: text("level").$type<"read" | "assist">().notNull(),
      reason: text("reason").notNull(),
      startsAt: instant("starts_at").notNull(),
      endsAt: instant("ends_at").notNull(),
      endedBy: uuid("ended_by"),
    },
    (t) => [primaryKey({ columns: [t.partnerId, t.id] })],
  ),
);
