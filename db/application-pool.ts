import type pg from "pg";
import { environment } from "@/lib/env";
import { poolFor } from "./client";

const kept = globalThis as { counterpartApplicationPool?: pg.Pool };

/** The pool of the restricted role that doors (routes, jobs, webhooks) make their contexts with. */
export function applicationPool(): pg.Pool {
  return kept.counterpartApplicationPool ?? poolFor(environment().databaseUrl);
}

/** Puts another pool in its place: for tests that call route handlers on a database of their own. */
export function setApplicationPool(pool: pg.Pool | undefined): void {
  kept.counterpartApplicationPool = pool;
}
