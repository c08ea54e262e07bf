"use client";

import { lazy, type ReactNode, Suspense } from "react";
import { patiently } from "./patiently";

export type ComboboxProps<Item> = {
  label: string;
  isLabelHidden?: boolean;
  /** Items for what was typed, the best first; asked when the typing pauses. An empty text asks for the first ones. */
  search(text: string): Promise<readonly Item[]>;
  itemKey(item: Item): string;
  itemLabel(item: Item): string;
  renderItem?: (item: Item) => ReactNode;
  /** Why an item cannot be chosen; it stays in the list, greyed, with the reason. */
  whyNot?: (item: Item) => string | undefined;
  onChoose(item: Item): void;
  /** Enter on a text that is no item of the list: a typed id. */
  onType?: (text: string) => void;
  placeholder?: string;
  initialText?: string;
  error?: string | undefined;
  /** Below the list: Refresh list, Create company. */
  actions?: readonly { label: string; onSelect(): void }[];
  autoFocus?: boolean;
  /** Esc with a closed list. */
  onCancel?: () => void;
};

const OpenCombobox = lazy(patiently(() => import("./open-combobox")));

/** Type and choose from a long list. Loaded when the first one is shown. */
export function Combobox<Item>(props: ComboboxProps<Item>) {
  return (
    <Suspense fallback={<span className="block h-8 rounded-md border border-strong-line bg-surface" />}>
      <OpenCombobox {...(props as unknown as ComboboxProps<unknown>)} />
    </Suspense>
  );
}
