"use client";

import { Check } from "lucide-react";
import { join } from "./join";

export { useUrlState } from "./url-state";

type FilterChipsProps = {
  label: string;
  options: readonly { value: string; label: string; count?: string | undefined }[];
  value: readonly string[];
  onChange(value: string[]): void;
  /** Choosing one gives up the other; choosing it again gives it up too. */
  isSingle?: boolean;
};

export function FilterChips({ label, options, value, onChange, isSingle = false }: FilterChipsProps) {
  const toggled = (chip: string): string[] => {
    if (value.includes(chip)) return value.filter((other) => other !== chip);
    return isSingle ? [chip] : [...value, chip];
  };
  return (
    <fieldset className="flex flex-wrap items-center gap-1.5">
      <legend className="sr-only">{label}</legend>
      {options.map((option) => {
        const isOn = value.includes(option.value);
        return (
          <button
            key={option.value}
            type="button"
            aria-pressed={isOn}
            onClick={() => onChange(toggled(option.value))}
            className={join(
              "inline-flex h-7 items-center gap-1 rounded-full border px-2.5 text-small",
              isOn ? "border-accent bg-accent-soft font-medium" : "border-line bg-surface hover:bg-raised",
            )}
          >
            {isOn ? <Check size={12} aria-hidden /> : null}
            {option.label}
            {option.count === undefined ? null : <span className="text-muted tabular">{option.count}</span>}
          </button>
        );
      })}
    </fieldset>
  );
}
