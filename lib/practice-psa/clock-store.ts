import { sql } from "drizzle-orm";
import { isoText } from "@/db/iso-text";
import { businessClock } from "@/db/schema/tenancy";
import type { Tx } from "@/lib/auth/context";
import { toInstant } from "@/lib/clock";

export type ClockMode = "real" | "frozen" | "running";

export async function readClockMode(tx: Tx): Promise<ClockMode> {
  const [row] = await tx.db.select({ mode: businessClock.mode }).from(businessClock);
  return row?.mode ?? "real";
}

/** Moves business time on, never back, and whoever is signed in along with it. Answers the new time. */
export async function moveBusinessClock(tx: Tx, mode: "frozen" | "running", to: Date): Promise<Date> {
  const moved = sql`move_business_clock(${mode}, ${to.toISOString()}::timestamptz)`;
  const { rows } = await tx.db.execute<{ now: string }>(sql`select ${isoText(moved)} as now`);
  const now = rows[0]?.now;
  if (!now) throw new Error("The business clock has no row.");
  return toInstant(now);
}
