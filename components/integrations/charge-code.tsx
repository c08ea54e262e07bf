"use client";

import { askAnAdmin, useReader } from "@/components/shell/reader";
import { SelectField } from "@/components/ui/field";
import type { ConnectionDetailAnswer } from "@/lib/connections/wire";
import { SettingOrigin } from "./setting-origin";
import { drafted, type SettingsDraft } from "./use-settings-draft";

type Props = {
  connection: ConnectionDetailAnswer;
  edits: SettingsDraft;
  /** Active billing codes that were read from the PSA, by id. */
  known: Readonly<Record<string, string>>;
};

const name = "chargeBillingCode";

/** The billing code that one-time amounts are charged on. */
export function ChargeCode({ connection, edits, known }: Props) {
  const isDisabled = !useReader().may("connection.edit");
  const { psa } = connection.vocabulary;
  const { value, isChosen } = drafted(connection, edits.draft, name);
  const chosen = String(value ?? "");
  const codes = Object.entries(known)
    .map(([id, label]) => ({ value: id, label }))
    .sort((one, other) => one.label.localeCompare(other.label));
  // A code that was chosen and is gone can still be seen and replaced.
  const gone =
    chosen !== "" && !(chosen in known) ? [{ value: chosen, label: `${chosen} (not active)` }] : [];
  const label = "Billing code of one-time charges";
  return (
    <div className="grid content-start gap-1">
      <SelectField
        label={label}
        help="Fees, catch-up of closed periods and credits are booked on it."
        value={chosen}
        disabled={isDisabled}
        title={isDisabled ? askAnAdmin : undefined}
        options={[{ value: "", label: `The one that ${psa}'s own names make obvious` }, ...codes, ...gone]}
        onChange={(event) => edits.setSetting(name, event.target.value)}
      />
      <SettingOrigin
        label={label}
        isChosen={isChosen}
        isDisabled={isDisabled}
        onReset={() => edits.setSetting(name, null)}
      />
    </div>
  );
}
