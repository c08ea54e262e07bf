import type { Json, Row } from "../table";
import type { World } from "../world";
import type { Author } from "./adjustment";
import type { EntityName } from "./facts";

/** Who writes, and when, in one request. */
export type Writing = {
  readonly world: World;
  readonly author: Author;
  /** World time as the API writes it. */
  readonly now: string;
  /** The Resource in whose name it is done. */
  readonly resourceID: number;
  /** The same, when it is somebody else than the API user. */
  readonly impersonatedID: number | null;
};

export type Members = ReadonlyMap<string, Json>;

/** What an entity does beyond the facts table. Everything may refuse by throwing. */
export type EntityRules = {
  /** Members that the server fills when a row is made; they win over what was sent. */
  readonly fill?: (writing: Writing, members: Members) => Record<string, Json>;
  /** Checks and server-set members before a change is stored. */
  readonly change?: (writing: Writing, before: Row, after: Row) => Record<string, Json>;
  /** After a new or changed row is stored, with what it was. */
  readonly stored?: (writing: Writing, row: Row, before: Row | undefined) => void;
  readonly remove?: (writing: Writing, row: Row) => void;
  /** Instead of storing a row: returns the id that the answer shows, or null for none. */
  readonly create?: (writing: Writing, members: Members) => number | null;
  /** Members that are computed whenever a row is shown. */
  readonly derive?: (world: World, row: Row) => Record<string, Json>;
};

export const textOf = (members: Members, name: string): string | null => {
  const value = members.get(name);
  return typeof value === "string" ? value : null;
};

export const numberOf = (members: Members, name: string): number | null => {
  const value = members.get(name);
  return typeof value === "number" ? value : null;
};

export type RuleTable = Partial<Record<EntityName, EntityRules>>;
