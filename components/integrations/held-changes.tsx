"use client";

import { SelectField } from "@/components/ui/field";
import { RadioCards } from "@/components/ui/radio-cards";
import type { ConnectionDetailAnswer } from "@/lib/connections/wire";
import { toText } from "./setting-fields";
import { drafted, type SettingsDraft } from "./use-settings-draft";

type Props = { connection: ConnectionDetailAnswer; edits: SettingsDraft; isDisabled: boolean };

const days = Array.from({ length: 29 }, (_, count) => ({ value: String(count), label: String(count) }));

/** Whether what counts from the next period goes out at once, or shortly before it begins. */
export function HeldChanges({ connection, edits, isDisabled }: Props) {
  const { psa } = connection.vocabulary;
  const mode = toText(drafted(connection, edits.draft, "nextPeriodChanges").value);
  return (
    <div className="grid gap-3 sm:max-w-xl">
      <RadioCards
        legend="Decreases and price changes of the next period"
        name="nextPeriodChanges"
        value={mode}
        onChange={(value) => edits.setSetting("nextPeriodChanges", value)}
        options={[
          {
            value: "at_once",
            label: "Sent at once",
            help: `${psa} shows them as soon as they are approved.`,
            isDisabled,
          },
          {
            value: "held",
            label: "Held until shortly before the period",
            help: "Later orders of the month join them. They stand under Sync > Scheduled, with Send now.",
            isDisabled,
          },
        ]}
      />
      {mode === "held" ? (
        <SelectField
          label="Days before the period begins"
          name="heldDaysBefore"
          className="max-w-32"
          disabled={isDisabled}
          value={toText(drafted(connection, edits.draft, "heldDaysBefore").value)}
          onChange={({ target }) => edits.setSetting("heldDaysBefore", Number.parseInt(target.value, 10))}
          options={days}
        />
      ) : null}
    </div>
  );
}
