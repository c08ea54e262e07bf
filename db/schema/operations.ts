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
import { planLines, plans } from "./plans";

/**
 * `planned`: recorded, nothing sent. `sending`: committed before the request leaves. `unknown`: the answer was lost, it
 * is being looked up. `superseded`: its plan was replaced before anything was sent. Final: confirmed, refused,
 * needs_review (a person decides), superseded.
 */
export type OperationState =
  | "planned"
  | "sending"
  | "confirmed"
  | "unknown"
  | "refused"
  | "needs_review"
  | "superseded";

/** The write-ahead ledger: every PSA write, recorded before it is sent. */
export const operations = partnerSide(
  pgTable(
    "operations",
    {
      ...tenantColumns(),
      planId: uuid("plan_id").notNull(),
      planLineId: uuid("plan_line_id").notNull(),
      connectionId: uuid("connection_id").notNull(),
      customerId: uuid("customer_id"),
      /** Position within its line: steps run in order. */
      position: integer("position").notNull(),
      kind: text("kind").notNull(),
      /** The natural key it is locked by. */
      lockKey: text("lock_key").notNull(),
      /** LineAddress of the write. */
      address: jsonb("address").notNull(),
      /** The line it writes to; of a new line known once it is confirmed. */
      psaLineId: text("psa_line_id"),
      /** State read under the lock, right before sending; empty while planned. */
      before: jsonb("before"),
      intended: jsonb("intended").notNull(),
      /** Money and reasons of the plan's step, so that the Action Log never recomputes. */
      money: jsonb("money"),
      state: text("state").$type<OperationState>().notNull(),
      attempts: integer("attempts").notNull().default(0),
      lookUps: integer("look_ups").notNull().default(0),
      /** Business time of the last send: the settle schedule counts from it. */
      sentAt: instant("sent_at"),
      finishedAt: instant("finished_at"),
      durationMs: integer("duration_ms"),
      psaReference: text("psa_reference"),
      error: jsonb("error"),
      undoesOperationId: uuid("undoes_operation_id"),
      undoneByOperationId: uuid("undone_by_operation_id"),
      /** Who approved or caused it. */
      actor: jsonb("actor").notNull(),
    },
    (t) => [
      primaryKey({ columns: [t.partnerId, t.id] }),
      uniqueIndex("operations_step").on(t.partnerId, t.planLineId, t.position),
      /** One operation at a time for each line of a PSA. */
      uniqueIndex("operations_in_flight")
        .on(t.partnerId, t.connectionId, t.lockKey)
        .where(sql`state in ('sending','unknown')`),
      index("operations_plan").on(t.partnerId, t.planId),
      index("operations_time").on(t.partnerId, t.createdAt),
      index("operations_line").on(t.partnerId, t.connectionId, t.psaLineId, t.createdAt),
      foreignKey({ columns: [t.partnerId, t.planId], foreignColumns: [plans.partnerId, plans.id] }),
      foreignKey({
        columns: [t.partnerId, t.planLineId],
        foreignColumns: [planLines.partnerId, planLines.id],
      }),
    ],
  ),
);

/** Who may write to a line of a PSA just now. Leases run on the database's own clock. */
export const operationLocks = partnerSide(
  pgTable(
    "operation_locks",
    {
      partnerId: uuid("partner_id").notNull(),
      connectionId: uuid("connection_id").notNull(),
      lockKey: text("lock_key").notNull(),
      holder: uuid("holder").notNull(),
      /** Sign of life of the holder's process (db/presence.ts). */
      presence: integer("presence").notNull(),
      leaseUntil: instant("lease_until").notNull(),
    },
    (t) => [primaryKey({ columns: [t.partnerId, t.connectionId, t.lockKey] })],
  ),
);
