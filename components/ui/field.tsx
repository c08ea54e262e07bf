"use client";

import { Search } from "lucide-react";
import { type ComponentProps, type ReactNode, useEffect, useId, useRef, useState } from "react";
import { join } from "./join";

/** Label above, help below, error with the way out: what every field has. */
type Around = {
  label: string;
  isLabelHidden?: boolean | undefined;
  help?: ReactNode;
  error?: string | undefined;
};

const box = "w-full rounded-md border bg-surface px-2.5 text-base placeholder:text-muted disabled:opacity-60";
const edge = (error: string | undefined) => (error ? "border-red" : "border-strong-line");

type Described = { id: string; "aria-describedby"?: string; "aria-invalid"?: true };

function Around({
  label,
  isLabelHidden,
  help,
  error,
  children,
}: Around & { children: (described: Described) => ReactNode }) {
  const id = useId();
  const describedBy = join(help ? `${id}-help` : undefined, error ? `${id}-error` : undefined);
  return (
    <div className="grid gap-1">
      <label htmlFor={id} className={isLabelHidden ? "sr-only" : "font-medium"}>
        {label}
      </label>
      {children({
        id,
        ...(describedBy && { "aria-describedby": describedBy }),
        ...(error && { "aria-invalid": true as const }),
      })}
      {help ? (
        <p id={`${id}-help`} className="text-small text-muted">
          {help}
        </p>
      ) : null}
      {error ? (
        <p id={`${id}-error`} className="text-small text-red">
          {error}
        </p>
      ) : null}
    </div>
  );
}

export function TextField({
  label,
  isLabelHidden,
  help,
  error,
  className,
  ...input
}: Around & ComponentProps<"input">) {
  return (
    <Around label={label} isLabelHidden={isLabelHidden} help={help} error={error}>
      {(described) => (
        <input {...input} {...described} className={join(box, edge(error), "h-8", className)} />
      )}
    </Around>
  );
}

export function TextArea({
  label,
  isLabelHidden,
  help,
  error,
  className,
  ...area
}: Around & ComponentProps<"textarea">) {
  return (
    <Around label={label} isLabelHidden={isLabelHidden} help={help} error={error}>
      {(described) => (
        <textarea rows={3} {...area} {...described} className={join(box, edge(error), "py-1.5", className)} />
      )}
    </Around>
  );
}

export type Option<Value extends string = string> = {
  value: Value;
  label: string;
  isDisabled?: boolean;
};

export function SelectField({
  label,
  isLabelHidden,
  help,
  error,
  options,
  className,
  ...select
}: Around & ComponentProps<"select"> & { options: readonly Option[] }) {
  return (
    <Around label={label} isLabelHidden={isLabelHidden} help={help} error={error}>
      {(described) => (
        <select {...select} {...described} className={join(box, edge(error), "h-8", className)}>
          {options.map((option) => (
            <option key={option.value} value={option.value} disabled={option.isDisabled}>
              {option.label}
            </option>
          ))}
        </select>
      )}
    </Around>
  );
}

type CheckboxProps = Omit<ComponentProps<"input">, "type"> & {
  label: ReactNode;
  isLabelHidden?: boolean | undefined;
  help?: ReactNode;
  /** Some of what it stands for is ticked. */
  isMixed?: boolean | undefined;
};

export function Checkbox({
  label,
  isLabelHidden,
  help,
  isMixed = false,
  className,
  ...input
}: CheckboxProps) {
  const id = useId();
  const element = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (element.current) element.current.indeterminate = isMixed;
  }, [isMixed]);
  return (
    <span className={join("flex items-start gap-2", className)}>
      <input
        ref={element}
        id={id}
        type="checkbox"
        {...input}
        aria-describedby={help ? `${id}-help` : undefined}
        className="m-0.5 size-4 shrink-0"
      />
      <span>
        <label htmlFor={id} className={isLabelHidden ? "sr-only" : undefined}>
          {label}
        </label>
        {help ? (
          <span id={`${id}-help`} className="block text-small text-muted">
            {help}
          </span>
        ) : null}
      </span>
    </span>
  );
}

type SwitchProps = {
  label: string;
  help?: ReactNode;
  isOn: boolean;
  onChange(isOn: boolean): void;
  isDisabled?: boolean | undefined;
};

export function Switch({ label, help, isOn, onChange, isDisabled }: SwitchProps) {
  const id = useId();
  return (
    <div className="flex items-start gap-3">
      <button
        type="button"
        role="switch"
        aria-checked={isOn}
        aria-labelledby={`${id}-label`}
        aria-describedby={help ? `${id}-help` : undefined}
        disabled={isDisabled}
        onClick={() => onChange(!isOn)}
        className={join(
          "relative h-6 w-10 shrink-0 rounded-full border disabled:opacity-55",
          isOn ? "border-accent bg-accent" : "border-strong-line bg-raised",
        )}
      >
        <span
          className={join(
            "absolute top-0.5 size-4.5 rounded-full",
            isOn ? "left-4.5 bg-on-accent" : "left-0.5 bg-strong-line",
          )}
        />
      </button>
      <span>
        <span id={`${id}-label`} className="font-medium">
          {label}: {isOn ? "on" : "off"}
        </span>
        {help ? (
          <span id={`${id}-help`} className="block text-small text-muted">
            {help}
          </span>
        ) : null}
      </span>
    </div>
  );
}

type SearchBoxProps = { label: string; value: string; onChange(value: string): void; placeholder?: string };

/** Answers when the typing pauses; "/" brings the reader here (components/ui/keys). */
export function SearchBox({ label, value, onChange, placeholder }: SearchBoxProps) {
  const [text, setText] = useState(value);
  const latest = useRef(onChange);
  latest.current = onChange;
  // What was told last: a change of `value` that did not come from here replaces the text (a cleared filter).
  const told = useRef(value);
  useEffect(() => {
    if (value === told.current) return;
    told.current = value;
    setText(value);
  }, [value]);
  useEffect(() => {
    if (text === told.current) return;
    const timer = setTimeout(() => {
      told.current = text;
      latest.current(text);
    }, 150);
    return () => clearTimeout(timer);
  }, [text]);
  return (
    <span className="relative inline-block w-full sm:w-64">
      <Search size={16} aria-hidden className="absolute top-2 left-2.5 text-muted" />
      <input
        type="search"
        aria-label={label}
        placeholder={placeholder ?? label}
        value={text}
        data-search
        onChange={(event) => setText(event.target.value)}
        className={join(box, "h-8 border-strong-line pl-8")}
      />
    </span>
  );
}
