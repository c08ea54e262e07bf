import { sql } from "drizzle-orm";
import {
  foreignKey,
  index,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import type { AcceptedValues, LinePin } from "@/lib/mappings/line-memory";
import { products } from "./catalogue";
import { decimal6, partnerSide, tenantColumns } from "./columns";
import { connections } from "./connections";
import { customers } from "./customers";
import { subscriptions } from "./orders";

export type MappingState = "suggested" | "mapped" | "not_mapped" | "do_not_map" | "broken" | "free";

export const customerMappings = partnerSide(
  pgTable(
    "customer_mappings",
    {
      ...tenantColumns(),
      customerId: uuid("customer_id").notNull(),
      connectionId: uuid("connection_id").notNull(),
      /** Empty only for `do_not_map`; kept after unmapping, so that the same pair is known again. */
      psaCompanyId: text("psa_company_id"),
      psaCompanyName: text("psa_company_name"),
      state: text("state").$type<MappingState>().notNull(),
      /** The external reference, "EFS-19652". */
      externalReference: text("external_reference").notNull(),
      siteId: text("site_id"),
      contactId: text("contact_id"),
      reason: text("reason"),
      /** What was chosen for this customer before its connection's settings (lib/connections/settings.ts). */
      settings: jsonb("settings").notNull().default({}),
    },
    (t) => [
      primaryKey({ columns: [t.partnerId, t.id] }),
      unique("customer_mappings_customer").on(t.partnerId, t.customerId),
      /** One company serves one customer, decided by the database when two people save at once. */
      uniqueIndex("customer_mappings_company")
        .on(t.partnerId, t.connectionId, t.psaCompanyId)
        .where(sql`state = 'mapped'`),
      foreignKey({
        columns: [t.partnerId, t.customerId],
        foreignColumns: [customers.partnerId, customers.id],
      }),
      foreignKey({
        columns: [t.partnerId, t.connectionId],
        foreignColumns: [connections.partnerId, connections.id],
      }),
    ],
  ),
);

export type MappingLeg = {
  psaItemId: string;
  factor: string;
  fixedQuantity?: string;
  priceSharePct?: string;
};

export const productMappings = partnerSide(
  pgTable(
    "product_mappings",
    {
      ...tenantColumns(),
      productId: uuid("product_id")
        .notNull()
        .references(() => products.id),
      connectionId: uuid("connection_id").notNull(),
      state: text("state").$type<MappingState>().notNull(),
      /** Normally one. `psaItemId` repeats the first leg's, so that "one product, one item" can be a constraint. */
      legs: jsonb("legs").$type<MappingLeg[]>().notNull(),
      psaItemId: text("psa_item_id"),
      /** Whether orders or usage set the quantity of its lines; a line has one driver. */
      driver: text("driver").$type<"orders" | "usage">().notNull().default("orders"),
      allowance: decimal6("allowance"),
      minimum: decimal6("minimum"),
      /** Owner for each field of its lines; empty = the connection's rule. */
      owners:
        jsonb("owners").$type<Partial<Record<"quantity" | "price" | "cost" | "text", "portal" | "psa">>>(),
      reason: text("reason"),
    },
    (t) => [
      primaryKey({ columns: [t.partnerId, t.id] }),
      unique("product_mappings_product").on(t.partnerId, t.connectionId, t.productId),
      uniqueIndex("product_mappings_item")
        .on(t.partnerId, t.connectionId, t.psaItemId)
        .where(sql`state = 'mapped'`),
      foreignKey({
        columns: [t.partnerId, t.connectionId],
        foreignColumns: [connections.partnerId, connections.id],
      }),
    ],
  ),
);

/** One subscription stands on one contract, in one line (or one pair of parts). */
export const contractLinks = partnerSide(
  pgTable(
    "contract_links",
    {
      ...tenantColumns(),
      subscriptionId: uuid("subscription_id").notNull(),
      connectionId: uuid("connection_id").notNull(),
      psaContractId: text("psa_contract_id").notNull(),
      /** Empty until the line exists or was adopted. */
      lineLinkId: uuid("line_link_id"),
    },
    (t) => [
      primaryKey({ columns: [t.partnerId, t.id] }),
      unique("contract_links_subscription").on(t.partnerId, t.subscriptionId),
      /** Whose a line is, for many lines at a time. */
      index("contract_links_line").on(t.partnerId, t.lineLinkId),
      foreignKey({
        columns: [t.partnerId, t.subscriptionId],
        foreignColumns: [subscriptions.partnerId, subscriptions.id],
      }),
      foreignKey({
        columns: [t.partnerId, t.connectionId],
        foreignColumns: [connections.partnerId, connections.id],
      }),
    ],
  ),
);

/** A line of the PSA that is ours to write, and what we last wrote into it. */
export const lineLinks = partnerSide(
  pgTable(
    "line_links",
    {
      ...tenantColumns(),
      connectionId: uuid("connection_id").notNull(),
      psaContractId: text("psa_contract_id").notNull(),
      psaItemId: text("psa_item_id").notNull(),
      psaLineId: text("psa_line_id").notNull(),
      /** "main", or "bridge" for the second part of a linked pair. */
      part: text("part").$type<"main" | "bridge">().notNull().default("main"),
      key: text("key"),
      state: text("state").$type<"live" | "dormant">().notNull().default("live"),
      /** What we last wrote, to notice a hand edit. */
      lastWritten: jsonb("last_written").$type<{
        quantity?: string;
        effectiveDate?: string;
        unitPrice?: string;
        unitCost?: string;
        text?: string;
      }>(),
      owners:
        jsonb("owners").$type<Partial<Record<"quantity" | "price" | "cost" | "text", "portal" | "psa">>>(),
      /** Values that a person keeps whatever is ordered, one for a field. */
      pins: jsonb("pin").$type<LinePin[]>(),
      /** Hand edits that a person took over until the next order. */
      accepted: jsonb("accepted").$type<AcceptedValues>(),
      allowance: decimal6("allowance"),
      minimum: decimal6("minimum"),
    },
    (t) => [
      primaryKey({ columns: [t.partnerId, t.id] }),
      uniqueIndex("line_links_line").on(t.partnerId, t.connectionId, t.psaLineId).where(sql`state = 'live'`),
      index("line_links_contract").on(t.partnerId, t.connectionId, t.psaContractId),
      foreignKey({
        columns: [t.partnerId, t.connectionId],
        foreignColumns: [connections.partnerId, connections.id],
      }),
    ],
  ),
);
