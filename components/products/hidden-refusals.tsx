"use client";

import { Button } from "@/components/ui/button";
import { ConflictPanel } from "@/components/ui/notice";
import type { ProductOnScreen } from "@/lib/mappings/product-wire";
import { conflictOf, type Edit, type Edits } from "./use-edits";

/** The refused choices whose rows are folded away or filtered out: a refusal is never out of sight. */
export function HiddenRefusals({ edits, shown }: { edits: Edits; shown: readonly ProductOnScreen[] }) {
  const visible = new Set(shown.map(({ productId }) => productId));
  const hidden = [...edits.edits.values()].filter(
    ({ refusal, product }) => refusal && !visible.has(product.productId),
  );
  if (hidden.length === 0) return null;
  return (
    <section aria-label="Refused choices" className="grid gap-3 border-b border-line p-4">
      {hidden.map((edit) =>
        conflictOf(edit) ? (
          <EditConflict key={edit.product.productId} edit={edit} edits={edits} />
        ) : (
          <div key={edit.product.productId} className="flex flex-wrap items-center justify-between gap-2">
            <p>
              {edit.product.title} <span className="text-red">{edit.refusal?.message}</span>
            </p>
            <Button size="small" onClick={() => edits.drop(edit.product.productId)}>
              Forget the choice
            </Button>
          </div>
        ),
      )}
    </section>
  );
}

/** Somebody else was first: what stands now, what was chosen here, and the reader picks. */
export function EditConflict({ edit, edits }: { edit: Edit; edits: Edits }) {
  const now = conflictOf(edit);
  if (!now) return null;
  return (
    <ConflictPanel
      what={`The mapping of ${edit.product.title}`}
      yours={edit.item.name}
      theirs={now.state === "free" ? `not synced: ${now.reason ?? ""}` : (now.itemName ?? "not mapped")}
      onKeepMine={() => edits.keepMine(edit)}
      onTakeTheirs={() => edits.drop(edit.product.productId)}
    />
  );
}
