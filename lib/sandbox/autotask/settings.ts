import { z } from "zod";
import type { Json } from "../table";
import type { World } from "../world";
import { type EntityName, entities } from "./facts";

/** A name out of the facts table. */
export const entityNameSchema = z
  .string()
  .refine((name): name is EntityName => entities.has(name as EntityName), "is not an entity");

export const verbs = ["query", "create", "update", "delete"] as const;
export type Verb = (typeof verbs)[number];

const userSchema = z.strictObject({
  userName: z.string().min(1),
  secret: z.string().min(1),
  /** Tracking identifiers that this user may come with. */
  trackingIds: z.array(z.string().min(1)).min(1),
  isActive: z.boolean().default(true),
});

/** Where the vendor's behaviour is not known or differs by tenant, the world chooses. Defaults are the strict reading. */
export const optionsSchema = z.strictObject({
  /** Wrong credentials in a row after which the user is locked; 0: never. */
  lockAfterFailures: z.int().min(0).default(10),
  threadLimit: z.int().min(1).default(3),
  threadLimitStatus: z.union([z.literal(429), z.literal(500)]).default(429),
  hourlyLimit: z.int().min(1).default(10_000),
  hourlyLimitStatus: z.union([z.literal(429), z.literal(500)]).default(429),
  /** Seconds in Retry-After when a limit refuses; null: no header. */
  limitRetryAfter: z.int().min(0).nullable().default(null),
  /** World milliseconds that every call takes; the bands come on top when `latency` is on. */
  latencyMs: z.int().min(0).default(0),
  latency: z.boolean().default(false),
  /** Whether an adjustment may bring a line to exactly 0 units. */
  zeroUnits: z.enum(["accept", "refuse"]).default("accept"),
  readOnlyOnUpdate: z.enum(["ignore", "reject"]).default("ignore"),
  multiCurrency: z.boolean().default(false),
  /** What `price` and `cost` of a unit row say: of the whole row, prorated by days, or per unit. */
  unitRowPrice: z.enum(["row", "unit"]).default("row"),
  /** Which price `internalCurrencyAdjustedPrice` shows while a later one waits for its date. */
  adjustedPriceShows: z.enum(["latest", "inForce"]).default("latest"),
  /** Units of a line made by POST Contracts/{id}/Services. */
  directLineUnits: z.int().min(0).default(0),
  /** Rights that the security level lacks; those calls get the permission text. */
  denied: z.partialRecord(entityNameSchema, z.array(z.enum(verbs))).default({}),
  /** Ids of rows that the security level does not see; they are missing without a word. */
  hiddenRows: z.partialRecord(entityNameSchema, z.array(z.int())).default({}),
});

const picklistValueSchema = z.strictObject({
  value: z.union([z.int(), z.string()]),
  label: z.string(),
  isDefaultValue: z.boolean().default(false),
  parentValue: z.string().default(""),
  isActive: z.boolean().default(true),
  isSystem: z.boolean().default(false),
});

const udfSchema = z.strictObject({
  name: z.string().min(1).max(45),
  type: z.enum(["string", "integer", "double", "datetime", "boolean"]).default("string"),
  isRequired: z.boolean().default(false),
  isProtected: z.boolean().default(false),
  picklistValues: z.array(picklistValueSchema).optional(),
});

export const settingsSchema = z.strictObject({
  users: z.array(userSchema).min(1),
  /** Customer (database) id: worlds with the same one share the hour. */
  ci: z.int(),
  zoneName: z.string().default("Sandbox"),
  /** Path prefix before /ATServicesRest; changes when the database moves to another zone. */
  zone: z.string().default(""),
  webUrl: z.string().default("https://ww.sandbox.invalid/"),
  /** The Resource that the API user is; writes are recorded as its. */
  apiResourceID: z.int(),
  options: optionsSchema.prefault({}),
  /** Keyed `Entity.field`; replaces the built-in values of that list. */
  picklists: z.record(z.string(), z.array(picklistValueSchema)).default({}),
  userDefinedFields: z.partialRecord(entityNameSchema, z.array(udfSchema)).default({}),
});

export type Settings = z.output<typeof settingsSchema>;
export type Options = z.output<typeof optionsSchema>;
export type PicklistValue = z.output<typeof picklistValueSchema>;

/** Safe: settings enter a world only as the output of `settingsSchema`. */
export const settingsOf = (world: World): Settings => world.settings as unknown as Settings;

/** Safe: settings are JSON values by their schema, optional members left aside. */
export function changeSettings(world: World, change: Partial<Settings>): void {
  world.settings = { ...settingsOf(world), ...change } as unknown as Json;
}

export const isHidden = (world: World, entity: EntityName, id: number): boolean =>
  settingsOf(world).options.hiddenRows[entity]?.includes(id) ?? false;
