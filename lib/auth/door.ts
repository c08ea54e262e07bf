import type pg from "pg";
import { type Sql, transaction } from "@/db/client";

/**
 * A transaction that answers "who is asking": sees persons, memberships, sessions, keys and partners of everybody, and
 * the audit log of the tenants named. Only `lib/auth` and `lib/partners` open it, and nothing of it leaves but a
 * context.
 */
export function atTheDoor<T>(
  pool: pg.Pool,
  work: (db: Sql, now: Date) => Promise<T>,
  tenants: readonly string[] = [],
): Promise<T> {
  return transaction(pool, { vendorSide: [], partnerSide: tenants, door: true }, work);
}
