import { type SQL, sql } from "drizzle-orm";

/** An instant in UTC with milliseconds, so that it compares as text and parses without knowing the session's zone. */
export const isoText = (column: SQL): SQL =>
  sql`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
