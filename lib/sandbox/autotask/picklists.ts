import type { World } from "../world";
import type { Entity, FieldFacts } from "./facts";
import { type PicklistValue, settingsOf } from "./settings";

/** Ids whose meaning the rules of this look-alike need; clients must read them from the metadata. */
export const RECURRING_SERVICE = 7;
export const CHARGE_STATUS_NEW = 1;
export const BILLING_ITEM_SERVICE = 11;
export const BILLING_ITEM_BUNDLE = 12;
export const BILLING_ITEM_CHARGE = 4;
/** `useType` of billing codes that a recurring service may carry. */
export const USE_RECURRING_SERVICE = 5;
/** `licenseType` of API-only users, who own nothing and cannot be impersonated. */
export const LICENSE_API_ONLY = 7;

/** Months of a `periodType`; null: once, over the whole contract. */
export const PERIOD_MONTHS: ReadonlyMap<number, number | null> = new Map([
  [1, null],
  [2, 1],
  [3, 3],
  [4, 6],
  [5, 12],
]);

const PERIODS = ["1 One-Time", "2 Monthly*", "3 Quarterly", "4 Semi-Annual", "5 Yearly"];

/** `id label`; `*` marks the default, `!` a value that is no longer active. */
const BUILT_IN: Record<string, readonly string[]> = {
  "BillingCodes.billingCodeType": ["0 Normal*", "1 System", "2 Non-Billable"],
  "BillingCodes.useType": [
    "1 General Allocation Code*",
    "3 Material Code",
    "5 Recurring Contract Service Code",
  ],
  "BillingItems.billingItemType": [
    "1 Labor",
    "4 Contract Charge",
    "11 Recurring Service",
    "12 Recurring Service Bundle",
  ],
  "BillingItems.subType": ["100 Recurring", "101 Recurring Adjustment", "102 Charge"],
  "Companies.companyType": [
    "1 Customer*",
    "2 Lead",
    "3 Prospect",
    "4 Dead",
    "6 Cancelation",
    "7 Vendor",
    "8 Partner",
  ],
  "Companies.territoryID": ["1 Local", "2 Remote"],
  "ContractCharges.chargeType": ["1 Operational*", "2 Capitalized"],
  "ContractCharges.status": ["1 New*", "7 Delivered"],
  "Contracts.billingPreference": ["1 Immediately without Review", "2 Upon Approval*"],
  "Contracts.contractCategory": ["12 Standard*", "13 Legacy!"],
  "Contracts.contractPeriodType": PERIODS,
  "Contracts.contractType": [
    "1 Time and Materials",
    "3 Fixed Price",
    "4 Block Hours",
    "6 Retainer",
    "7 Recurring Service*",
    "8 Per Ticket",
  ],
  "Contracts.status": ["0 Inactive", "1 Active*"],
  "Contracts.timeReportingRequiresStartAndStopTimes": ["0 No*", "1 Yes"],
  "Currencies.displaySymbol": ["1 $*", "2 £", "3 €", "4 kr", "5 ¥"],
  "Resources.licenseType": ["1 Professional*", "3 Team Member", "7 API User"],
  "ServiceBundles.periodType": PERIODS,
  "Services.periodType": PERIODS,
};

const parsed = new Map<string, readonly PicklistValue[]>(
  Object.entries(BUILT_IN).map(([key, values]) => [
    key,
    values.map((text) => {
      const mark = text.at(-1);
      const space = text.indexOf(" ");
      return {
        value: Number.parseInt(text, 10),
        label: text.slice(space + 1).replace(/[*!]$/, ""),
        isDefaultValue: mark === "*",
        parentValue: "",
        isActive: mark !== "!",
        isSystem: false,
      };
    }),
  ]),
);

/** The values of a list in this world; a list that nobody filled is empty, and then takes nothing. */
export function picklistOf(world: World, entity: Entity, field: FieldFacts): readonly PicklistValue[] {
  const key = `${entity.name}.${field.name}`;
  return settingsOf(world).picklists[key] ?? parsed.get(key) ?? [];
}
