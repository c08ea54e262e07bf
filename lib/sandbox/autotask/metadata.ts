import type { Json } from "../table";
import type { World } from "../world";
import { isRequired } from "./checks";
import { type Entity, entities, type FieldFacts } from "./facts";
import { childCollections } from "./facts.gen";
import { picklistOf } from "./picklists";
import { type PicklistValue, settingsOf, type Verb } from "./settings";

/** What the entity allows and what this API user may of it. */
export function entityInformation(world: World, entity: Entity): Json {
  const { facts, name } = entity;
  const all = [
    ...facts.rootVerbs,
    ...childCollections.filter((child) => child.entity === name).flatMap((child) => child.verbs),
  ];
  const deletable =
    facts.canDeleteAtRoot ||
    childCollections.some((child) => child.entity === name && child.itemVerbs.includes("DELETE"));
  const can = {
    Create: all.includes("POST"),
    Delete: deletable,
    Query: facts.canQuery,
    Update: all.includes("PATCH"),
  };
  const access = (verb: Verb, possible: boolean): string =>
    possible && !isDenied(world, entity, verb) ? "All" : "None";
  return {
    name: facts.singular,
    canCreate: can.Create,
    canDelete: can.Delete,
    canQuery: can.Query,
    canUpdate: can.Update,
    userAccessForCreate: access("create", can.Create),
    userAccessForDelete: access("delete", can.Delete),
    userAccessForQuery: access("query", can.Query),
    userAccessForUpdate: access("update", can.Update),
    hasUserDefinedFields: facts.hasUserDefinedFields,
    supportsWebhookCallouts: facts.supportsWebhookCallouts,
  };
}

export const allEntityInformation = (world: World): Json[] =>
  [...entities.values()].map((entity) => ({ info: entityInformation(world, entity) }));

export const isDenied = (world: World, entity: Entity, verb: Verb): boolean =>
  settingsOf(world).options.denied[entity.name]?.includes(verb) ?? false;

export const fieldInformation = (world: World, entity: Entity): Json[] =>
  entity.fields.map((field) => oneField(world, entity, field));

function oneField(world: World, entity: Entity, field: FieldFacts): Json {
  return {
    name: field.name,
    dataType: field.type,
    length: field.length ?? 0,
    // The API calls the id required as well; whoever believes it cannot create anything.
    isRequired: field.name === "id" || isRequired(entity, field),
    isReadOnly: field.readOnly ?? false,
    isQueryable: field.queryable ?? true,
    isReference: field.reference !== undefined,
    referenceEntityType: field.reference ?? "",
    isPickList: field.picklist ?? false,
    picklistValues: field.picklist ? picklistOf(world, entity, field).map(picklistValue) : null,
    picklistParentValueField: field.picklistParent ?? "",
    isSupportedWebhookField: false,
  };
}

/** The value is a text here even where records carry a number. */
const picklistValue = (value: PicklistValue, at: number): Json => ({
  value: String(value.value),
  label: value.label,
  isDefaultValue: value.isDefaultValue,
  sortOrder: at + 1,
  parentValue: value.parentValue,
  isActive: value.isActive,
  isSystem: value.isSystem,
});

/** The type is under `type` here and under `dataType` above; the vendor is not consistent. */
export const udfInformation = (world: World, entity: Entity): Json[] =>
  (settingsOf(world).userDefinedFields[entity.name] ?? []).map((udf) => ({
    name: udf.name,
    label: udf.name,
    type: udf.type,
    length: udf.type === "string" ? 8000 : 0,
    description: "",
    isRequired: udf.isRequired,
    isReadOnly: false,
    isQueryable: true,
    isReference: false,
    referenceEntityType: null,
    isPickList: udf.picklistValues !== undefined,
    picklistValues: udf.picklistValues?.map(picklistValue) ?? null,
    picklistParentValueField: null,
    defaultValue: "",
    isSupportedWebhookField: false,
  }));
