import {
  boolean,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uuid,
} from "drizzle-orm/pg-core";
import { instant, partnerSide, tenantColumns } from "./columns";
import { connections } from "./connections";

export type PlanState = "draft" | "approved" | "applying" | "finished" | "superseded";

/** `superseded`: the PSA had changed since the plan, nothing of the line was sent. */
export type PlanLineState = "planned" | "applied" | "failed" | "needs_review" | "superseded";

/** What would be written, frozen. Tasks, undo, later usage and devices all make plans; a plan knows no task. */
export const plans = partnerSide(
  pgTable(
    "plans",
    {
      ...tenantColumns(),
      connectionId: uuid("connection_id").notNull(),
      origin: text("origin").$type<"tasks" | "undo" | "revert">().notNull(),
      state: text("state").$type<PlanState>().notNull(),
      /** SHA-256 of the canonical lines; approving stores it, apply compares it. */
      hash: text("hash").notNull(),
      /** When the PSA was read for it. */
      readAt: instant("read_at").notNull(),
      isComplete: boolean("is_complete").notNull().default(true),
      headline: text("headline").notNull(),
      totals: jsonb("totals").notNull(),
      forecast: jsonb("forecast").notNull(),
      /** Undo: the plan or operations it takes back; revert: the hand edit. */
      undoes: jsonb("undoes"),
      approvedBy: jsonb("approved_by"),
      approvedAt: instant("approved_at"),
      approvedHash: text("approved_hash"),
      finishedAt: instant("finished_at"),
    },
    (t) => [
      primaryKey({ columns: [t.partnerId, t.id] }),
      index("plans_time").on(t.partnerId, t.createdAt),
      foreignKey({
        columns: [t.partnerId, t.connectionId],
        foreignColumns: [connections.partnerId, connections.id],
      }),
    ],
  ),
);

/** One contract line of a plan: before, steps, money, reasons, undo note, as planned (lib/plans/plan.ts). */
export const planLines = partnerSide(
  pgTable(
    "plan_lines",
    {
      ...tenantColumns(),
      planId: uuid("plan_id").notNull(),
      position: integer("position").notNull(),
      customerId: uuid("customer_id"),
      /** Contract line (or contract + item + key where it does not exist yet): the natural key that is locked. */
      lockKey: text("lock_key").notNull(),
      /** StoredLine of lib/plans/stored-line.ts, plain JSON. */
      line: jsonb("line").notNull(),
      /** How it ended: follows its operations, in their transaction. A line without steps has only this. */
      state: text("state").$type<PlanLineState>().notNull().default("planned"),
      note: text("note"),
    },
    (t) => [
      primaryKey({ columns: [t.partnerId, t.id] }),
      index("plan_lines_plan").on(t.partnerId, t.planId, t.position),
      foreignKey({ columns: [t.partnerId, t.planId], foreignColumns: [plans.partnerId, plans.id] }),
    ],
  ),
);
