import { index, integer, jsonb, pgTable, text, unique, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { calendarDate, decimal6, instant, shared, vendorSide } from "./columns";

export const productFamilies = shared(
  pgTable("product_families", {
    id: uuid("id").primaryKey().defaultRandom(),
    code: text("code").notNull().unique(),
    name: text("name").notNull(),
    sort: integer("sort").notNull().default(0),
    /** Of the product edition that gave the name. */
    asOf: instant("as_of").notNull(),
    createdAt: instant("created_at").notNull(),
    updatedAt: instant("updated_at").notNull(),
  }),
);

/** What the vendor sells, one copy for the deployment. Identity: sku + billing cycle + term. */
export const products = shared(
  pgTable(
    "products",
    {
      id: uuid("id").primaryKey().defaultRandom(),
      familyId: uuid("family_id")
        .notNull()
        .references(() => productFamilies.id),
      sku: text("sku").notNull(),
      billingCycle: text("billing_cycle")
        .$type<"monthly" | "quarterly" | "semiannual" | "annual" | "one_time">()
        .notNull(),
      term: text("term").$type<"none" | "P1M" | "P1Y" | "P3Y">().notNull(),
      name: text("name").notNull(),
      kind: text("kind").$type<"licence" | "usage" | "fee">().notNull(),
      unit: text("unit").notNull(),
      service: text("service"),
      meterCode: text("meter_code"),
      feeKind: text("fee_kind").$type<"setup" | "upgrade" | "overuse" | "cancellation" | "other">(),
      minimumQuantity: decimal6("minimum_quantity"),
      includedQuantity: decimal6("included_quantity"),
      invoiceText: text("invoice_text"),
      commitment: jsonb("commitment").$type<{ cancelWindowDays: number; decreaseOnlyAtTermEnd: boolean }>(),
      status: text("status").$type<"active" | "retired">().notNull().default("active"),
      asOf: instant("as_of").notNull(),
      contentHash: text("content_hash").notNull(),
      createdAt: instant("created_at").notNull(),
      updatedAt: instant("updated_at").notNull(),
      version: integer("version").notNull().default(1),
    },
    (t) => [
      unique("products_identity").on(t.sku, t.billingCycle, t.term),
      index("products_updated").on(t.updatedAt, t.id),
    ],
  ),
);

/** List price and partner cost; `partnerId` empty = for every partner, else only that partner sees it. */
export const productPrices = vendorSide(
  pgTable(
    "product_prices",
    {
      id: uuid("id").primaryKey().defaultRandom(),
      productId: uuid("product_id")
        .notNull()
        .references(() => products.id),
      partnerId: uuid("partner_id"),
      currency: text("currency").notNull(),
      listPrice: decimal6("list_price").notNull(),
      partnerCost: decimal6("partner_cost"),
      validFrom: calendarDate("valid_from").notNull(),
      validTo: calendarDate("valid_to"),
      promotion: text("promotion"),
      createdAt: instant("created_at").notNull(),
    },
    (t) => [
      index("product_prices_product").on(t.productId, t.currency),
      uniqueIndex("product_prices_identity").on(
        t.productId,
        t.partnerId,
        t.currency,
        t.validFrom,
        t.promotion,
      ),
    ],
  ),
);
