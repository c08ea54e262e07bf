"use client";

import { askAnAdmin, useReader } from "@/components/shell/reader";
import { Checkbox } from "@/components/ui/field";
import type { ConnectionDetailAnswer } from "@/lib/connections/wire";
import { SettingOrigin } from "./setting-origin";
import { drafted, type SettingsDraft } from "./use-settings-draft";
import { plural } from "./words";

type Props = {
  connection: ConnectionDetailAnswer;
  edits: SettingsDraft;
  /** Types that the PSA's records carry, each with how many and which. */
  known: Readonly<Record<string, string>>;
};

const name = "alsoCompanyTypes";

/** Which types beside "Customer" customers may be mapped to. */
export function CompanyTypes({ connection, edits, known }: Props) {
  const isDisabled = !useReader().may("connection.edit");
  const { company, psa } = connection.vocabulary;
  const { value, isChosen } = drafted(connection, edits.draft, name);
  const chosen = Array.isArray(value) ? value.map(String) : [];
  // A type that was chosen and is gone can still be taken back.
  const types = [...new Set([...Object.keys(known), ...chosen])].sort();
  const label = `${plural(company)} of another type than Customer that may be mapped`;
  const legend = `${label.charAt(0).toUpperCase()}${label.slice(1)}`;
  const error = edits.problem?.fields.find(({ field }) => field === `settings.${name}`)?.message;
  const toggle = (type: string, isOn: boolean) => {
    const next = isOn ? [...chosen, type].sort() : chosen.filter((each) => each !== type);
    edits.setSetting(name, next.length === 0 && !isChosen ? null : next);
  };
  return (
    <div className="grid content-start gap-1">
      <fieldset className="grid gap-1.5">
        <legend className="mb-1 font-medium">{legend}</legend>
        {types.length === 0 ? (
          <p className="text-muted">
            Every active {company} that was read from {psa} is of type Customer.
          </p>
        ) : (
          types.map((type) => (
            <Checkbox
              key={type}
              label={type}
              help={known[type] ?? `No active ${company} carries this type any more.`}
              checked={chosen.includes(type)}
              disabled={isDisabled}
              title={isDisabled ? askAnAdmin : undefined}
              onChange={(event) => toggle(type, event.target.checked)}
            />
          ))
        )}
      </fieldset>
      {error ? (
        <p role="alert" className="text-small text-red">
          {error}
        </p>
      ) : null}
      <SettingOrigin
        label={label}
        isChosen={isChosen}
        isDisabled={isDisabled}
        onReset={() => edits.setSetting(name, null)}
      />
    </div>
  );
}
