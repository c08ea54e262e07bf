import type { SettingName } from "@/lib/connections/settings";

export type SettingGroup = "What" | "Prices" | "Proration";

/** A setting with a handful of values, each of which has a worked example. */
export type ChoiceField = {
  name: SettingName;
  group: SettingGroup;
  label: string;
  options: readonly { value: string; label: string }[];
};

export const settingGroups: readonly SettingGroup[] = ["What", "Prices", "Proration"];

/** Settings that something reads today, in the order of the page. */
export function choiceFields({ psa, vendor }: { psa: string; vendor: string }): readonly ChoiceField[] {
  return [
    {
      name: "billing",
      group: "What",
      label: "Billing sync",
      options: [
        { value: "true", label: "On" },
        { value: "false", label: "Off" },
      ],
    },
    {
      name: "zeroUnits",
      group: "What",
      label: "When a subscription ends, its line is set to",
      options: [
        { value: "set_to_zero", label: "0 units" },
        { value: "one_unit_free", label: "1 unit at price 0" },
        { value: "end_line_or_contract", label: "Nothing: I end the contract myself" },
      ],
    },
    {
      name: "priceSource",
      group: "Prices",
      label: "Load prices from",
      options: [
        { value: "psa", label: psa },
        { value: "vendor", label: vendor },
      ],
    },
    {
      name: "pushCost",
      group: "Prices",
      label: "Push cost",
      options: [
        { value: "true", label: "On" },
        { value: "false", label: "Off" },
      ],
    },
    {
      name: "priceChangesStart",
      group: "Prices",
      label: "Price changes start",
      options: [
        { value: "next_period", label: "Next period" },
        { value: "current_period", label: "Current period" },
      ],
    },
    {
      name: "proration",
      group: "Proration",
      label: "More units inside a period",
      options: [
        { value: "psa", label: `${psa} prorates` },
        { value: "vendor", label: `${vendor} prorates` },
        { value: "none", label: "No proration" },
      ],
    },
    {
      name: "creditOnDecrease",
      group: "Proration",
      label: "Credit on decrease",
      options: [
        { value: "false", label: "Off" },
        { value: "true", label: "On" },
      ],
    },
    {
      name: "catchUp",
      group: "Proration",
      label: "When a period is closed already",
      options: [
        { value: "one_time_charge", label: "One-time charge" },
        { value: "skip_and_report", label: "Skip and report" },
      ],
    },
    {
      name: "lateOrders",
      group: "Proration",
      label: "Orders dated in an earlier, open period count from",
      options: [
        { value: "true_date", label: "Their true date" },
        { value: "start_of_current_period", label: "The start of the current period" },
      ],
    },
  ];
}

/** A choice as text of a form, and back to the value that is stored. */
export const toText = (value: unknown): string => String(value);
export const fromText = (text: string): string | boolean =>
  text === "true" || text === "false" ? text === "true" : text;
