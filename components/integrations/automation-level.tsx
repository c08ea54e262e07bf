"use client";

import { useState } from "react";
import { TextField } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import { RadioCards } from "@/components/ui/radio-cards";
import type { ConnectionDetailAnswer } from "@/lib/connections/wire";
import { type Interval, intervalOptions, levelOptions } from "./automation-words";
import { GuardLimits } from "./guard-limits";
import { LevelPreview } from "./level-preview";
import { toText } from "./setting-fields";
import { drafted, type SettingsDraft } from "./use-settings-draft";

type Props = { connection: ConnectionDetailAnswer; edits: SettingsDraft; isDisabled: boolean };

/**
 * How often is checked, and what goes with it. From "off" an interval counts only once the second question is answered, so
 * that nobody believes that writes happen alone while they do not, or the other way round.
 */
export function AutomationLevelFields({ connection, edits, isDisabled }: Props) {
  const [asked, setAsked] = useState<Interval>();
  const text = (name: "checkChanges" | "automationLevel" | "checkChangesAt") =>
    toText(drafted(connection, edits.draft, name).value);
  const interval = asked ?? text("checkChanges");
  const level = text("automationLevel");
  const chooseInterval = (value: string) => {
    const isFirst = connection.settings.checkChanges?.value === "off" && text("checkChanges") === "off";
    // Safe: the cards offer these values and no other.
    if (isFirst && value !== "off") return setAsked(value as Interval);
    setAsked(undefined);
    edits.setSetting("checkChanges", value);
  };
  const chooseLevel = (value: string) => {
    if (asked !== undefined) edits.setSetting("checkChanges", asked);
    setAsked(undefined);
    edits.setSetting("automationLevel", value);
  };
  const { psa } = connection.vocabulary;
  return (
    <div className="grid gap-x-6 gap-y-4 xl:grid-cols-2">
      <div className="grid content-start gap-3">
        <RadioCards
          legend="Check Changes by itself"
          name="checkChanges"
          value={interval}
          onChange={chooseInterval}
          options={intervalOptions.map((option) => ({ ...option, isDisabled }))}
        />
        {interval === "daily" ? (
          <TextField
            label="At"
            name="checkChangesAt"
            type="time"
            required
            className="max-w-32"
            disabled={isDisabled}
            value={text("checkChangesAt")}
            onChange={(event) => edits.setSetting("checkChangesAt", event.target.value || null)}
            help={`In ${connection.timeZone}.`}
          />
        ) : null}
      </div>
      <div className="grid content-start gap-3">
        {asked === undefined ? null : (
          <Notice tone="amber" title="What goes with it?">
            Choose below whether a check only creates tasks or also processes them. Then both can be saved.
          </Notice>
        )}
        <RadioCards
          legend={interval === "off" ? "What is written without a person" : "What goes with it"}
          name="automationLevel"
          value={asked === undefined ? level : undefined}
          onChange={chooseLevel}
          options={levelOptions(psa).map((option) => ({ ...option, isDisabled }))}
        />
        {asked === undefined && level !== connection.settings.automationLevel?.value && writesAlone(level) ? (
          <LevelPreview connectionId={connection.id} level={level} />
        ) : null}
        {asked === undefined && writesAlone(level) ? (
          <GuardLimits connection={connection} edits={edits} isDisabled={isDisabled} level={level} />
        ) : null}
      </div>
    </div>
  );
}

const writesAlone = (level: string): boolean => level === "guarded" || level === "automatic";
