"use client";

import { TextField } from "@/components/ui/field";
import type { SettingName } from "@/lib/connections/settings";
import type { ConnectionDetailAnswer } from "@/lib/connections/wire";
import { toText } from "./setting-fields";
import { drafted, type SettingsDraft } from "./use-settings-draft";

type Limit = { name: SettingName; label: string; help: string; isAmount?: boolean; most: number };

const floor: Limit = {
  name: "marginFloorPct",
  label: "Margin floor, %",
  help: "Lines whose margin would be lower wait. 0: no floor.",
  most: 95,
};

const limits: readonly Limit[] = [
  {
    name: "guardedRecurring",
    label: "Amount, at most",
    help: "Of one line, recurring or once, in its currency.",
    isAmount: true,
    most: 9_999_999,
  },
  {
    name: "guardedQuantityPct",
    label: "Quantity, at most %",
    help: "Change of one line: within this,",
    most: 100,
  },
  { name: "guardedQuantityUnits", label: "or units", help: "or within this many.", most: 10_000 },
  floor,
];

type Props = {
  connection: ConnectionDetailAnswer;
  edits: SettingsDraft;
  isDisabled: boolean;
  level: string;
};

/** How far a level goes; an emptied field goes back to what is delivered. */
export function GuardLimits({ connection, edits, isDisabled, level }: Props) {
  return (
    <div className="grid items-start gap-3 sm:grid-cols-2">
      {(level === "guarded" ? limits : [floor]).map(({ name, label, help, isAmount = false, most }) => (
        <TextField
          key={name}
          label={label}
          name={name}
          help={help}
          type="number"
          min={0}
          max={most}
          step={isAmount ? "0.01" : 1}
          disabled={isDisabled}
          value={toText(drafted(connection, edits.draft, name).value)}
          onChange={({ target }) => {
            const whole = Number.parseInt(target.value, 10);
            const value = isAmount ? target.value || null : Number.isNaN(whole) ? null : whole;
            edits.setSetting(name, value);
          }}
        />
      ))}
    </div>
  );
}
