import { getTableColumns, type SQL, sql } from "drizzle-orm";
import type { PgTable } from "drizzle-orm/pg-core";
import type { Sql } from "@/db/client";
import { toJson } from "@/lib/json";

type Column<Table extends PgTable> = keyof Table["$inferInsert"] & string;

/** What happens to a row that is there already, found by a unique set of columns. Without it: an error. */
export type OnConflict<Table extends PgTable> = {
  columns: readonly Column<Table>[];
  /** Columns that take the new row's value; none: the stored row stays as it is. */
  update: readonly Column<Table>[];
};

/**
 * Inserts any number of rows in one statement with one parameter, so that a thousand rows cost one round trip and no
 * limit on parameters is near. Every row names the same members as the first. A table with a `version` counts it up on
 * update. No rows: no statement.
 */
export async function insertRecords<Table extends PgTable>(
  db: Sql,
  table: Table,
  rows: readonly Table["$inferInsert"][],
  onConflict?: OnConflict<Table>,
): Promise<void> {
  const first = rows[0];
  if (first === undefined) return;
  const columns = getTableColumns(table);
  const nameOf = (member: string): string => {
    const column = columns[member];
    if (!column) throw new Error(`The table has no column for ${member}.`);
    return column.name;
  };
  const names = Object.keys(first).map(nameOf);
  const listed = identifiers(names);
  const records = rows.map((row) =>
    Object.fromEntries(Object.entries(row).map(([member, value]) => [nameOf(member), toJson(value)])),
  );
  await db.execute(sql`
    insert into ${table} (${listed})
    select ${listed} from jsonb_populate_recordset(null::${table}, ${JSON.stringify(records)}::jsonb)
    ${onConflict ? conflictClause(table, onConflict, nameOf, "version" in columns) : sql``}`);
}

const identifiers = (names: readonly string[]): SQL =>
  sql.join(
    names.map((name) => sql.identifier(name)),
    sql`, `,
  );

function conflictClause<Table extends PgTable>(
  table: Table,
  { columns, update }: OnConflict<Table>,
  nameOf: (member: string) => string,
  isVersioned: boolean,
): SQL {
  const target = identifiers(columns.map(nameOf));
  if (update.length === 0) return sql`on conflict (${target}) do nothing`;
  const assignments = update
    .map(nameOf)
    .map((name) => sql`${sql.identifier(name)} = excluded.${sql.identifier(name)}`);
  if (isVersioned) assignments.push(sql`version = ${table}.version + 1`);
  return sql`on conflict (${target}) do update set ${sql.join(assignments, sql`, `)}`;
}
