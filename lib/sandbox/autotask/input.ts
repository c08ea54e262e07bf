import { isoMs, isoText } from "../clock";
import type { Json } from "../table";
import type { World } from "../world";
import { AutotaskRefusal } from "./answers";
import { dayOf, midnight } from "./calendar";
import { type Entity, type FieldFacts, isDateOnly } from "./facts";
import { settingsOf } from "./settings";

/** A body's members under their canonical names, values of the right type; user-defined ones apart. */
export type Input = {
  readonly id: number | null;
  readonly members: ReadonlyMap<string, Json>;
  readonly udfs: ReadonlyMap<string, Json>;
};

/** Reads a body as the API's deserialiser does: any casing, unknown members ignored, a wrong type ends it at once. */
export function readInput(world: World, entity: Entity, body: Json): Input {
  if (body === null || typeof body !== "object" || Array.isArray(body)) {
    throw new AutotaskRefusal(`Error converting the request to a ${entity.facts.singular}.`);
  }
  const members = new Map<string, Json>();
  let udfs: ReadonlyMap<string, Json> = new Map();
  for (const [name, value] of Object.entries(body as Record<string, Json>)) {
    if (name.toLowerCase() === "userdefinedfields") {
      udfs = readUdfs(world, entity, value);
      continue;
    }
    const field = entity.fieldByName.get(name.toLowerCase());
    if (field) members.set(field.name, value === null ? null : typed(entity, field, value));
    else if (findUdf(world, entity, name)) {
      throw new AutotaskRefusal(
        `Unable to find ${name} in the ${entity.facts.singular} Entity: use userDefinedFields.`,
      );
    }
  }
  const id = members.get("id");
  members.delete("id");
  return { id: typeof id === "number" ? id : null, members, udfs };
}

function mismatch(field: FieldFacts, value: Json): AutotaskRefusal {
  const first = JSON.stringify(value)[0] ?? "";
  return typeof value === "string"
    ? new AutotaskRefusal(`Error converting value "${value}" for the field. Path '${field.name}', line 1.`)
    : new AutotaskRefusal(
        `Unexpected character encountered while parsing value: ${first}. Path '${field.name}', line 1.`,
      );
}

function typed(entity: Entity, field: FieldFacts, value: Json): Json {
  switch (field.type) {
    case "integer":
    case "short":
    case "long": {
      const limit = field.type === "long" ? Number.MAX_SAFE_INTEGER : 2 ** 31 - 1;
      if (typeof value !== "number" || !Number.isInteger(value) || Math.abs(value) > limit)
        throw mismatch(field, value);
      return value;
    }
    case "decimal":
    case "double":
    case "float":
      if (typeof value !== "number") throw mismatch(field, value);
      return value;
    case "boolean":
      if (typeof value !== "boolean") throw mismatch(field, value);
      return value;
    case "string":
      if (typeof value !== "string") throw mismatch(field, value);
      return value;
    case "datetime":
      return typedDate(entity, field, value);
  }
}

function typedDate(entity: Entity, field: FieldFacts, value: Json): Json {
  if (typeof value !== "string") throw mismatch(field, value);
  const day = dayOf(value);
  const ms = isoMs(value);
  if (day === undefined || Number.isNaN(ms)) throw mismatch(field, value);
  return isDateOnly(entity, field) ? midnight(day) : isoText(ms);
}

const findUdf = (world: World, entity: Entity, name: string) =>
  (settingsOf(world).userDefinedFields[entity.name] ?? []).find(
    (udf) => udf.name.toLowerCase() === name.toLowerCase(),
  );

function readUdfs(world: World, entity: Entity, value: Json): ReadonlyMap<string, Json> {
  if (value === null) return new Map();
  if (!Array.isArray(value))
    throw new AutotaskRefusal("userDefinedFields must be a list of names and values.");
  return new Map(
    value.map((one: Json) => {
      const { name, value: content = null } = (one ?? {}) as { name?: Json; value?: Json };
      const udf = findUdf(world, entity, String(name ?? ""));
      if (!udf)
        throw new AutotaskRefusal(`Unable to find ${String(name)} in the ${entity.facts.singular} Entity.`);
      if (udf.isProtected)
        throw new AutotaskRefusal(
          `The logged in Resource does not have the adequate permissions to edit the field ${udf.name}.`,
        );
      if (typeof content === "string" && content.length > 8000)
        throw new AutotaskRefusal(`String value exceeds maximum length: ${udf.name} allows 8000 characters.`);
      return [udf.name, content] as const;
    }),
  );
}
