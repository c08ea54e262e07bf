import type { Json, Row } from "../table";
import type { World } from "../world";
import { type Entity, isBlankWhenUnset } from "./facts";
import { udfValue } from "./query";
import { settingsOf } from "./settings";

/** A row as the API shows it: the members of the facts table in their order, unset ones as "" or null, then the UDFs. */
export function shown(
  world: World,
  entity: Entity,
  row: Row,
  include?: ReadonlySet<string>,
): Record<string, Json> {
  const item: Record<string, Json> = { id: row.id };
  for (const field of entity.fields) {
    if (field.name === "id" || (include && !include.has(field.name))) continue;
    item[field.name] = row[field.name] ?? (isBlankWhenUnset(entity, field) ? "" : null);
  }
  if (include && !include.has("id")) delete item.id;
  const udfs = settingsOf(world).userDefinedFields[entity.name] ?? [];
  item.userDefinedFields = udfs
    .filter((udf) => !include || include.has(udf.name))
    .map((udf) => ({ name: udf.name, value: udf.isProtected ? "*****" : udfValue(row, udf.name) }));
  return item;
}
