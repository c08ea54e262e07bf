import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  foreignKey,
  index,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uuid,
} from "drizzle-orm/pg-core";
import { products } from "./catalogue";
import { calendarDate, decimal6, instant, tenantColumns, vendorSide } from "./columns";
import { customers } from "./customers";

export type SubscriptionStatus = "pending" | "trial" | "active" | "suspended" | "cancelled" | "expired";

/**
 * What a customer holds, as last stated: folded from its completed order lines and from the editions the vendor posted
 * (`lib/subscriptions/subscription.ts`). A total with a later date counts at once here; its line tells the date.
 */
export const subscriptions = vendorSide(
  pgTable(
    "subscriptions",
    {
      ...tenantColumns(),
      vendorSubscriptionId: text("vendor_subscription_id").notNull(),
      customerId: uuid("customer_id").notNull(),
      productId: uuid("product_id")
        .notNull()
        .references(() => products.id),
      quantity: decimal6("quantity").notNull(),
      assignedQuantity: decimal6("assigned_quantity"),
      unitPrice: decimal6("unit_price"),
      unitCost: decimal6("unit_cost"),
      currency: text("currency").notNull(),
      status: text("status").$type<SubscriptionStatus>().notNull(),
      startDate: calendarDate("start_date"),
      endDate: calendarDate("end_date"),
      termStartDate: calendarDate("term_start_date"),
      termEndDate: calendarDate("term_end_date"),
      autoRenew: boolean("auto_renew"),
      renewedFromId: text("renewed_from_id"),
      asOf: instant("as_of").notNull(),
    },
    (t) => [
      primaryKey({ columns: [t.partnerId, t.id] }),
      unique("subscriptions_vendor_id").on(t.partnerId, t.vendorSubscriptionId),
      index("subscriptions_customer").on(t.partnerId, t.customerId),
      index("subscriptions_updated").on(t.partnerId, t.updatedAt, t.id),
      foreignKey({
        columns: [t.partnerId, t.customerId],
        foreignColumns: [customers.partnerId, customers.id],
      }),
    ],
  ),
);

/** What the vendor said of a subscription at one instant. */
export type SubscriptionContent = {
  productId: string;
  productKind: "licence" | "usage" | "fee";
  quantity: string;
  assignedQuantity?: string;
  unitPrice?: string;
  unitCost?: string;
  status: SubscriptionStatus;
  startDate?: string;
  endDate?: string;
  termStartDate?: string;
  termEndDate?: string;
  autoRenew?: boolean;
  renewedFromId?: string;
};

/** Every edition posted, late ones too: an older one tells what was true between, and never replaces a newer one. */
export const subscriptionVersions = vendorSide(
  pgTable(
    "subscription_versions",
    {
      partnerId: uuid("partner_id").notNull(),
      subscriptionId: uuid("subscription_id").notNull(),
      asOf: instant("as_of").notNull(),
      contentHash: text("content_hash").notNull(),
      content: jsonb("content").$type<SubscriptionContent>().notNull(),
      createdAt: instant("created_at").notNull(),
    },
    (t) => [
      primaryKey({ columns: [t.partnerId, t.subscriptionId, t.asOf] }),
      foreignKey({
        columns: [t.partnerId, t.subscriptionId],
        foreignColumns: [subscriptions.partnerId, subscriptions.id],
      }),
    ],
  ),
);

