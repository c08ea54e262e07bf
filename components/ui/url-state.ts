"use client";

import { useSearchParams } from "next/navigation";
import { useCallback, useMemo } from "react";

type Shape = Readonly<Record<string, string | readonly string[] | boolean>>;
type Widened<S extends Shape> = {
  [Name in keyof S]: S[Name] extends boolean ? boolean : S[Name] extends string ? string : readonly string[];
};

/**
 * State that lives in the address, so that a link, a reload and Back find the same screen: filters, sort, the open
 * drawer. `defaults` must stay the same object; what equals its default is left out of the address. Setting does not
 * ask the server for a new page; `isStep` makes an entry of its own for Back.
 */
export function useUrlState<S extends Shape>(
  defaults: S,
): [Widened<S>, (change: Partial<Widened<S>>, options?: { isStep?: boolean }) => void] {
  const search = useSearchParams();
  const state = useMemo(
    () =>
      Object.fromEntries(Object.entries(defaults).map(([name, value]) => [name, read(search, name, value)])),
    [search, defaults],
  );
  const set = useCallback(
    (change: Partial<Widened<S>>, { isStep = false } = {}) => {
      // What stands there now: two changes in one event must not undo each other.
      const next = new URLSearchParams(window.location.search);
      for (const [name, value] of Object.entries(change)) {
        const text = Array.isArray(value) ? value.join(",") : String(value);
        if (text === String(defaults[name])) next.delete(name);
        else next.set(name, text);
      }
      const query = next.toString();
      const address = query ? `?${query}` : window.location.pathname;
      window.history[isStep ? "pushState" : "replaceState"](null, "", address);
    },
    [defaults],
  );
  // Safe: every name is there with a value of its default's kind.
  return [state as Widened<S>, set];
}

function read(search: URLSearchParams, name: string, fallback: Shape[string]): Shape[string] {
  const text = search.get(name);
  if (text === null) return fallback;
  if (typeof fallback === "boolean") return text === "true";
  return typeof fallback === "string" ? text : text.split(",").filter(Boolean);
}
