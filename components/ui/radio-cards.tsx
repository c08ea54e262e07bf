"use client";

import { type ReactNode, useId } from "react";
import type { Option } from "./field";
import { join } from "./join";

type RadioCardsProps<Value extends string> = {
  legend: ReactNode;
  name: string;
  value: Value | undefined;
  onChange(value: Value): void;
  options: readonly (Option<Value> & { help?: ReactNode })[];
  isInline?: boolean;
};

export function RadioCards<Value extends string>(props: RadioCardsProps<Value>) {
  const { legend, name, value, onChange, options, isInline = false } = props;
  const id = useId();
  return (
    <fieldset className="grid gap-1">
      <legend className="mb-1 font-medium">{legend}</legend>
      <div className={join("flex gap-2", isInline ? "flex-wrap" : "flex-col")}>
        {options.map((option) => (
          <label
            key={option.value}
            htmlFor={`${id}-${option.value}`}
            className={join(
              "flex items-start gap-2 rounded-md border px-2.5 py-1.5",
              option.value === value ? "border-accent bg-accent-soft" : "border-line bg-surface",
              option.isDisabled && "opacity-60",
            )}
          >
            <input
              id={`${id}-${option.value}`}
              type="radio"
              name={name}
              value={option.value}
              checked={option.value === value}
              disabled={option.isDisabled}
              onChange={() => onChange(option.value)}
              className="mt-0.5 size-4 shrink-0"
            />
            <span>
              <span className="font-medium">{option.label}</span>
              {option.help ? <span className="block text-small text-muted">{option.help}</span> : null}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
