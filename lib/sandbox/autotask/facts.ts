import { childCollections, entityFacts } from "./facts.gen";

export type FieldType =
  | "integer"
  | "long"
  | "short"
  | "string"
  | "datetime"
  | "boolean"
  | "decimal"
  | "double"
  | "float";

/** What Autotask's own field metadata says of one member. `required` + `readOnly`: set at creation, immutable after. */
export type FieldFacts = {
  readonly name: string;
  readonly type: FieldType;
  /** Longest string accepted; absent for other types. */
  readonly length?: number;
  readonly required?: boolean;
  readonly readOnly?: boolean;
  readonly queryable?: false;
  /** Singular name of the entity that the value must exist in. */
  readonly reference?: string;
  readonly picklist?: boolean;
  readonly picklistParent?: string;
};

export type EntityFacts = {
  readonly singular: string;
  /** Verbs of the collection URL itself; reading is told by `canQuery`. */
  readonly rootVerbs: readonly string[];
  readonly canQuery: boolean;
  readonly canDeleteAtRoot: boolean;
  readonly hasUserDefinedFields: boolean;
  readonly supportsWebhookCallouts: boolean;
  readonly fields: readonly FieldFacts[];
};

/** `/{parent}/{parentId}/{segment}` holds rows of `entity` whose `parentField` is the id in the URL. */
export type ChildCollection = {
  readonly parent: EntityName;
  readonly segment: string;
  readonly entity: EntityName;
  readonly parentField: string;
  readonly verbs: readonly string[];
  readonly itemVerbs: readonly string[];
};

export type EntityName = keyof typeof entityFacts;

/** Members that live databases have and the collected metadata is too old to know. */
const NEWER: Partial<Record<EntityName, readonly FieldFacts[]>> = {
  Services: [{ name: "sku", type: "string", length: 50 }],
  Contracts: [{ name: "lastModifiedDateTime", type: "datetime", readOnly: true }],
};

/** Read-only in the metadata and still taken when a record is created. */
const SETTABLE_ON_CREATE: ReadonlySet<string> = new Set([
  "Contracts.contractPeriodType",
  "Contracts.exclusionContractID",
  "Services.periodType",
  "ServiceBundleServices.serviceBundleID",
  "ServiceBundleServices.serviceID",
]);

/** Stored as a calendar date at midnight, whatever time of day was sent. */
const DATE_ONLY: ReadonlySet<string> = new Set([
  "Contracts.startDate",
  "Contracts.endDate",
  "ContractServiceAdjustments.effectiveDate",
  "ContractServiceBundleAdjustments.effectiveDate",
  "ContractServiceUnits.startDate",
  "ContractServiceUnits.endDate",
  "ContractServiceBundleUnits.startDate",
  "ContractServiceBundleUnits.endDate",
  "ContractCharges.datePurchased",
  "BillingItems.itemDate",
  "Resources.hireDate",
]);

/** Read as "" when unset; every other string reads as null. The real API mixes both without a rule. */
const BLANK_WHEN_UNSET: ReadonlySet<string> = new Set([
  "Companies.additionalAddressInformation",
  "Companies.address2",
  "Companies.alternatePhone1",
  "Companies.alternatePhone2",
  "Companies.fax",
  "Companies.companyNumber",
  "Companies.taxID",
  "Contacts.addressLine1",
  "Contacts.mobilePhone",
  "Contacts.note",
  "Contracts.contractNumber",
  "Contracts.purchaseOrderNumber",
  "Services.description",
  "ContractServices.internalDescription",
]);

export type Entity = {
  readonly name: EntityName;
  readonly facts: EntityFacts;
  readonly fields: readonly FieldFacts[];
  /** By lower-case name: the API takes member names in any casing. */
  readonly fieldByName: ReadonlyMap<string, FieldFacts>;
};

const buildEntity = (name: EntityName): Entity => {
  const facts: EntityFacts = entityFacts[name];
  const fields = [...facts.fields, ...(NEWER[name] ?? [])];
  return {
    name,
    facts,
    fields,
    fieldByName: new Map(fields.map((field) => [field.name.toLowerCase(), field])),
  };
};

export const entities: ReadonlyMap<EntityName, Entity> = new Map(
  (Object.keys(entityFacts) as EntityName[]).map((name) => [name, buildEntity(name)]),
);

const byLowerCaseName = new Map([...entities.values()].map((entity) => [entity.name.toLowerCase(), entity]));
const bySingular = new Map([...entities.values()].map((entity) => [entity.facts.singular, entity]));

export function findEntity(name: string): Entity | undefined {
  return byLowerCaseName.get(name.toLowerCase());
}

/** The entity that a `reference` names, when the sandbox plays it. */
export function findEntityBySingular(singular: string): Entity | undefined {
  return bySingular.get(singular);
}

export function getEntity(name: EntityName): Entity {
  const entity = entities.get(name);
  if (!entity) throw new Error(`No facts about ${name}.`);
  return entity;
}

export function findChildCollection(parent: EntityName, segment: string): ChildCollection | undefined {
  const wanted = segment.toLowerCase();
  return childCollections.find((child) => child.parent === parent && child.segment.toLowerCase() === wanted);
}

export const isDateOnly = (entity: Entity, field: FieldFacts): boolean =>
  DATE_ONLY.has(`${entity.name}.${field.name}`);

export const isBlankWhenUnset = (entity: Entity, field: FieldFacts): boolean =>
  BLANK_WHEN_UNSET.has(`${entity.name}.${field.name}`);

export const isSettableOnCreate = (entity: Entity, field: FieldFacts): boolean =>
  !field.readOnly || field.required === true || SETTABLE_ON_CREATE.has(`${entity.name}.${field.name}`);
