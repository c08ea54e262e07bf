"use client";

import { useEffect, useRef, useSyncExternalStore } from "react";
import { useReader } from "@/components/shell/reader";

export type KeyBinding = {
  /** For the list that "?" shows: "Approve". */
  does: string;
  run(event: KeyboardEvent): void;
};

/** By key: "a", "Shift+x", "g s" (one after the other), "mod+k" (Ctrl or Cmd), "?". */
export type KeyBindings = Readonly<Record<string, KeyBinding>>;

type Entry = { readonly bindings: () => KeyBindings; readonly isAlways: boolean };

let entries: readonly Entry[] = [];
const watchers = new Set<() => void>();
let isListening = false;
let pendingPrefix: { key: string; at: number } | undefined;

function change(next: readonly Entry[]): void {
  entries = next;
  for (const watcher of watchers) watcher();
  if (isListening) return;
  isListening = true;
  document.addEventListener("keydown", onKey);
}

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || target.matches("input:not([type=checkbox], [type=radio]), textarea, select"));

function onKey(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing || event.repeat) return;
  const isCommand = event.ctrlKey || event.metaKey;
  if (event.altKey || (!isCommand && isTyping(event.target))) return;
  // A dialog is a room of its own: the keys of the page behind it rest.
  if (!isCommand && document.querySelector("dialog[open]")) return;
  const name = nameOf(event, isCommand);
  const prefixed =
    pendingPrefix && event.timeStamp - pendingPrefix.at < 1500 && `${pendingPrefix.key} ${name}`;
  pendingPrefix = undefined;
  const binding = (prefixed && find(prefixed)) || find(name);
  if (binding) {
    event.preventDefault();
    binding.run(event);
  } else if (
    entries.some((entry) => Object.keys(entry.bindings()).some((key) => key.startsWith(`${name} `)))
  ) {
    pendingPrefix = { key: name, at: event.timeStamp };
  }
}

function nameOf(event: KeyboardEvent, isCommand: boolean): string {
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  if (isCommand) return `mod+${key}`;
  return event.shiftKey && /^[a-z]$/.test(key) ? `Shift+${key}` : key;
}

/** What was bound last is nearest to the reader. */
function find(name: string): KeyBinding | undefined {
  for (const entry of entries.toReversed()) {
    const binding = entry.bindings()[name];
    if (binding) return binding;
  }
  return undefined;
}

/**
 * Binds keys while the component is on the screen. Silent while somebody types, while a dialog is open, and when the
 * reader switched keys off; `isAlways` keeps those that replace no typing (Ctrl+K).
 */
export function useKeys(bindings: KeyBindings, { isAlways = false } = {}): void {
  const { hasKeys } = useReader();
  const latest = useRef(bindings);
  latest.current = bindings;
  const isBound = hasKeys || isAlways;
  useEffect(() => {
    if (!isBound) return;
    const entry: Entry = { bindings: () => latest.current, isAlways };
    change([...entries, entry]);
    return () => change(entries.filter((other) => other !== entry));
  }, [isBound, isAlways]);
}

const watch = (watcher: () => void) => {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
};
const none: readonly Entry[] = [];

/** Every key in force with what it does, for the list behind "?". */
export function useBoundKeys(): readonly { key: string; does: string }[] {
  const now = useSyncExternalStore(
    watch,
    () => entries,
    () => none,
  );
  return now.flatMap((entry) =>
    Object.entries(entry.bindings()).map(([key, binding]) => ({ key, does: binding.does })),
  );
}