export type OrderType = "sales" | "change" | "billing" | "cancellation";
/** Immutable once stored; a correction is a new order. */
export const orders = vendorSide(
  pgTable(
    "orders",
    {
      ...tenantColumns(),
      vendorOrderId: text("vendor_order_id").notNull(),
      reference: text("reference"),
      type: text("type").$type<OrderType>().notNull(),
      /** upgrade, downgrade, renewal, price, trial_converted, migration, correction, or the vendor's own word. */
      reason: text("reason"),
      customerId: uuid("customer_id").notNull(),
      orderedAt: instant("ordered_at").notNull(),
      status: text("status").$type<"accepted" | "completed" | "failed" | "withdrawn">().notNull(),
      psaHint: jsonb("psa_hint").$type<{ psaCompanyId?: string; psaContractId?: string }>(),
      /** Made by us from a subscription that changed without an order. */
      isImplied: boolean("is_implied").notNull().default(false),
      contentHash: text("content_hash").notNull(),
      ingestSequence: bigint("ingest_sequence", { mode: "number" }).notNull(),
    },
    (t) => [
      primaryKey({ columns: [t.partnerId, t.id] }),
      unique("orders_vendor_id").on(t.partnerId, t.vendorOrderId),
      index("orders_customer").on(t.partnerId, t.customerId),
      index("orders_updated").on(t.partnerId, t.updatedAt, t.id),
      index("orders_latest").on(t.partnerId, t.orderedAt, t.id),
      foreignKey({
        columns: [t.partnerId, t.customerId],
        foreignColumns: [customers.partnerId, customers.id],
      }),
    ],
  ),
);

export type Fee = {
  kind: "setup" | "upgrade" | "overuse" | "cancellation" | "other";
  quantity: string;
  unitPrice: string;
  unitCost?: string;
  text?: string;
  date?: string;
};

export type Prorated = { price: string; cost?: string; fromDate: string; toDate: string };

export const orderLines = vendorSide(
  pgTable(
    "order_lines",
    {
      ...tenantColumns(),
      orderId: uuid("order_id").notNull(),
      vendorLineId: text("vendor_line_id").notNull(),
      customerId: uuid("customer_id").notNull(),
      subscriptionId: uuid("subscription_id").notNull(),
      productId: uuid("product_id").notNull(),
      /** Order of arrival within the deployment, to break ties of equal instants. */
      sequence: bigint("sequence", { mode: "number" }).notNull(),
      /** The order's instant and type again, so that a check reads one row for each line. */
      orderedAt: instant("ordered_at").notNull(),
      orderType: text("order_type").$type<OrderType>().notNull(),
      orderStatus: text("order_status").notNull(),
      /** The new total, not the difference. */
      quantity: decimal6("quantity"),
      previousQuantity: decimal6("previous_quantity"),
      unitPrice: decimal6("unit_price"),
      unitCost: decimal6("unit_cost"),
      currency: text("currency").notNull(),
      effectiveDate: calendarDate("effective_date"),
      endDate: calendarDate("end_date"),
      prorated: jsonb("prorated").$type<Prorated>(),
      fees: jsonb("fees").$type<Fee[]>(),
      text: text("text"),
      /**
       * What no check has seen; cleared in the transaction that writes the task which answers it. Set for a completed
       * line, and again when a line that a check has seen is withdrawn.
       */
      isUnchecked: boolean("is_unchecked").notNull().default(true),
      /** Checked, and equal to what stood there already: judged again when an earlier change of the subscription comes. */
      isWithoutEffect: boolean("is_without_effect").notNull().default(false),
    },
    (t) => [
      primaryKey({ columns: [t.partnerId, t.id] }),
      unique("order_lines_vendor_id").on(t.partnerId, t.orderId, t.vendorLineId),
      index("order_lines_subscription").on(t.partnerId, t.subscriptionId, t.sequence),
      /** A check takes all unseen lines of a subscription together, so they lie side by side. */
      index("order_lines_unchecked").on(t.partnerId, t.subscriptionId, t.sequence).where(sql`is_unchecked`),
      index("order_lines_without_effect").on(t.partnerId, t.subscriptionId).where(sql`is_without_effect`),
      foreignKey({ columns: [t.partnerId, t.orderId], foreignColumns: [orders.partnerId, orders.id] }),
      foreignKey({
        columns: [t.partnerId, t.subscriptionId],
        foreignColumns: [subscriptions.partnerId, subscriptions.id],
      }),
    ],
  ),
);
