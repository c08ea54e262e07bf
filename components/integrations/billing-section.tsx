"use client";

import { useReader } from "@/components/shell/reader";
import { Notice } from "@/components/ui/notice";
import { Panel } from "@/components/ui/panel";
import { RadioCards } from "@/components/ui/radio-cards";
import type { ExamplesAnswer } from "@/lib/connections/setup-wire";
import type { ConnectionDetailAnswer } from "@/lib/connections/wire";
import { ChargeCode } from "./charge-code";
import { CompanyTypes } from "./company-types";
import { choiceFields, fromText, settingGroups, toText } from "./setting-fields";
import { SettingOrigin } from "./setting-origin";
import { useExamples } from "./use-integrations";
import { drafted, type SettingsDraft } from "./use-settings-draft";

type Props = {
  connection: ConnectionDetailAnswer;
  vendor: string;
  edits: SettingsDraft;
  examples?: ExamplesAnswer | undefined;
};

/** What is billed and how, each choice with what it would do to a line of the partner's own. */
export function BillingSection({ connection, vendor, edits, examples: initial }: Props) {
  const reader = useReader();
  const isDisabled = !reader.may("connection.edit");
  const stored = toText(connection.settings.proration?.value);
  const proration = toText(drafted(connection, edits.draft, "proration").value);
  const { data } = useExamples(connection.id, proration, proration === stored ? initial : undefined);
  const { psa } = connection.vocabulary;
  const fields = choiceFields({ psa, vendor });
  return (
    <Panel title="Billing">
      <div className="grid gap-6">
        {data?.basedOn === null ? (
          <Notice tone="grey">
            Examples with your own numbers appear here as soon as a customer of yours holds a subscription.
          </Notice>
        ) : (
          <p className="text-muted">
            The examples are worked out with {data?.basedOn ?? "a line of your own."}
          </p>
        )}
        {settingGroups.map((group) => (
          <section key={group} aria-labelledby={`billing-${group}`} className="grid gap-3">
            <h3 id={`billing-${group}`} className="border-b border-line pb-1 font-semibold">
              {group}
            </h3>
            <div className="grid gap-x-6 gap-y-4 xl:grid-cols-2">
              {group === "What" ? (
                <CompanyTypes
                  connection={connection}
                  edits={edits}
                  known={data?.examples.alsoCompanyTypes ?? {}}
                />
              ) : null}
              {group === "Proration" ? (
                <ChargeCode
                  connection={connection}
                  edits={edits}
                  known={data?.examples.chargeBillingCode ?? {}}
                />
              ) : null}
              {fields
                .filter((field) => field.group === group)
                .map(({ name, label, options }) => {
                  const { value, isChosen } = drafted(connection, edits.draft, name);
                  return (
                    <div key={name} className="grid content-start gap-1">
                      <RadioCards
                        legend={label}
                        name={name}
                        value={toText(value)}
                        onChange={(text) => edits.setSetting(name, fromText(text))}
                        options={options.map((option) => ({
                          ...option,
                          isDisabled,
                          help: data?.examples[name]?.[option.value],
                        }))}
                      />
                      <SettingOrigin
                        label={label}
                        isChosen={isChosen}
                        isDisabled={isDisabled}
                        onReset={() => edits.setSetting(name, null)}
                      />
                    </div>
                  );
                })}
            </div>
          </section>
        ))}
      </div>
    </Panel>
  );
}
