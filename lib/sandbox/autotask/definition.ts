import { z } from "zod";
import { clockChangeSchema } from "../clock-change";
import { ControlError } from "../control-error";
import type { Json } from "../table";
import type { World } from "../world";
import { forgetHour } from "./admission";
import { AutotaskRefusal } from "./answers";
import { fillContracts } from "./fill-contracts";
import { fillRows } from "./fill-rows";
import { LICENSE_API_ONLY, USE_RECURRING_SERVICE } from "./picklists";
import { optionsSchema, settingsSchema } from "./settings";

/** Members of a record by their API names; checked against the facts table when the world is filled. */
export const membersSchema = z.record(z.string(), z.json());

const lineSchema = z.looseObject({
  id: z.int().optional(),
  /** Units from the contract's start on, or from `from` on. */
  units: z.int().min(0).default(0),
  from: z.iso.date().optional(),
  unitPrice: z.number().optional(),
  unitCost: z.number().optional(),
  invoiceDescription: z.string().optional(),
  internalDescription: z.string().optional(),
  adjustments: z
    .array(
      z.strictObject({
        effectiveDate: z.iso.date(),
        unitChange: z.int().default(0),
        adjustedUnitPrice: z.number().nullable().default(null),
        adjustedUnitCost: z.number().nullable().default(null),
      }),
    )
    .default([]),
});

const contractSchema = z.looseObject({
  services: z.array(lineSchema.extend({ serviceID: z.int() }).strict()).default([]),
  bundles: z.array(lineSchema.extend({ serviceBundleID: z.int() }).strict()).default([]),
  charges: z.array(membersSchema).default([]),
  /** Every period that began by then is approved and posted. */
  postedThrough: z.iso.date().optional(),
});

const OWNER = 29_682_885;
const API_USER = 29_682_900;

/** One POST makes a whole world. Only the secret must be given; everything else has an empty or ordinary default. */
const definitionSchema = z.strictObject({
  provider: z.literal("autotask").default("autotask"),
  secret: z.string().min(1),
  trackingIds: z.array(z.string().min(1)).min(1).default(["SANDBOXTRACKINGID0000000001"]),
  /** Further API users of the same database. */
  users: settingsSchema.shape.users.element.array().default([]),
  ci: z.int().optional(),
  zone: z.string().default(""),
  options: optionsSchema.prefault({}),
  picklists: settingsSchema.shape.picklists,
  userDefinedFields: settingsSchema.shape.userDefinedFields,
  clock: clockChangeSchema.optional(),
  currency: z.string().length(3).default("USD"),
  currencies: z.array(membersSchema).default([]),
  countries: z.array(membersSchema).default([]),
  resources: z.array(membersSchema).default([]),
  companies: z.array(membersSchema).default([]),
  contacts: z.array(membersSchema).default([]),
  billingCodes: z.array(membersSchema).default([]),
  services: z.array(membersSchema).default([]),
  bundles: z.array(z.looseObject({ services: z.array(z.int()).default([]) })).default([]),
  contracts: z.array(contractSchema).default([]),
});

export type Definition = z.output<typeof definitionSchema>;
export type ContractDefinition = z.output<typeof contractSchema>;
export type LineDefinition = z.output<typeof lineSchema>;

/** Checks a definition; the returned `fill` puts its records into the new world. */
export function parseDefinition(name: string, given: Json): { settings: Json; fill: (world: World) => void } {
  const definition = definitionSchema.parse(given);
  const {
    secret,
    trackingIds,
    users,
    ci = idOfName(name),
    zone,
    options,
    picklists,
    userDefinedFields,
  } = definition;
  const settings = settingsSchema.parse({
    users: [{ userName: name, secret, trackingIds }, ...users],
    ci,
    zone,
    apiResourceID: API_USER,
    options,
    picklists,
    userDefinedFields,
  });
  return {
    // Safe: the output of a schema of JSON values; a type with optional members is no index type to TypeScript.
    settings: settings as unknown as Json,
    fill(world) {
      if (definition.clock) world.clock.change(definition.clock);
      forgetHour(ci);
      try {
        fillWorld(world, definition);
      } catch (error) {
        if (error instanceof AutotaskRefusal)
          throw new ControlError(`The world cannot hold this: ${error.message}`);
        throw error;
      }
    },
  };
}

/** A stable customer id for a world that names none, so that worlds share their hour only on purpose. */
function idOfName(name: string): number {
  let hash = 0;
  for (const sign of name) hash = (Math.imul(hash, 31) + (sign.codePointAt(0) ?? 0)) >>> 0;
  return 20_000 + (hash % 900_000_000);
}

function fillWorld(world: World, definition: Definition): void {
  const resource = { email: "nobody@sandbox.invalid", isActive: true, licenseType: 1 };
  fillRows(world, "Resources", {}, [
    { ...resource, id: OWNER, firstName: "Sandbox", lastName: "Owner", userName: "owner" },
    {
      ...resource,
      id: API_USER,
      firstName: "Sandbox",
      lastName: "API",
      userName: "api",
      licenseType: LICENSE_API_ONLY,
    },
    ...definition.resources,
  ]);
  fillRows(
    world,
    "Currencies",
    { exchangeRate: 1, isActive: true, isInternalCurrency: false, displaySymbol: 1 },
    [
      { name: definition.currency, description: definition.currency, isInternalCurrency: true },
      ...definition.currencies,
    ],
  );
  const countries =
    definition.countries.length > 0
      ? definition.countries
      : [{ id: 234, countryCode: "GB", displayName: "United Kingdom" }];
  fillRows(world, "Countries", { isActive: true }, countries);
  const ownsZero = definition.companies.some((company) => company.id === 0);
  fillRows(world, "Companies", { companyType: 1, isActive: true, ownerResourceID: OWNER, phone: "000" }, [
    ...(ownsZero ? [] : [{ id: 0, companyName: "Own Company" }]),
    ...definition.companies,
  ]);
  fillRows(world, "Contacts", { isActive: 1 }, definition.contacts);
  const code = { isActive: true, unitPrice: 0, unitCost: 0, useType: USE_RECURRING_SERVICE };
  const codes =
    definition.billingCodes.length > 0 ? definition.billingCodes : [{ name: "Recurring Services" }];
  const [firstCode] = fillRows(world, "BillingCodes", code, codes);
  const item = { isActive: true, periodType: 2, unitPrice: 0, billingCodeID: firstCode ?? null };
  fillRows(world, "Services", item, definition.services);
  for (const { services, ...bundle } of definition.bundles) {
    const [serviceBundleID = -1] = fillRows(world, "ServiceBundles", item, [bundle as Record<string, Json>]);
    fillRows(
      world,
      "ServiceBundleServices",
      { serviceBundleID },
      services.map((serviceID) => ({ serviceID })),
    );
  }
  fillContracts(world, definition.contracts);
}
