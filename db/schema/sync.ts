import { sql } from "drizzle-orm";
import {
  bigint,
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
import { calendarDate, decimal6, instant, partnerSide, tenantColumns } from "./columns";
import { connections } from "./connections";
import { customers } from "./customers";
import type { Fee, Prorated } from "./orders";

export type SyncTrigger = "person" | "schedule" | "ingest" | "first" | "mapping";

/** What became of each change a run looked at; the last four add up to the first. */
export type RunCounts = {
  lookedAt: number;
  made: number;
  merged: number;
  superseded: number;
  withoutEffect: number;
};

export const syncRuns = partnerSide(
  pgTable(
    "sync_runs",
    {
      ...tenantColumns(),
      connectionId: uuid("connection_id").notNull(),
      trigger: text("trigger").$type<SyncTrigger>().notNull(),
      state: text("state").$type<"running" | "finished" | "failed">().notNull(),
      finishedAt: instant("finished_at"),
      counts: jsonb("counts").$type<RunCounts>().notNull(),
      callsUsed: integer("calls_used").notNull().default(0),
      /** The sentence shown on the screen. */
      result: text("result"),
    },
    (t) => [
      primaryKey({ columns: [t.partnerId, t.id] }),
      index("sync_runs_time").on(t.partnerId, t.connectionId, t.createdAt),
      /** One check at a time for each connection, decided by the database. */
      uniqueIndex("sync_runs_running").on(t.partnerId, t.connectionId).where(sql`state = 'running'`),
      foreignKey({
        columns: [t.partnerId, t.connectionId],
        foreignColumns: [connections.partnerId, connections.id],
      }),
    ],
  ),
);

export type SyncTaskState =
  | "needs_mapping"
  | "ready"
  | "held"
  | "scheduled"
  | "approved"
  | "applying"
  | "applied"
  | "failed"
  | "needs_review"
  | "ignored"
  | "superseded";

export type TaskType = "sales" | "change" | "billing" | "cancellation";
export type TaskOrigin = "order" | "first_run" | "fee" | "usage" | "reconciliation" | "renewal";
export type TaskDirection = "up" | "down" | "same";
export type TaskWarning = { code: string; message: string };
/** What a task cannot do without. */
export type MissingMapping = "customer" | "product" | "contract" | "fee";

/** One-time figures that orders of a task bring, each with the order line it came with. */
export type TaskExtras = {
  fees?: (Fee & { orderLineId: string })[];
  prorated?: (Prorated & { orderLineId: string })[];
};

/** A change waiting for a decision: one subscription, one effective date, one or several orders merged. */
export const syncTasks = partnerSide(
  pgTable(
    "sync_tasks",
    {
      ...tenantColumns(),
      /** Shown as T-000123; counts per partner. */
      number: bigint("number", { mode: "number" }).notNull(),
      connectionId: uuid("connection_id").notNull(),
      syncRunId: uuid("sync_run_id").notNull(),
      customerId: uuid("customer_id").notNull(),
      subscriptionId: uuid("subscription_id").notNull(),
      productId: uuid("product_id").notNull(),
      type: text("type").$type<TaskType>().notNull(),
      origin: text("origin").$type<TaskOrigin>().notNull(),
      direction: text("direction").$type<TaskDirection>(),
      state: text("state").$type<SyncTaskState>().notNull(),
      orderLineIds: uuid("order_line_ids").array().notNull(),
      /** Sequence of the last order line in it: with the effective date the order of changes of one subscription. */
      orderSequence: bigint("order_sequence", { mode: "number" }).notNull(),
      /** When that line was ordered: it decides before the sequence, so that late arrival changes nothing. */
      orderedAt: instant("ordered_at").notNull(),
      effectiveDate: calendarDate("effective_date").notNull(),
      /** Vendor's figures: quantity from that date on, price and cost of one unit. */
      quantity: decimal6("quantity").notNull(),
      previousQuantity: decimal6("previous_quantity"),
      unitPrice: decimal6("unit_price"),
      unitCost: decimal6("unit_cost"),
      currency: text("currency").notNull(),
      /** Fees and the vendor's own proration of the orders in it. */
      extras: jsonb("extras").$type<TaskExtras>(),
      /** "10 to 12 seats from 17 March". */
      sentence: text("sentence").notNull(),
      warnings: jsonb("warnings").$type<TaskWarning[]>().notNull().default([]),
      /** What is missing while it needs mapping: customer, product, contract, fee. */
      missing: jsonb("missing").$type<MissingMapping[]>().notNull().default([]),
      /** The task it waits for while held; the task that replaced it once superseded. */
      waitsForTaskId: uuid("waits_for_task_id"),
      supersededByTaskId: uuid("superseded_by_task_id"),
      planId: uuid("plan_id"),
      planLineId: uuid("plan_line_id"),
      /** While scheduled: the day on which it is sent. */
      scheduledFor: calendarDate("scheduled_for"),
      decidedBy: jsonb("decided_by"),
      decidedAt: instant("decided_at"),
      reason: text("reason"),
    },
    (t) => [
      primaryKey({ columns: [t.partnerId, t.id] }),
      uniqueIndex("sync_tasks_number").on(t.partnerId, t.number),
      index("sync_tasks_list").on(t.partnerId, t.connectionId, t.state, t.number),
      /** Tasks of a subscription without an end: what a new check merges with or holds behind. */
      index("sync_tasks_open")
        .on(t.partnerId, t.subscriptionId)
        .where(sql`state not in ('applied','superseded')`),
      /** The last of a subscription's applied tasks is found without reading its history. */
      index("sync_tasks_applied")
        .on(t.partnerId, t.subscriptionId, t.effectiveDate, t.orderedAt, t.orderSequence)
        .where(sql`state = 'applied'`),
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

/** When a connection is checked next by itself; none while its interval is off. */
export const checkSchedules = partnerSide(
  pgTable(
    "check_schedules",
    {
      partnerId: uuid("partner_id").notNull(),
      connectionId: uuid("connection_id").notNull(),
      /** What the time was worked out from, so that a changed setting counts at once. */
      rhythm: text("rhythm").notNull(),
      nextAt: instant("next_at").notNull(),
    },
    (t) => [
      primaryKey({ columns: [t.partnerId, t.connectionId] }),
      foreignKey({
        columns: [t.partnerId, t.connectionId],
        foreignColumns: [connections.partnerId, connections.id],
      }),
    ],
  ),
);

/** The next task number of a partner. */
export const syncCounters = partnerSide(
  pgTable("sync_counters", {
    partnerId: uuid("partner_id").primaryKey(),
    nextTaskNumber: bigint("next_task_number", { mode: "number" }).notNull().default(1),
  }),
);
