"use client";

import { askAnAdmin, useReader } from "@/components/shell/reader";
import { TextField } from "@/components/ui/field";
import { Facts, Panel } from "@/components/ui/panel";
import { Moment } from "@/components/ui/time";
import type { ReadingAnswer } from "@/lib/connections/setup-wire";
import type { ConnectionDetailAnswer } from "@/lib/connections/wire";
import { ReadingProgress } from "./reading-progress";
import type { SettingsDraft } from "./use-settings-draft";

type Props = {
  connection: ConnectionDetailAnswer;
  edits: SettingsDraft;
  reading?: ReadingAnswer | undefined;
};

/** Which database this is, what people call it, and what was read of it. */
export function ThisConnection({ connection, edits, reading }: Props) {
  const mayEdit = useReader().may("connection.edit");
  const { instance, vocabulary } = connection;
  return (
    <Panel title="This connection">
      <div className="grid gap-6 xl:grid-cols-2">
        <div className="grid content-start gap-4">
          <TextField
            label="Name"
            name="name"
            maxLength={100}
            disabled={!mayEdit}
            title={mayEdit ? undefined : askAnAdmin}
            value={edits.draft.name ?? connection.name}
            onChange={(event) => edits.setOwn({ name: event.target.value })}
            error={edits.problem?.fields.find(({ field }) => field === "name")?.message}
          />
          <Facts
            facts={[
              [vocabulary.psa, instance.displayName],
              ["Zone of record", `${connection.timeZone}: business days and dates of this connection`],
              ["Currency", connection.currency ?? "not read yet"],
              ["Signed in", <Moment key="checked" at={connection.credentialsCheckedAt} />],
            ]}
          />
        </div>
        <ReadingProgress connectionId={connection.id} vocabulary={vocabulary} reading={reading} />
      </div>
    </Panel>
  );
}
