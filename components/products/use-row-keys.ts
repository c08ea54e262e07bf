"use client";

import { type KeyboardEvent, type RefObject, useEffect, useRef } from "react";
import { useKeys } from "@/components/ui/keys";

/** j and k move through families and products alike, e chooses the item of the product under the focus. */
export function useRowKeys(table: RefObject<HTMLTableElement | null>): void {
  const here = () => {
    const row = document.activeElement?.closest<HTMLElement>("tr[data-key]");
    return row && table.current?.contains(row) ? row : undefined;
  };
  const move = (step: 1 | -1) => {
    const rows = [...(table.current?.querySelectorAll<HTMLElement>("tr[data-key]") ?? [])];
    const row = here();
    rows[row ? rows.indexOf(row) + step : 0]?.focus();
  };
  const choose = () => here()?.querySelector<HTMLElement>("[data-edit]")?.click();
  useKeys({
    j: { does: "Next row", run: () => move(1) },
    k: { does: "Previous row", run: () => move(-1) },
    e: { does: "Choose what the product is in the PSA", run: choose },
  });
}

/** Enter on a row unfolds the family or opens the product; on something inside the row it is that thing's own. */
export function openOnEnter(event: KeyboardEvent<HTMLElement>): void {
  if (event.key !== "Enter" || event.target !== event.currentTarget) return;
  event.currentTarget.querySelector<HTMLElement>("[data-open]")?.click();
}

/** When a cell is no longer edited the focus goes back to what opened it, unless the reader has moved on. */
export function useFocusBack(isEditing: boolean): RefObject<HTMLTableRowElement | null> {
  const row = useRef<HTMLTableRowElement>(null);
  const wasEditing = useRef(isEditing);
  useEffect(() => {
    const isLost = document.activeElement === null || document.activeElement === document.body;
    if (wasEditing.current && !isEditing && isLost) {
      row.current?.querySelector<HTMLElement>("[data-edit]")?.focus();
    }
    wasEditing.current = isEditing;
  }, [isEditing]);
  return row;
}
