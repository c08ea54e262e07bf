"use client";

import type { Tone } from "./state";

export type Message = { tone: Tone; text: string; action?: { label: string; run(): void } };

type Listener = (message: Message) => void;
let listener: Listener | undefined;
let early: Message[] = [];
const wanted = new Set<() => void>();

/** A pop-up in the corner, announced to screen readers; it also stays in the log of whatever it speaks of. */
export function notify(message: Message): void {
  if (listener) listener(message);
  else {
    early.push(message);
    for (const call of wanted) call();
  }
}

/** The frame loads the pop-ups when the first is wanted. */
export function whenWanted(call: () => void): () => void {
  wanted.add(call);
  if (early.length > 0) call();
  return () => wanted.delete(call);
}

export function takeMessages(next: Listener): () => void {
  listener = next;
  for (const message of early) next(message);
  early = [];
  return () => {
    listener = undefined;
  };
}
