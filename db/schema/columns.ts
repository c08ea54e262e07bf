import { getTableName, sql } from "drizzle-orm";
import { customType, integer, type PgTable, timestamp, uuid } from "drizzle-orm/pg-core";
import { canonicalDecimal } from "@/lib/decimal-text";

/**
 * Who may see a table's rows. The policies are generated from this declaration (`db/policies.ts`) and applied after
 * every migration; a table that declares nothing fails the schema test.
 *
 * - `vendor_side`: the partner and the vendor (customers, subscriptions, orders).
 * - `partner_side`: the partner; the vendor only inside an open support visit (connections, mappings, plans, ledger).
 * - `journal`: written from either side, read on the partner's side (audit).
 * - `door`: answers "who is asking" before a tenant is known (persons, memberships, sessions, API keys, partners).
 * - `shared`: one copy for the deployment, no tenant in it (catalogue, clock, outbox, budgets).
 */
export type TenantClass = "vendor_side" | "partner_side" | "journal" | "door" | "shared";

export const tenantClasses = new Map<string, TenantClass>();

const declare =
  (tenantClass: TenantClass) =>
  <T extends PgTable>(table: T): T => {
    tenantClasses.set(getTableName(table), tenantClass);
    return table;
  };

export const vendorSide = declare("vendor_side");
export const partnerSide = declare("partner_side");
export const journal = declare("journal");
export const door = declare("door");
export const shared = declare("shared");

/** An exact decimal with up to 6 places, as canonical text: "12", "9.4", "-0.5". Never a JavaScript number. */
export const decimal6 = customType<{ data: string; driverData: string }>({
  dataType: () => "numeric(20,6)",
  fromDriver: (value) => canonicalDecimal(value),
});

/** A calendar date without time or zone, "2026-03-17". */
export const calendarDate = customType<{ data: string; driverData: string }>({
  dataType: () => "date",
});

/** A point in time, stored in UTC with milliseconds. */
export const instant = (name?: string) =>
  name === undefined
    ? timestamp({ withTimezone: true, precision: 3, mode: "date" })
    : timestamp(name, { withTimezone: true, precision: 3, mode: "date" });

export const ownId = () => uuid("id").notNull().default(sql`gen_random_uuid()`);

/** Columns of every tenant table. Times are business time, given by the writer (`tx.now`); SQL holds no now(). */
export const tenantColumns = () => ({
  partnerId: uuid("partner_id").notNull(),
  id: ownId(),
  createdAt: instant("created_at").notNull(),
  updatedAt: instant("updated_at").notNull(),
  version: integer("version").notNull().default(1),
});
