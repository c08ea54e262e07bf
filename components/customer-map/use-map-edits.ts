"use client";

import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { notify } from "@/components/ui/notify";
import { afterSave, countEdits, type Edits } from "./edits";
import { saveEdits } from "./save-edits";
import { useMapChanged } from "./use-customer-map";

export type MapEdits = {
  edits: Edits;
  count: number;
  change(to: (edits: Edits) => Edits): void;
  save(): void;
  isSaving: boolean;
  problem: unknown;
};

/** The unsaved edits of the Customer Map. Saving takes the good ones and leaves the others where they are. */
export function useMapEdits(): MapEdits {
  const [edits, setEdits] = useState<Edits>({});
  const changed = useMapChanged();
  const saving = useMutation({
    mutationFn: saveEdits,
    onSuccess: async (answered, asked) => {
      const left = afterSave(asked, answered);
      // Rows first: an edit that goes must not show the old value for a moment.
      await changed();
      setEdits(left);
      tell(countEdits(asked) - countEdits(left), countEdits(left));
    },
    onError: () => changed(),
  });
  return {
    edits,
    count: countEdits(edits),
    change: setEdits,
    save: () => saving.mutate(edits),
    isSaving: saving.isPending,
    problem: saving.error,
  };
}

function tell(saved: number, left: number): void {
  const changes = (count: number) => `${count} ${count === 1 ? "change" : "changes"}`;
  if (left === 0) notify({ tone: "green", text: `${changes(saved)} saved.` });
  else {
    notify({
      tone: "amber",
      text: `${changes(saved)} saved, ${left} not. The reason stands beside ${left === 1 ? "it" : "each"}.`,
    });
  }
}
