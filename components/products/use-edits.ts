"use client";

import { useState } from "react";
import { notify } from "@/components/ui/notify";
import { ApiProblem } from "@/lib/http/fetch-json";
import type { ProductOnScreen } from "@/lib/mappings/product-wire";
import { type Refusal, saveRows, standsNow } from "./save-products";
import { useProductsChanged } from "./use-products";

/** An item chosen for a product and not saved yet. Holds the product as it was seen, also while its row is folded away. */
export type Edit = {
  product: ProductOnScreen;
  item: { psaItemId: string; name: string };
  version: number | null;
  refusal?: Refusal;
};

export type Edits = ReturnType<typeof useEdits>;

/** Choices stay here until they are saved; good rows go in, refused ones stay with the reason. */
export function useEdits(connectionId: string) {
  const [edits, setEdits] = useState<ReadonlyMap<string, Edit>>(new Map());
  const [isSaving, setSaving] = useState(false);
  const [problem, setProblem] = useState<string>();
  const changed = useProductsChanged();

  const change = (act: (next: Map<string, Edit>) => void) =>
    setEdits((before) => {
      const next = new Map(before);
      act(next);
      return next;
    });
  const drop = (productId: string) => change((next) => next.delete(productId));

  function choose(product: ProductOnScreen, item: Edit["item"]): void {
    if (product.item?.psaItemId === item.psaItemId) drop(product.productId);
    else change((next) => next.set(product.productId, { product, item, version: product.version }));
  }

  async function save(): Promise<void> {
    const rows = [...edits.values()];
    setSaving(true);
    setProblem(undefined);
    try {
      const { saved, rejected } = await saveRows(connectionId, rows.map(toRow));
      const refused = new Map(
        rejected.map(({ index, ...refusal }) => [rows[index]?.product.productId, refusal]),
      );
      if (saved.length > 0) notify({ tone: "green", text: savedWords(saved.length, rejected.length) });
      if (rejected.length > 0) setProblem(refusedWords(rejected.length));
      // First the new rows, then the edits go: no row shows its old item in between.
      await changed();
      change((next) => {
        for (const row of rows) {
          const refusal = refused.get(row.product.productId);
          // What was chosen anew while the save was under way stays as it is.
          if (next.get(row.product.productId) !== row) continue;
          if (refusal) next.set(row.product.productId, { ...row, refusal });
          else next.delete(row.product.productId);
        }
      });
    } catch (error) {
      setProblem(error instanceof ApiProblem ? error.detail : "The changes could not be saved. Try again.");
    } finally {
      setSaving(false);
    }
  }

  return {
    edits,
    isSaving,
    problem: edits.size > 0 ? problem : undefined,
    choose,
    drop,
    save,
    discard: () => setEdits(new Map()),
    /** The reader has seen what stands there now and still wants the own choice. */
    keepMine: (edit: Edit) => {
      const { refusal: _, ...kept } = edit;
      const version = conflictOf(edit)?.version ?? edit.version;
      change((next) => next.set(edit.product.productId, { ...kept, version }));
    },
  };
}

/** What stands there now, where somebody else changed the mapping since it was seen. */
export const conflictOf = ({ refusal }: Edit) =>
  refusal?.code === "conflict" ? standsNow(refusal) : undefined;

const toRow = ({ product, item, version }: Edit) => ({
  productId: product.productId,
  state: "mapped" as const,
  psaItemId: item.psaItemId,
  ...(version !== null && { version }),
});

const products = (count: number) => (count === 1 ? "1 product" : `${count} products`);
const savedWords = (saved: number, refused: number) =>
  refused === 0 ? `${products(saved)} saved.` : `${products(saved)} saved, ${refused} not: see the reasons.`;
const refusedWords = (count: number) =>
  count === 1
    ? "1 was refused; the reason stands in its row."
    : `${count} were refused; the reasons stand in their rows.`;
