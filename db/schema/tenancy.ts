import { boolean, integer, numeric, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { door, instant, shared } from "./columns";

/** The vendor and every partner: whoever can own rows and have members. */
export const tenants = shared(
  pgTable("tenants", {
    id: uuid("id").primaryKey().defaultRandom(),
    kind: text("kind").$type<"vendor" | "partner">().notNull(),
    name: text("name").notNull(),
    createdAt: instant("created_at").notNull(),
  }),
);

export const partners = door(
  pgTable("partners", {
    partnerId: uuid("partner_id")
      .primaryKey()
      .references(() => tenants.id),
    code: text("code").notNull().unique(),
    name: text("name").notNull(),
    status: text("status").$type<"active" | "suspended" | "closed">().notNull().default("active"),
    country: text("country").notNull(),
    currency: text("currency").notNull(),
    timeZone: text("time_zone").notNull(),
    locale: text("locale").notNull().default("en-GB"),
    invoiceDay: text("invoice_day").notNull().default("1"),
    parentPartnerId: uuid("parent_partner_id").references(() => tenants.id),
    marginFloorPct: numeric("margin_floor_pct"),
    trustLevel: text("trust_level")
      .$type<"watch" | "ask" | "guarded" | "automatic">()
      .notNull()
      .default("ask"),
    retentionYears: integer("retention_years").notNull().default(7),
    createdAt: instant("created_at").notNull(),
    updatedAt: instant("updated_at").notNull(),
    version: integer("version").notNull().default(1),
  }),
);

/** One row: how business time runs. Real in production; demo and tests move, freeze or speed it. */
export const businessClock = shared(
  pgTable("business_clock", {
    only: boolean("only").primaryKey().default(true),
    mode: text("mode").$type<"real" | "frozen" | "running">().notNull().default("real"),
    baseAt: instant("base_at"),
    setAt: instant("set_at"),
    speed: numeric("speed").notNull().default("1"),
  }),
);

/** One row of facts of this deployment: tracking identifier, external reference prefix, customer number counter. */
export const deploymentSettings = shared(
  pgTable("deployment_settings", {
    only: boolean("only").primaryKey().default(true),
    vendorName: text("vendor_name").notNull(),
    externalReferencePrefix: text("external_reference_prefix").notNull().default("EFS-"),
    autotaskTrackingId: text("autotask_tracking_id"),
    storyAt: instant("story_at"),
  }),
);
