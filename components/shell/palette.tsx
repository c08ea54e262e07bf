"use client";

import { Search } from "lucide-react";
import { useRouter } from "next/navigation";
import { type KeyboardEvent, useEffect, useId, useLayoutEffect, useRef, useState } from "react";
import { type Choice, commandsOf } from "./palette-commands";
import { optionId, PaletteList } from "./palette-list";
import { useReader } from "./reader";
import { usePaletteSearch } from "./use-palette-search";

type PaletteProps = { isOpen: boolean; onClose(): void };

/** Everything by its name or id, without a mouse: pages, actions, and what the partner has. */
export default function Palette({ isOpen, onClose }: PaletteProps) {
  return isOpen ? <Open onClose={onClose} /> : null;
}

function Open({ onClose }: Pick<PaletteProps, "onClose">) {
  const id = useId();
  const reader = useReader();
  const router = useRouter();
  const element = useRef<HTMLDialogElement>(null);
  const [text, setText] = useState("");
  const [at, setAt] = useState(0);
  const found = usePaletteSearch(text, reader.may("partner.read"));
  const choices = [...matching(commandsOf(reader), text), ...found.choices];
  const current = choices[Math.min(at, choices.length - 1)];

  useLayoutEffect(() => {
    const dialog = element.current;
    dialog?.showModal();
    return () => dialog?.close();
  }, []);
  useEffect(() => {
    if (current) document.getElementById(optionId(id, current))?.scrollIntoView({ block: "nearest" });
  }, [current, id]);

  const choose = (choice: Choice | undefined) => {
    if (!choice || choice.whyNot) return;
    onClose();
    if (choice.href) router.push(choice.href);
    choice.run?.();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const last = choices.length - 1;
    const from = Math.min(at, last);
    const next = {
      ArrowDown: from < last ? from + 1 : 0,
      ArrowUp: from > 0 ? from - 1 : last,
      PageDown: last,
      PageUp: 0,
    }[event.key];
    if (next !== undefined) setAt(Math.max(0, next));
    else if (event.key === "Enter") choose(current);
    else return;
    event.preventDefault();
  };

  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: a click beside the dialog does what Esc does by keyboard
    <dialog
      ref={element}
      aria-label="Find anything"
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClick={(event) => {
        if (event.target === element.current) onClose();
      }}
      className="mt-20 max-h-[70vh] w-[calc(100%-2rem)] max-w-xl rounded-lg border border-line bg-surface p-0 shadow-xl"
    >
      <div className="flex max-h-[inherit] flex-col">
        <div className="flex items-center gap-2 border-b border-line px-4">
          <Search size={16} aria-hidden className="text-muted" />
          <input
            autoFocus
            role="combobox"
            aria-label="Find anything"
            aria-expanded={choices.length > 0}
            aria-controls={`${id}-list`}
            aria-activedescendant={current ? optionId(id, current) : undefined}
            aria-autocomplete="list"
            autoComplete="off"
            spellCheck={false}
            placeholder="Customer, product, subscription, task number, page"
            value={text}
            maxLength={100}
            onChange={(event) => {
              setText(event.target.value);
              setAt(0);
            }}
            onKeyDown={onKeyDown}
            className="h-11 w-full bg-surface text-lead outline-none placeholder:text-muted"
          />
        </div>
        <PaletteList id={id} choices={choices} current={current} onChoose={choose} />
        <p role="status" className="border-t border-line px-4 py-2 text-small text-muted">
          {found.error
            ? "The search does not answer; pages and actions are here."
            : said(choices, text, found.isLate)}
        </p>
      </div>
    </dialog>
  );
}

function matching(commands: readonly Choice[], text: string): readonly Choice[] {
  const words = text.trim().toLowerCase().split(/\s+/);
  return commands.filter(({ title }) => words.every((word) => title.toLowerCase().includes(word)));
}

function said(choices: readonly Choice[], text: string, isLate: boolean): string {
  if (isLate) return "Searching";
  if (choices.length === 0) return `Nothing is called “${text.trim()}”, and nothing has it as its id.`;
  return `${choices.length === 1 ? "1 result" : `${choices.length} results`}. Arrow keys move, Enter opens, Esc closes.`;
}
