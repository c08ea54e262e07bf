import type { Json, Row } from "../table";
import type { World } from "../world";
import { AutotaskRefusal } from "./answers";
import type { Entity } from "./facts";
import {
  type Comparable,
  type Condition,
  comparable,
  type Filter,
  type Operator,
  operators,
  wantedValue,
} from "./filter";
import { settingsOf } from "./settings";

export type Query = {
  readonly filter: Filter;
  /** Rows in a page, 1 to 500. */
  readonly maxRecords: number;
  /** Canonical member names and names of user-defined fields; undefined: everything. */
  readonly include: ReadonlySet<string> | undefined;
};

export const LARGEST_PAGE = 500;
const MOST_OR_CONDITIONS = 500;

type Parsing = { readonly world: World; readonly entity: Entity; ors: number; udfs: number };

/** Reads a query object; keys, members and operators in any casing, unknown keys ignored. Refuses as the API does. */
export function parseQuery(world: World, entity: Entity, body: Json): Query {
  const given = lowerKeys(body);
  const { filter } = given;
  if (!Array.isArray(filter) || filter.length === 0) {
    throw new AutotaskRefusal("A filter with at least one condition is required to query this entity.");
  }
  const parsing: Parsing = { world, entity, ors: 0, udfs: 0 };
  const items = filter.map((item: Json) => parseItem(parsing, item, false));
  if (parsing.ors > MOST_OR_CONDITIONS)
    throw new AutotaskRefusal("Queries are limited to 500 or fewer 'OR' conditions.");
  if (parsing.udfs > 1) throw new AutotaskRefusal("Only one user-defined field is allowed per query.");
  return {
    filter: { kind: "and", items },
    maxRecords: pageSize(given.maxrecords),
    include: includedMembers(parsing, given.includefields),
  };
}

function lowerKeys(value: Json | undefined): Record<string, Json | undefined> {
  if (value === null || typeof value !== "object" || Array.isArray(value)) {
    throw new AutotaskRefusal("The query is not an object with a filter.");
  }
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key.toLowerCase(), one as Json]));
}

function pageSize(value: Json | undefined): number {
  if (value === undefined || value === null) return LARGEST_PAGE;
  // What more than 500 does is not known; a client that sends it should hear of it here.
  if (typeof value !== "number" || !Number.isInteger(value) || value < 1 || value > LARGEST_PAGE) {
    throw new AutotaskRefusal("MaxRecords must be a value between 1 and 500.");
  }
  return value;
}

function includedMembers(
  { world, entity }: Parsing,
  value: Json | undefined,
): ReadonlySet<string> | undefined {
  if (!Array.isArray(value) || value.length === 0) return undefined;
  const udfs = settingsOf(world).userDefinedFields[entity.name] ?? [];
  return new Set(
    value.map((name: Json) => {
      const wanted = String(name).toLowerCase();
      const found =
        entity.fieldByName.get(wanted)?.name ?? udfs.find((udf) => udf.name.toLowerCase() === wanted)?.name;
      if (found === undefined) throw unknownField(entity, String(name));
      return found;
    }),
  );
}

const unknownField = (entity: Entity, name: string): AutotaskRefusal =>
  new AutotaskRefusal(`Unable to find ${name} in the ${entity.facts.singular} Entity.`);

function parseItem(parsing: Parsing, item: Json, insideOr: boolean): Filter {
  const given = lowerKeys(item);
  const op = String(given.op ?? "").toLowerCase();
  if (Array.isArray(given.items)) {
    if (op !== "and" && op !== "or")
      throw new AutotaskRefusal(`'${op}' does not join conditions; use 'and' or 'or'.`);
    const items = given.items.map((one: Json) => parseItem(parsing, one, insideOr || op === "or"));
    if (items.length === 0) throw new AutotaskRefusal(`The group '${op}' holds no condition.`);
    return { kind: op, items };
  }
  return parseCondition(parsing, given, op, insideOr);
}

function parseCondition(
  parsing: Parsing,
  given: Record<string, Json | undefined>,
  op: string,
  insideOr: boolean,
): Condition {
  const operator = operators.find((one) => one === op);
  if (!operator) throw new AutotaskRefusal(`'${op}' is not a query operator.`);
  const name = String(given.field ?? "");
  const { member, type, read } =
    String(given.udf ?? false) === "true" ? udfMember(parsing, name) : ownMember(parsing, name);
  const raw = rawValues(operator, name, given.value);
  parsing.ors += operator === "in" || operator === "notin" ? raw.length : insideOr ? 1 : 0;
  const values = raw.map((value) => wantedValue(parsing.entity, { name, type }, value));
  return { kind: "condition", operator, member, values, read };
}

function rawValues(operator: Operator, name: string, value: Json | undefined): readonly Json[] {
  if (operator === "exist" || operator === "notexist") return [];
  if (operator === "in" || operator === "notin") {
    if (!Array.isArray(value))
      throw new AutotaskRefusal(`The operator '${operator}' on ${name} needs a list of values.`);
    return value;
  }
  if (value === undefined || value === null)
    throw new AutotaskRefusal(`The operator '${operator}' on ${name} needs a value.`);
  return [value];
}

type Member = {
  member: string;
  type: "integer" | "string" | "datetime" | "boolean" | "double";
  read: (row: Row) => Comparable | null;
};

function ownMember({ entity }: Parsing, name: string): Member {
  const field = entity.fieldByName.get(name.toLowerCase());
  if (!field) throw unknownField(entity, name);
  if (field.queryable === false) {
    throw new AutotaskRefusal(
      `The field ${field.name} of the ${entity.facts.singular} Entity cannot be queried.`,
    );
  }
  const type =
    field.type === "string" || field.type === "datetime" || field.type === "boolean" ? field.type : "double";
  return { member: field.name, type, read: (row) => comparable(field.type, row[field.name]) };
}

function udfMember(parsing: Parsing, name: string): Member {
  const known = settingsOf(parsing.world).userDefinedFields[parsing.entity.name] ?? [];
  const udf = known.find((one) => one.name.toLowerCase() === name.toLowerCase());
  if (!udf) throw unknownField(parsing.entity, name);
  parsing.udfs += 1;
  return { member: "", type: udf.type, read: (row) => comparable(udf.type, udfValue(row, udf.name)) };
}

/** User-defined values are kept in one hidden member, by the field's name. */
export function udfValue(row: Row, name: string): Json {
  const values = row.udfs;
  return values !== null && typeof values === "object" && !Array.isArray(values)
    ? ((values as Record<string, Json>)[name] ?? null)
    : null;
}
