import { type SQL, sql } from "drizzle-orm";

/** Ids as one parameter, so that a statement's text does not grow with their number. */
export function uuidArray(ids: readonly string[]): SQL {
  return sql`${`{${ids.join(",")}}`}::uuid[]`;
}
