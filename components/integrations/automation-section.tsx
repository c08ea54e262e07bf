"use client";

import { askAnAdmin, useReader } from "@/components/shell/reader";
import { SelectField } from "@/components/ui/field";
import { Facts, Panel } from "@/components/ui/panel";
import type { ConnectionDetailAnswer } from "@/lib/connections/wire";
import { AutomationLevelFields } from "./automation-level";
import { BudgetGauge } from "./budget-gauge";
import { HeldChanges } from "./held-changes";
import { useExamples } from "./use-integrations";
import type { SettingsDraft } from "./use-settings-draft";

type Props = { connection: ConnectionDetailAnswer; edits: SettingsDraft };

/** What runs by itself, said plainly, and how many of the PSA's calls it may use. */
export function AutomationSection({ connection, edits }: Props) {
  const { may } = useReader();
  const isDisabled = !may("connection.edit");
  const { psa } = connection.vocabulary;
  const { data } = useExamples(connection.id, String(connection.settings.proration?.value));
  const sentences = data?.examples.callSharePct ?? {};
  const value = edits.draft.callSharePct ?? connection.callSharePct;
  const shares = [...new Set([...Object.keys(sentences).map(Number), value])].sort(
    (one, other) => one - other,
  );
  return (
    <Panel title="Automation and prices">
      <div className="grid gap-4">
        <AutomationLevelFields
          connection={connection}
          edits={edits}
          isDisabled={isDisabled || !may("automation.edit")}
        />
        <HeldChanges connection={connection} edits={edits} isDisabled={isDisabled} />
        <Facts
          facts={[
            ["Reading", `Your lists in ${psa} are read again every night and whenever a page asks for it.`],
          ]}
        />
        <div className="grid gap-3 sm:max-w-xl">
          <SelectField
            label="Call share"
            name="callSharePct"
            value={String(value)}
            disabled={isDisabled}
            title={isDisabled ? askAnAdmin : undefined}
            onChange={(event) => edits.setOwn({ callSharePct: Number.parseInt(event.target.value, 10) })}
            help={sentences[String(value)] ?? `How much of ${psa}'s calls an hour this portal may use.`}
            options={shares.map((share) => ({ value: String(share), label: `${share} %` }))}
          />
          <BudgetGauge connectionId={connection.id} psa={psa} />
        </div>
      </div>
    </Panel>
  );
}
