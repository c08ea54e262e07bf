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
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import type { FindingClass, FindingDetail, FindingIds, FindingState } from "@/lib/findings/finding";
import { instant, partnerSide, tenantColumns } from "./columns";
import { connections } from "./connections";
import { customers } from "./customers";

/** Where vendor and PSA differ, with what it costs; closed by itself once they agree. */
export const findings = partnerSide(
  pgTable(
    "findings",
    {
      ...tenantColumns(),
      class: text("class").$type<FindingClass>().notNull(),
      /** What it is about within its class, "task:…" or "line:…:quantity": one that is not closed for each. */
      subject: text("subject").notNull(),
      ids: jsonb("ids").$type<FindingIds>().notNull(),
      connectionId: uuid("connection_id").notNull(),
      customerId: uuid("customer_id"),
      subscriptionId: uuid("subscription_id"),
      /** Whole minor units per month, or once; empty where no price is known. Never negative: the class says the way. */
      amountMinor: bigint("amount_minor", { mode: "bigint" }),
      currency: text("currency"),
      isOnce: boolean("is_once").notNull().default(false),
      /** Tells a cost: shown only to those who may see cost. */
      isAboutCost: boolean("is_about_cost").notNull().default(false),
      sentence: text("sentence").notNull(),
      /** A person's own words: why it was put aside or muted. */
      reason: text("reason"),
      /** "order 1000311 was put aside", "changed by hand in Autotask". */
      cause: text("cause"),
      detail: jsonb("detail").$type<FindingDetail>(),
      state: text("state").$type<FindingState>().notNull().default("open"),
      openedAt: instant("opened_at").notNull(),
      closedAt: instant("closed_at"),
      closedBecause: text("closed_because"),
    },
    (t) => [
      primaryKey({ columns: [t.partnerId, t.id] }),
      uniqueIndex("findings_subject").on(t.partnerId, t.class, t.subject).where(sql`state <> 'closed'`),
      index("findings_time").on(t.partnerId, t.openedAt, t.id),
      index("findings_customer").on(t.partnerId, t.customerId, t.openedAt),
      /** What a task or a subscription has to say of itself. */
      index("findings_subscription").on(t.partnerId, t.subscriptionId).where(sql`state = 'open'`),
      foreignKey({
        columns: [t.partnerId, t.connectionId],
        foreignColumns: [connections.partnerId, connections.id],
      }),
      foreignKey({
        columns: [t.partnerId, t.customerId],
        foreignColumns: [customers.partnerId, customers.id],
      }),
    ],
  ),
);
