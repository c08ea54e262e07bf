"use client";

import { EmptyState } from "@/components/ui/notice";
import type { ExamplesAnswer, ReadinessAnswer, ReadingAnswer } from "@/lib/connections/setup-wire";
import type { ConnectionDetailAnswer } from "@/lib/connections/wire";
import { AutomationSection } from "./automation-section";
import { BillingSection } from "./billing-section";
import { ReadinessSection } from "./readiness-section";
import { SaveBar } from "./save-bar";
import { SettingsConflict } from "./settings-conflict";
import { ThisConnection } from "./this-connection";
import { useSettingsDraft } from "./use-settings-draft";

export type FirstAnswers = {
  readiness?: ReadinessAnswer;
  examples?: ExamplesAnswer;
  reading?: ReadingAnswer;
};

type Props = { connection: ConnectionDetailAnswer; vendor: string; first: FirstAnswers };

/** Everything that unfolds once the credentials work: one draft, one Save Changes. */
export function SettingsSections({ connection, vendor, first }: Props) {
  const edits = useSettingsDraft(connection);
  if (connection.state === "draft") return <EmptyState title="Test the credentials first" />;
  return (
    <>
      <div className="print:hidden">
        <ThisConnection connection={connection} edits={edits} reading={first.reading} />
      </div>
      <div id="billing" className="print:hidden scroll-mt-16 lg:scroll-mt-4">
        <BillingSection connection={connection} vendor={vendor} edits={edits} examples={first.examples} />
      </div>
      <div id="automation" className="print:hidden scroll-mt-16 lg:scroll-mt-4">
        <AutomationSection connection={connection} edits={edits} />
      </div>
      <div id="readiness" className="scroll-mt-16 lg:scroll-mt-4">
        <ReadinessSection
          connectionId={connection.id}
          psa={connection.vocabulary.psa}
          readiness={first.readiness}
        />
      </div>
      <SettingsConflict connection={connection} vendor={vendor} edits={edits} />
      <SaveBar edits={edits} />
    </>
  );
}
