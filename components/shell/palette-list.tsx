"use client";

import { join } from "@/components/ui/join";
import type { Choice } from "./palette-commands";

type PaletteListProps = {
  id: string;
  choices: readonly Choice[];
  current: Choice | undefined;
  onChoose(choice: Choice): void;
};

/** Ids hold no spaces, keys do. */
export const optionId = (id: string, choice: Choice): string =>
  `${id}-${choice.key.replaceAll(/[^\w-]/g, "_")}`;

/** The choices by group. The field keeps the focus; it names the one that Enter would choose. */
export function PaletteList({ id, choices, current, onChoose }: PaletteListProps) {
  const groups = [...new Set(choices.map(({ group }) => group))];
  return (
    <div
      id={`${id}-list`}
      role="listbox"
      aria-label="Results"
      className={join("min-h-0 grow overflow-y-auto p-2", choices.length === 0 && "hidden")}
    >
      {groups.map((group) => (
        // biome-ignore lint/a11y/useSemanticElements: a fieldset is no part of a listbox
        <div key={group} role="group" aria-label={group}>
          <p aria-hidden className="px-2 pt-2 pb-1 text-small text-muted">
            {group}
          </p>
          {choices
            .filter((choice) => choice.group === group)
            .map((choice) => (
              <Option
                key={choice.key}
                id={optionId(id, choice)}
                choice={choice}
                isCurrent={choice === current}
                onChoose={onChoose}
              />
            ))}
        </div>
      ))}
    </div>
  );
}

type OptionProps = { id: string; choice: Choice; isCurrent: boolean; onChoose(choice: Choice): void };

function Option({ id, choice, isCurrent, onChoose }: OptionProps) {
  const { icon: Icon, title, detail, whyNot } = choice;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Enter in the field chooses it
    // biome-ignore lint/a11y/useFocusableInteractive: the field moves through it and keeps the focus
    <div
      id={id}
      role="option"
      aria-selected={isCurrent}
      aria-disabled={whyNot ? true : undefined}
      onClick={() => onChoose(choice)}
      className={join(
        "flex items-center gap-2 rounded-md px-2 py-1.5",
        isCurrent && "bg-raised",
        whyNot ? "cursor-not-allowed text-muted" : "cursor-pointer hover:bg-raised",
      )}
    >
      {Icon ? <Icon size={16} aria-hidden className="shrink-0 text-muted" /> : null}
      <span className="flex min-w-0 grow flex-wrap items-baseline gap-x-4 sm:flex-nowrap">
        <span className="truncate">{title}</span>
        <span className="truncate text-small text-muted sm:ml-auto">{whyNot ?? detail}</span>
      </span>
    </div>
  );
}
