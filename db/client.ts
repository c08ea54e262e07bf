import { drizzle, type NodePgDatabase } from "drizzle-orm/node-postgres";
import pg from "pg";
import { hasOpenTransaction, runAsOpenTransaction } from "@/lib/open-transaction";
import { inTransaction } from "./in-transaction";

export type Sql = NodePgDatabase;

/**
 * Whose rows a transaction may see. `vendorSide`: partners whose customers, orders, usage are visible. `partnerSide`:
 * tenants whose connections, mappings, plans, audit are visible. `door`: the few rows that answer "who is asking"
 * before any tenant is known; only `lib/auth` and `lib/partners` open it.
 */
export type TenantScope = {
  readonly vendorSide: readonly string[];
  readonly partnerSide: readonly string[];
  readonly door?: boolean;
};

/** Restricted role; a pool for each address, kept on globalThis because a bundle may hold this module twice. */
const kept = globalThis as { counterpartPools?: Map<string, pg.Pool> };
kept.counterpartPools ??= new Map();
const pools = kept.counterpartPools;

export function poolFor(url: string, size = 10): pg.Pool {
  let pool = pools.get(url);
  if (!pool) {
    pool = new pg.Pool({ connectionString: url, max: size });
    // An idle connection that the server closes must not end the process; the next query opens a new one.
    pool.on("error", () => {});
    pools.set(url, pool);
  }
  return pool;
}

export async function closePools(): Promise<void> {
  const all = [...pools.values()];
  pools.clear();
  await Promise.all(all.map((pool) => pool.end()));
}

const asArray = (ids: readonly string[]): string => `{${ids.join(",")}}`;

/**
 * One transaction under the restricted role with its tenants set for this transaction only, and the business clock
 * read at its start. Never nested: a second one inside the first would wait for its own locks.
 */
export async function transaction<T>(
  pool: pg.Pool,
  scope: TenantScope,
  work: (sql: Sql, now: Date) => Promise<T>,
): Promise<T> {
  if (hasOpenTransaction())
    throw new Error("A transaction is open already; hand its tx on instead of opening another.");
  return inTransaction(pool, async (client) => {
    const started = await client.query<{ now: Date }>(
      `select set_config('app.vendor_side', $1, true), set_config('app.partner_side', $2, true),
              set_config('app.door', $3, true), business_now() as now`,
      [asArray(scope.vendorSide), asArray(scope.partnerSide), scope.door ? "on" : "off"],
    );
    const now = started.rows[0]?.now;
    if (!now) throw new Error("The business clock has no row; run the migrations.");
    return runAsOpenTransaction(() => work(drizzle(client), now));
  });
}
