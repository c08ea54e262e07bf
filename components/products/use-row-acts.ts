"use client";

import { notify } from "@/components/ui/notify";
import { ApiProblem } from "@/lib/http/fetch-json";
import type { ProductOnScreen } from "@/lib/mappings/product-wire";
import { type RowToSave, saveRows, unmap } from "./save-products";
import { useProductsChanged } from "./use-products";

/** What a row's menu does at once, each with its way back in the pop-up. */
export function useRowActs(connectionId: string) {
  const changed = useProductsChanged();

  async function tell(work: () => Promise<string>, undo?: () => Promise<unknown>): Promise<void> {
    try {
      const text = await work();
      const action = undo && {
        label: "Undo",
        run: () => void tell(() => undo().then(() => "Taken back.")),
      };
      notify({ tone: "green", text, ...(action && { action }) });
    } catch (error) {
      notify({ tone: "red", text: sentence(error) });
    }
    await changed();
  }

  return {
    /** Off its item, or back from "not synced". */
    unmap: (product: ProductOnScreen) =>
      tell(
        async () => `${product.name}: ${(await unmap(connectionId, product)).message}`,
        () => putBack(connectionId, product),
      ),
    /** Throws what the portal answers, for the dialog that asked; done, the dialog can go. */
    async setFree(product: ProductOnScreen, reason: string): Promise<void> {
      const { productId, version } = product;
      await saveOne(connectionId, { productId, ...(version !== null && { version }), state: "free", reason });
      void tell(
        async () => `${product.name} is not synced any more.`,
        async () => {
          if (product.standing === "unmapped" || product.standing === "not_held") {
            await unmap(connectionId, { productId, version: null });
          } else await putBack(connectionId, product);
        },
      );
    },
  };
}

/** The mapping as it was seen before. */
function putBack(connectionId: string, product: ProductOnScreen): Promise<void> {
  const { productId, item, factor, driver, allowance, minimum, reason } = product;
  if (!item) return saveOne(connectionId, { productId, state: "free", reason: reason ?? "" });
  return saveOne(connectionId, {
    productId,
    state: "mapped",
    psaItemId: item.psaItemId,
    ...(factor && { factor }),
    ...(driver && { driver }),
    // An admin's, so only where there were some.
    ...(allowance && { allowance }),
    ...(minimum && { minimum }),
  });
}

async function saveOne(connectionId: string, row: RowToSave): Promise<void> {
  const { rejected } = await saveRows(connectionId, [row]);
  if (rejected[0]) throw new Error(rejected[0].message);
}

const sentence = (error: unknown): string =>
  error instanceof ApiProblem ? error.detail : error instanceof Error ? error.message : "That did not work.";
