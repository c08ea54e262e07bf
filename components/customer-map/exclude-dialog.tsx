"use client";

import { useState } from "react";
import { ConfirmDialog } from "@/components/ui/dialog";
import { RadioCards, TextField } from "@/components/ui/field";
import { notify } from "@/components/ui/notify";
import type { CustomerMapRow, MapConnection } from "@/lib/mappings/customer-map-wire";
import { type MappingRow, useSaveRows } from "./use-customer-map";
import { excludeReasons } from "./words";

type ExcludeDialogProps = {
  rows: readonly CustomerMapRow[];
  connections: readonly MapConnection[];
  onClose(): void;
};

/** Takes customers out of the work on purpose, with a reason; their money is shown as excluded. */
export default function ExcludeDialog({ rows, connections, onClose }: ExcludeDialogProps) {
  const [choice, setChoice] = useState<(typeof excludeReasons)[number]["value"]>();
  const [words, setWords] = useState("");
  const [error, setError] = useState<string>();
  const save = useSaveRows();
  const [only] = rows;
  const what = rows.length === 1 && only ? only.companyName : `${rows.length} customers`;
  const reason = choice === "other" ? words.trim() : choice;
  const confirm = async () => {
    if (!reason) {
      setError(choice === "other" ? "Say in a few words why." : "Choose a reason.");
      return;
    }
    const refused: string[] = [];
    for (const [connectionId, group] of grouped(rows, connections[0]?.id)) {
      const body = group.map(
        ({ customerId, version }): MappingRow => ({
          customerId,
          state: "do_not_map",
          reason,
          ...(version !== null && { version }),
        }),
      );
      const { rejected } = await save.mutateAsync({ connectionId, rows: body });
      refused.push(...rejected.map(({ message }) => message));
    }
    onClose();
    notify(
      refused.length === 0
        ? { tone: "green", text: `${what} excluded: ${reason}.` }
        : { tone: "amber", text: `${refused.length} of ${rows.length} not excluded. ${refused[0]}` },
    );
  };
  return (
    <ConfirmDialog
      title={`Exclude ${what}`}
      verb="Exclude"
      isOpen
      onClose={onClose}
      onConfirm={() => void confirm().catch(() => undefined)}
      isBusy={save.isPending}
      error={error ?? save.error?.message}
    >
      <div className="grid gap-3">
        <p>No sync tasks are made and nobody is reminded. The money is shown as excluded.</p>
        <RadioCards
          legend="Reason"
          name="reason"
          value={choice}
          onChange={(value) => {
            setChoice(value);
            setError(undefined);
          }}
          options={excludeReasons}
        />
        {choice === "other" ? (
          <TextField
            label="In a few words"
            name="words"
            maxLength={200}
            value={words}
            onChange={(event) => setWords(event.target.value)}
          />
        ) : null}
      </div>
    </ConfirmDialog>
  );
}

/** By the connection each is known on; the first connection for those that are on none. */
function grouped(
  rows: readonly CustomerMapRow[],
  fallback: string | undefined,
): Map<string, CustomerMapRow[]> {
  const groups = new Map<string, CustomerMapRow[]>();
  for (const row of rows) {
    const connectionId = row.connectionId ?? fallback;
    if (connectionId) groups.set(connectionId, [...(groups.get(connectionId) ?? []), row]);
  }
  return groups;
}
