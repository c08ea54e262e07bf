"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { TextField } from "@/components/ui/field";
import { RadioCards } from "@/components/ui/radio-cards";
import { ApiProblem } from "@/lib/http/fetch-json";
import type { ProductConnection } from "@/lib/mappings/list-product-connections";
import type { ProductOnScreen } from "@/lib/mappings/product-wire";

type FreeDialogProps = {
  product: ProductOnScreen;
  connection: ProductConnection;
  onClose(): void;
  /** Throws what the portal answers. */
  onSetFree(product: ProductOnScreen, reason: string): Promise<void>;
};

/** Why a product is never synced. The reason stands beside it from then on. */
export default function FreeDialog({ product, connection, onClose, onSetFree }: FreeDialogProps) {
  const reasons = [
    "free of charge",
    `flat fee is billed by ${connection.psa}'s own line`,
    "billed elsewhere",
  ];
  const [chosen, setChosen] = useState(reasons[0] ?? "");
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<string>();

  async function submit(form: FormData): Promise<void> {
    const own = String(form.get("own") ?? "").trim();
    const reason = chosen === "other" ? own : chosen;
    if (!reason) return setError("Say why it is not synced.");
    setBusy(true);
    try {
      await onSetFree(product, reason);
      onClose();
    } catch (problem) {
      const known = problem instanceof ApiProblem ? problem.detail : undefined;
      setError(known ?? (problem instanceof Error ? problem.message : "That did not work. Try again."));
      setBusy(false);
    }
  }

  return (
    <Dialog title="Do not sync" isOpen onClose={onClose}>
      <form
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          void submit(new FormData(event.currentTarget));
        }}
      >
        <p>
          No tasks are made for {product.title} any more, and nothing of it is written to {connection.psa}. It
          counts as excluded.
        </p>
        <RadioCards
          legend="Why"
          name="reason"
          value={chosen}
          onChange={setChosen}
          options={[
            ...reasons.map((reason) => ({ value: reason, label: sentenceCase(reason) })),
            { value: "other", label: "Another reason" },
          ]}
        />
        {chosen === "other" ? <TextField label="Reason" name="own" maxLength={200} required /> : null}
        {error ? (
          <p role="alert" className="text-red">
            {error}
          </p>
        ) : null}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="primary" isBusy={isBusy}>
            Do not sync
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

const sentenceCase = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
