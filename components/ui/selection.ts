"use client";

import { useMemo, useState } from "react";

export type Selection = {
  /** Selected keys; of "all that match" only those that are loaded. */
  readonly keys: ReadonlySet<string>;
  /** Everything that matches the filter, loaded or not. */
  readonly isAll: boolean;
  readonly count: number;
  has(key: string): boolean;
  toggle(key: string): void;
  /** From the row that was toggled last to this one. */
  toggleRange(key: string): void;
  /** The loaded rows, or none. */
  togglePage(): void;
  selectAll(): void;
  clear(): void;
};

type State = { keys: ReadonlySet<string>; isAll: boolean; anchor: string | undefined };
const nothing: State = { keys: new Set(), isAll: false, anchor: undefined };

/** Which rows are selected. `loaded` are the keys of the rows on the screen, in their order. */
export function useSelection(loaded: readonly string[]): Selection {
  const [state, setState] = useState(nothing);
  return useMemo(() => {
    const { keys, isAll, anchor } = state;
    // A row taken out of "all" leaves the loaded others.
    const chosen = isAll ? new Set(loaded) : keys;
    const set = (next: Iterable<string>, last?: string) =>
      setState({ keys: new Set(next), isAll: false, anchor: last });
    return {
      keys: chosen,
      isAll,
      count: chosen.size,
      has: (key) => isAll || keys.has(key),
      toggle: (key) =>
        set(chosen.has(key) ? [...chosen].filter((other) => other !== key) : [...chosen, key], key),
      toggleRange: (key) => {
        const [from, to] = [loaded.indexOf(anchor ?? key), loaded.indexOf(key)].sort((a, b) => a - b);
        set([...chosen, ...loaded.slice(Math.max(0, from ?? 0), (to ?? 0) + 1)], key);
      },
      togglePage: () => (loaded.every((key) => chosen.has(key)) ? setState(nothing) : set(loaded)),
      selectAll: () => setState({ keys: new Set(), isAll: true, anchor: undefined }),
      clear: () => setState(nothing),
    };
  }, [state, loaded]);
}
