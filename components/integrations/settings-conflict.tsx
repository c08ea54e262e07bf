"use client";

import { ConflictPanel } from "@/components/ui/notice";
import type { SettingName } from "@/lib/connections/settings";
import type { ConnectionDetailAnswer } from "@/lib/connections/wire";
import { choiceFields, toText } from "./setting-fields";
import type { SettingsDraft } from "./use-settings-draft";

type Props = { connection: ConnectionDetailAnswer; vendor: string; edits: SettingsDraft };

/** Somebody else saved first: what is mine and what stands there now, for everything that I changed. */
export function SettingsConflict({ connection, vendor, edits }: Props) {
  const { conflict, draft } = edits;
  if (!conflict) return null;
  const fields = choiceFields({ psa: connection.vocabulary.psa, vendor });
  const say = (name: string, value: unknown): string => {
    const field = fields.find((each) => each.name === name);
    const text = Array.isArray(value) ? value.join(", ") || "none" : toText(value);
    return field?.options.find((option) => option.value === text)?.label ?? text;
  };
  const label = (name: string) => fields.find((each) => each.name === name)?.label ?? name;
  const rows = [
    ...(draft.name === undefined ? [] : [["Name", draft.name, conflict.name]]),
    ...(draft.callSharePct === undefined
      ? []
      : [["Call share", `${draft.callSharePct} %`, `${conflict.callSharePct} %`]]),
    ...Object.entries(draft.settings).map(([name, value]) => [
      label(name),
      say(name, value ?? connection.defaults[name]),
      say(name, conflict.settings[name as SettingName] ?? connection.defaults[name]),
    ]),
  ];
  const list = (side: 1 | 2) => (
    <ul>
      {rows.map((row) => (
        <li key={row[0]}>
          {row[0]}: <span className="font-medium">{row[side]}</span>
        </li>
      ))}
    </ul>
  );
  return (
    <ConflictPanel
      what={`'${connection.name}'`}
      yours={list(1)}
      theirs={list(2)}
      onKeepMine={() => edits.saveOver(conflict)}
      onTakeTheirs={() => edits.discard()}
    />
  );
}
