import { isoMs } from "../clock";
import type { Json, Row } from "../table";
import { AutotaskRefusal } from "./answers";
import type { Entity, FieldFacts } from "./facts";

export const operators = [
  "eq",
  "noteq",
  "gt",
  "gte",
  "lt",
  "lte",
  "beginswith",
  "endswith",
  "contains",
  "exist",
  "notexist",
  "in",
  "notin",
] as const;
export type Operator = (typeof operators)[number];

/** One parsed condition; `read` finds the member in a row, also a user-defined one. */
export type Condition = {
  readonly kind: "condition";
  readonly operator: Operator;
  readonly member: string;
  readonly values: readonly Comparable[];
  readonly read: (row: Row) => Comparable | null;
};
export type Group = { readonly kind: "and" | "or"; readonly items: readonly Filter[] };
export type Filter = Condition | Group;

/** Numbers and instants compare as numbers, texts without regard to case (the database's collation), booleans as 0/1. */
export type Comparable = number | string;

export function matches(row: Row, filter: Filter): boolean {
  if (filter.kind === "condition") return holds(filter, filter.read(row));
  if (filter.kind === "and") return filter.items.every((item) => matches(row, item));
  return filter.items.some((item) => matches(row, item));
}

function holds({ operator, values }: Condition, value: Comparable | null): boolean {
  if (operator === "exist") return value !== null;
  if (operator === "notexist") return value === null;
  // As in SQL: nothing is equal to null, nor different from it.
  if (value === null) return false;
  if (operator === "in") return values.includes(value);
  if (operator === "notin") return !values.includes(value);
  const [wanted = ""] = values;
  switch (operator) {
    case "eq":
      return value === wanted;
    case "noteq":
      return value !== wanted;
    case "gt":
      return value > wanted;
    case "gte":
      return value >= wanted;
    case "lt":
      return value < wanted;
    case "lte":
      return value <= wanted;
    case "beginswith":
      return String(value).startsWith(String(wanted));
    case "endswith":
      return String(value).endsWith(String(wanted));
    case "contains":
      return String(value).includes(String(wanted));
  }
}

/** A row's member as it is compared. */
export function comparable(type: FieldFacts["type"], value: Json | undefined): Comparable | null {
  if (value === null || value === undefined) return null;
  if (type === "datetime") return isoMs(String(value));
  if (typeof value === "number") return value;
  if (typeof value === "boolean") return value ? 1 : 0;
  return String(value).toLowerCase();
}

/** A condition's value, checked against the member's type: `1` for a boolean is an error, "5" for a number is not. */
export function wantedValue(
  entity: Entity,
  field: Pick<FieldFacts, "name" | "type">,
  value: Json,
): Comparable {
  const wrong = () =>
    new AutotaskRefusal(
      `Invalid value '${String(value)}' for field ${field.name} in the ${entity.facts.singular} Entity.`,
    );
  if (value === null || typeof value === "object") throw wrong();
  if (field.type === "boolean") {
    const text = String(value).toLowerCase();
    if (text !== "true" && text !== "false") throw wrong();
    return text === "true" ? 1 : 0;
  }
  if (field.type === "datetime") {
    const ms = isoMs(String(value));
    if (Number.isNaN(ms)) throw wrong();
    return ms;
  }
  if (field.type === "string") return String(value).toLowerCase();
  if (typeof value === "boolean" || !/^[-+]?\d+(\.\d+)?$/.test(String(value))) throw wrong();
  return Number.parseFloat(String(value));
}
