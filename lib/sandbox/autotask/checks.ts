import type { Json } from "../table";
import type { World } from "../world";
import { AutotaskRefusal } from "./answers";
import { type Entity, type FieldFacts, findEntityBySingular } from "./facts";
import { picklistOf } from "./picklists";
import { isHidden } from "./settings";

/** Demanded in practice although the metadata does not mark them. */
const REQUIRED_TOO: ReadonlySet<string> = new Set([
  "Companies.companyType",
  "ServiceBundleServices.serviceBundleID",
  "ServiceBundleServices.serviceID",
]);

export const isRequired = (entity: Entity, field: FieldFacts): boolean =>
  field.name !== "id" && (field.required === true || REQUIRED_TOO.has(`${entity.name}.${field.name}`));

/** Refuses with one sentence for each thing that is wrong with the values about to be stored. */
export function checkMembers(world: World, entity: Entity, members: ReadonlyMap<string, Json>): void {
  const errors = entity.fields.flatMap((field) => {
    const value = members.get(field.name);
    return value === undefined || value === null ? [] : valueErrors(world, entity, field, value);
  });
  if (errors.length > 0) throw new AutotaskRefusal(...errors);
}

/** Refuses when something required is missing: null, absent or an empty text. User-defined fields are never demanded. */
export function checkRequired(entity: Entity, members: ReadonlyMap<string, Json>): void {
  const errors = entity.fields
    .filter((field) => isRequired(entity, field) && isEmpty(members.get(field.name)))
    .map((field) => `Missing required field: ${field.name} (${label(field)}).`);
  if (errors.length > 0) throw new AutotaskRefusal(...errors);
}

const isEmpty = (value: Json | undefined): boolean =>
  value === undefined || value === null || (typeof value === "string" && value.trim() === "");

/** `companyName` as people read it: "Company Name". */
const label = (field: FieldFacts): string => {
  const spaced = field.name.replace(/([a-z0-9])([A-Z])/g, "$1 $2");
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
};

function valueErrors(world: World, entity: Entity, field: FieldFacts, value: Json): string[] {
  if (typeof value === "string" && field.length !== undefined && value.length > field.length) {
    return [
      `String value exceeds maximum length: ${field.name} (${label(field)}) allows ${field.length} characters.`,
    ];
  }
  if (field.picklist) {
    const known = picklistOf(world, entity, field).find((one) => String(one.value) === String(value));
    if (!known?.isActive)
      return [`The value ${String(value)} of the field ${field.name} does not exist or is invalid.`];
  }
  if (field.reference && !refersToSomething(world, field.reference, value)) {
    return [
      `Value does not reference an existing entity: ${field.name} (${field.reference} ${String(value)}).`,
    ];
  }
  return [];
}

/** References to entities that the sandbox does not play exist nowhere. */
function refersToSomething(world: World, singular: string, value: Json): boolean {
  const entity = findEntityBySingular(singular);
  if (!entity || typeof value !== "number") return false;
  return world.table(entity.name).find(value) !== undefined && !isHidden(world, entity.name, value);
}
