import type { Row, Table } from "../table";
import type { World } from "../world";
import type { Entity } from "./facts";
import { type Condition, type Filter, matches } from "./filter";
import { isHidden } from "./settings";

/**
 * Rows that match, visible ones only, by id, ascending, above `afterId`. Conditions on `id` and on indexed members that
 * must hold in any case (the implicit AND at the top) narrow the search; everything is still checked.
 */
export function* findRows(
  world: World,
  entity: Entity,
  filter: Filter,
  afterId = Number.NEGATIVE_INFINITY,
): Generator<Row> {
  const table = world.table(entity.name);
  const must = certain(filter);
  const from = must.reduce((after, { member, operator, values }) => {
    if (member !== "id" || (operator !== "gt" && operator !== "gte")) return after;
    const value = Number(values[0]);
    return Math.max(after, operator === "gt" ? value : value - 1);
  }, afterId);
  for (const row of candidates(table, must, from)) {
    if (row.id > from && matches(row, filter) && !isHidden(world, entity.name, row.id)) yield row;
  }
}

function candidates(table: Table<Row>, must: readonly Condition[], from: number): Iterable<Row> {
  const listed = must.filter(({ operator }) => operator === "eq" || operator === "in");
  const byId = listed.find(({ member }) => member === "id");
  if (byId) {
    const rows = byId.values.map((id) => table.find(Number(id))).filter((row) => row !== undefined);
    return [...new Set(rows)].sort((a, b) => a.id - b.id);
  }
  // Texts are compared without case, so only numbers can be looked up in an index.
  const indexed = listed.find(
    ({ member, values }) => table.isIndexed(member) && values.every((v) => typeof v === "number"),
  );
  return indexed ? table.by(indexed.member, ...indexed.values) : table.rows(from);
}

const certain = (filter: Filter): readonly Condition[] =>
  filter.kind === "and" ? filter.items.filter((item) => item.kind === "condition") : [];
