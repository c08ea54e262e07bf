import { getTableColumns, type SQL, sql } from "drizzle-orm";
import type { PgTable } from "drizzle-orm/pg-core";
import type { Tx } from "@/lib/auth/context";
import { chunksOf } from "@/lib/psa/pagination";

/** Postgres takes 65,535 parameters a statement; the widest mirror row has 17. */
const ROWS_PER_STATEMENT = 2_000;

/**
 * Inserts or overwrites rows by their primary key, in statements of 2,000. Every column is taken over, `read_at` and
 * "not gone" included.
 */
export async function upsertRows<Table extends PgTable>(
  tx: Tx,
  table: Table,
  keys: readonly (keyof Table["_"]["columns"] & string)[],
  rows: readonly Table["$inferInsert"][],
): Promise<void> {
  const columns = getTableColumns(table);
  const overwritten: Record<string, SQL> = {};
  for (const [member, column] of Object.entries(columns)) {
    if (!(keys as readonly string[]).includes(member))
      overwritten[member] = sql.raw(`excluded."${column.name}"`);
  }
  const target = keys.map((key) => {
    const column = columns[key];
    if (!column) throw new Error(`The table has no column ${key}.`);
    return column;
  });
  for (const chunk of chunksOf(rows, ROWS_PER_STATEMENT)) {
    await tx.db
      .insert(table)
      .values(chunk as Table["$inferInsert"][])
      // Safe: the members are the table's own, each set to the value that was to be inserted.
      .onConflictDoUpdate({ target, set: overwritten as never });
  }
}
