"use client";

import { useCombobox } from "downshift";
import { LoaderCircle } from "lucide-react";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import type { ComboboxProps } from "./combobox";
import { join } from "./join";

type Found = { items: readonly unknown[]; text: string; isFailed?: boolean };

export default function OpenCombobox(props: ComboboxProps<unknown>) {
  const { label, isLabelHidden = false, itemKey, itemLabel, whyNot, onChoose, onType, onCancel } = props;
  const [text, setText] = useState(props.initialText ?? "");
  const found = useFound(props.search, text);
  const items = found?.items ?? [];
  const combobox = useCombobox<unknown>({
    items: [...items],
    itemToString: (item) => (item === null ? "" : itemLabel(item)),
    itemToKey: (item) => (item === null ? null : itemKey(item)),
    isItemDisabled: (item) => whyNot?.(item) !== undefined,
    initialInputValue: text,
    onInputValueChange: ({ inputValue, type }) => {
      if (type === useCombobox.stateChangeTypes.InputChange) setText(inputValue);
    },
    onSelectedItemChange: ({ selectedItem }) => {
      if (selectedItem !== null && selectedItem !== undefined) onChoose(selectedItem);
    },
  });
  const { isOpen, highlightedIndex } = combobox;
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    // What stands in the field: who types fast is ahead of what was told to us.
    const typed = event.currentTarget.value.trim();
    if (event.key === "Enter" && highlightedIndex === -1 && typed && onType) {
      event.preventDefault();
      onType(typed);
    }
    if (event.key === "Escape" && onCancel) {
      // Its own Esc, not the dialog's around it.
      event.preventDefault();
      event.stopPropagation();
      onCancel();
    }
  };
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (props.autoFocus) input.current?.focus();
  }, [props.autoFocus]);
  return (
    <div className="relative">
      {/* biome-ignore lint/a11y/noLabelWithoutControl: getLabelProps names the input's id */}
      <label {...combobox.getLabelProps()} className={isLabelHidden ? "sr-only" : "mb-1 block font-medium"}>
        {label}
      </label>
      <input
        {...combobox.getInputProps({ onKeyDown, ref: input })}
        placeholder={props.placeholder}
        aria-invalid={props.error ? true : undefined}
        className={join(
          "h-8 w-full rounded-md border bg-surface px-2.5 text-base placeholder:text-muted",
          props.error ? "border-red" : "border-strong-line",
        )}
      />
      {props.error ? <p className="mt-1 text-small text-red">{props.error}</p> : null}
      <div
        className={join(
          "absolute z-40 mt-1 w-full min-w-72 max-sm:right-0 rounded-md border border-line bg-surface shadow-lg",
          !isOpen && "hidden",
        )}
      >
        <ul {...combobox.getMenuProps()} className="max-h-80 overflow-y-auto p-1">
          {isOpen
            ? items.map((item, index) => {
                const reason = whyNot?.(item);
                return (
                  <li
                    key={itemKey(item)}
                    {...combobox.getItemProps({ item, index })}
                    className={join(
                      "rounded px-2 py-1.5",
                      highlightedIndex === index && "bg-raised",
                      reason ? "cursor-not-allowed text-muted" : "cursor-pointer",
                    )}
                  >
                    {props.renderItem?.(item) ?? itemLabel(item)}
                    {reason ? <span className="block text-small">{reason}</span> : null}
                  </li>
                );
              })
            : null}
        </ul>
        <p role="status" className="px-3 pb-2 text-small text-muted empty:hidden">
          {isOpen ? wordsFor(found, text) : null}
        </p>
        {props.actions && isOpen ? (
          <div className="border-t border-line p-1">
            {props.actions.map((action) => (
              <button
                key={action.label}
                type="button"
                // Before the field loses the focus, which would close the list under the pointer.
                onMouseDown={(event) => event.preventDefault()}
                onClick={action.onSelect}
                className="block w-full rounded px-2 py-1.5 text-left text-accent hover:bg-raised"
              >
                {action.label}
              </button>
            ))}
          </div>
        ) : null}
      </div>
      {found?.text === text ? null : (
        <LoaderCircle
          size={16}
          aria-hidden
          className="absolute right-2.5 bottom-2 text-muted motion-safe:animate-spin"
        />
      )}
    </div>
  );
}

function wordsFor(found: Found | undefined, text: string): string | null {
  if (!found) return "Searching";
  if (found.isFailed) return "The list could not be read. Type on to try again.";
  if (found.items.length > 0) return null;
  return text.trim() ? `Nothing matches '${text.trim()}'.` : "The list is empty.";
}

/** The answer for what was typed last: an earlier question that is answered later counts for nothing. */
function useFound(search: ComboboxProps<unknown>["search"], text: string): Found | undefined {
  const [found, setFound] = useState<Found>();
  const latest = useRef(search);
  latest.current = search;
  useEffect(() => {
    let isLatest = true;
    const tell = (next: Found) => isLatest && setFound(next);
    const ask = async () => {
      try {
        tell({ items: await latest.current(text), text });
      } catch {
        tell({ items: [], text, isFailed: true });
      }
    };
    const timer = setTimeout(() => void ask(), text === "" ? 0 : 150);
    return () => {
      isLatest = false;
      clearTimeout(timer);
    };
  }, [text]);
  return found;
}
