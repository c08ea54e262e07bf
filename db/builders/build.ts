import { drizzle, type NodePgDatabase } from "drizzle-orm/node-postgres";
import type pg from "pg";
import { toInstant } from "@/lib/clock";

/** What a builder needs of a test database: a pool that row level security does not hold back. */
export type Building = { superuserPool: pg.Pool };

export const buildingDb = (building: Building): NodePgDatabase => drizzle(building.superuserPool);

/** Records are made on this day, before anything that tests look at. */
export const builtAt = toInstant("2026-01-05T09:00:00.000Z");

export const builtColumns = { createdAt: builtAt, updatedAt: builtAt };

let count = 0;

/** Grows by one at each call; every test file has a database of its own, so it makes names unique there. */
export function nextNumber(): number {
  count += 1;
  return count;
}
