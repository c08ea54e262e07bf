"use client";

import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { ConfirmDialog } from "@/components/ui/dialog";
import { TextField } from "@/components/ui/field";
import { notify } from "@/components/ui/notify";
import { RadioCards } from "@/components/ui/radio-cards";
import type { CustomerMapRow, MapConnection } from "@/lib/mappings/customer-map-wire";
import { byConnection, type MappingRow, putMappings } from "./put-mappings";
import { useMapChanged } from "./use-customer-map";
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
  const changed = useMapChanged();
  const [only] = rows;
  const what = rows.length === 1 && only ? only.companyName : `${rows.length} customers`;
  const reason = choice === "other" ? words.trim() : choice;
  const save = useMutation({
    mutationFn: async (why: string) => {
      const refused: string[] = [];
      for (const [connectionId, group] of byConnection(rows, connections[0]?.id)) {
        const { rejected } = await putMappings(connectionId, group.map(excluded(why)));
        refused.push(...rejected.map(({ message }) => message));
      }
      return refused;
    },
    onSuccess: ([first, ...others], why) => {
      notify(
        first === undefined
          ? { tone: "green", text: `${what} excluded: ${why}.` }
          : { tone: "amber", text: `${others.length + 1} of ${rows.length} not excluded. ${first}` },
      );
      onClose();
    },
    onSettled: changed,
  });
  const confirm = () => {
    if (reason) save.mutate(reason);
    else setError(choice === "other" ? "Say in a few words why." : "Choose a reason.");
  };
  return (
    <ConfirmDialog
      title={`Exclude ${what}`}
      verb="Exclude"
      isOpen
      onClose={onClose}
      onConfirm={confirm}
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

const excluded =
  (reason: string) =>
  ({ customerId, version }: CustomerMapRow): MappingRow => ({
    customerId,
    state: "do_not_map",
    reason,
    ...(version !== null && { version }),
  });
