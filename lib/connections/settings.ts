import { z } from "zod";

/**
 * Every setting of a connection with its values and the deployment's default: the one table. What is
 * stored holds only what somebody chose; the rest is resolved when it is needed.
 */
const table = {
  billing: [z.boolean(), true],
  /** Service classes that are switched off; empty: all sync. */
  servicesOff: [z.array(z.string().max(100)).max(100), []],
  priceSource: [z.enum(["psa", "vendor"]), "psa"],
  pushCost: [z.boolean(), true],
  proration: [z.enum(["psa", "vendor", "none"]), "psa"],
  creditOnDecrease: [z.boolean(), false],
  billingStyle: [z.enum(["as_psa_says", "in_advance", "in_arrears"]), "as_psa_says"],
  catchUp: [z.enum(["one_time_charge", "skip_and_report"]), "one_time_charge"],
  /** Billing code of charges, by its id in the PSA; empty: the one that its own names make obvious. */
  chargeBillingCode: [z.string().max(20), ""],
  lateOrders: [z.enum(["true_date", "start_of_current_period"]), "true_date"],
  priceChangesStart: [z.enum(["next_period", "current_period"]), "next_period"],
  nextPeriodChanges: [z.enum(["at_once", "held"]), "at_once"],
  /** Days before the next period on which held changes are sent. */
  heldDaysBefore: [z.int().min(0).max(28), 2],
  manyProductsToOne: [z.enum(["off", "separate_lines", "added_up"]), "off"],
  /** Several customers may share one company of the PSA. */
  sharedCompany: [z.boolean(), false],
  /** Company types beside the PSA's own word for "customer" that may be mapped, as the PSA names them. */
  alsoCompanyTypes: [z.array(z.string().max(100)).max(50), []],
  invoiceText: [z.enum(["leave_alone", "product_name", "product_and_dates", "template"]), "leave_alone"],
  invoiceTextTemplate: [z.string().max(1_000), ""],
  zeroUnits: [z.enum(["set_to_zero", "one_unit_free", "end_line_or_contract"]), "set_to_zero"],
  onSuspension: [z.enum(["nothing", "zero_from_next_period", "ticket"]), "nothing"],
  automationLevel: [z.enum(["watch", "ask", "guarded", "automatic"]), "ask"],
  /** What the level "guarded" sends alone: the largest amount of a line, recurring or once, in its currency, */
  guardedRecurring: [z.string().regex(/^\d{1,7}(\.\d{1,2})?$/), "100.00"],
  /** and the largest change in quantity: within either of the two. */
  guardedQuantityPct: [z.int().min(0).max(100), 25],
  guardedQuantityUnits: [z.int().min(0).max(10_000), 5],
  /** Lowest margin that "guarded" and "automatic" write alone; 0: no floor. */
  marginFloorPct: [z.int().min(0).max(95), 0],
  checkChanges: [z.enum(["off", "daily", "every_5_minutes"]), "off"],
  checkChangesAt: [z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/), "02:00"],
  notices: [z.enum(["errors_and_actions", "all_tasks"]), "errors_and_actions"],
} as const satisfies Record<string, readonly [z.ZodType, unknown]>;

export type SettingName = keyof typeof table;
export type SettingValue<Name extends SettingName> = z.output<(typeof table)[Name][0]>;
/** What one level has chosen. */
export type ChosenSettings = { [Name in SettingName]?: SettingValue<Name> | undefined };

const names = Object.keys(table) as SettingName[];

/** A change of settings as a person sends it; `null` takes a choice back, so that the level below counts again. */
export const settingsChangeSchema = z.strictObject(
  Object.fromEntries(names.map((name) => [name, table[name][0].nullable().optional()])) as {
    [Name in SettingName]: z.ZodOptional<z.ZodNullable<(typeof table)[Name][0]>>;
  },
);
export type SettingsChange = z.output<typeof settingsChangeSchema>;

/** From the nearest to the furthest; the first that has chosen decides. */
const levels = ["task", "customer", "connection", "deployment"] as const;
export type SettingLevel = (typeof levels)[number];
export type SettingLayers = { task?: unknown; customer?: unknown; connection?: unknown };

export type Resolved<Name extends SettingName> = { value: SettingValue<Name>; from: SettingLevel };

/**
 * The value of a setting and where it comes from. Layers are stored JSON: a value that is no longer one of the setting's
 * values counts as not chosen, so that an old row cannot stop a run.
 */
export function resolveSetting<Name extends SettingName>(name: Name, layers: SettingLayers): Resolved<Name> {
  const [schema, fallback] = table[name];
  for (const from of levels) {
    if (from === "deployment") break;
    const chosen = chosenIn(layers[from], name);
    const parsed = chosen === undefined ? undefined : schema.safeParse(chosen);
    // Safe: the schema that parsed it is the one of this name.
    if (parsed?.success) return { value: parsed.data as SettingValue<Name>, from };
  }
  return { value: fallback as SettingValue<Name>, from: "deployment" };
}

/** Every setting with its origin, for a settings page. */
export function resolveAll(layers: SettingLayers): { [Name in SettingName]: Resolved<Name> } {
  return Object.fromEntries(names.map((name) => [name, resolveSetting(name, layers)])) as {
    [Name in SettingName]: Resolved<Name>;
  };
}

/** Settings that say what happens without a person; whoever changes them needs the right to. */
export const automationNames = [
  "automationLevel",
  "guardedRecurring",
  "guardedQuantityPct",
  "guardedQuantityUnits",
  "marginFloorPct",
  "checkChanges",
  "checkChangesAt",
] as const satisfies readonly SettingName[];

const billingNames = [
  "proration",
  "priceSource",
  "pushCost",
  "creditOnDecrease",
  "catchUp",
  "lateOrders",
  "priceChangesStart",
  "zeroUnits",
] as const satisfies readonly SettingName[];

export type BillingSettings = { [Name in (typeof billingNames)[number]]: SettingValue<Name> };

/** What a line's plan depends on. */
export function billingSettings(
  connection: unknown,
  nearer: Omit<SettingLayers, "connection"> = {},
): BillingSettings {
  const layers = { ...nearer, connection };
  // Safe: every name is there with the value of its own setting; `fromEntries` forgets which belongs to which.
  return Object.fromEntries(
    billingNames.map((name) => [name, resolveSetting(name, layers).value]),
  ) as unknown as BillingSettings;
}

/** The stored choices after a change: `null` removes, absent leaves. */
export function changeSettings(stored: unknown, change: SettingsChange): ChosenSettings {
  const kept = typeof stored === "object" && stored !== null ? (stored as ChosenSettings) : {};
  const merged = { ...kept, ...change };
  return Object.fromEntries(
    Object.entries(merged).filter(([, value]) => value !== null && value !== undefined),
  );
}

function chosenIn(layer: unknown, name: SettingName): unknown {
  return typeof layer === "object" && layer !== null ? (layer as Record<string, unknown>)[name] : undefined;
}
