"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Boxes, Building2, type LucideIcon, Repeat, SquareCheck } from "lucide-react";
import { useEffect, useState } from "react";
import { fetchJson } from "@/lib/http/fetch-json";
import type { SearchAnswer } from "@/lib/search/wire";
import type { Choice } from "./palette-commands";

type Kind = SearchAnswer["hits"][number]["kind"];

const kinds: Record<Kind, { group: string; icon: LucideIcon }> = {
  customer: { group: "Customers", icon: Building2 },
  product: { group: "Products", icon: Boxes },
  subscription: { group: "Subscriptions", icon: Repeat },
  task: { group: "Tasks", icon: SquareCheck },
};

/** What of the partner bears this text; asked once typing has paused. `isLate` while the answer is of an older text. */
export function usePaletteSearch(text: string, isAllowed: boolean) {
  const asked = useSettled(text.trim());
  const isWanted = isAllowed && asked !== "";
  const { data, isFetching, error } = useQuery({
    queryKey: ["search", asked],
    queryFn: ({ signal }) =>
      fetchJson<SearchAnswer>(`/api/v1/search?${new URLSearchParams({ text: asked })}`, { signal }),
    enabled: isWanted,
    placeholderData: keepPreviousData,
  });
  const hits = isWanted && data ? data.hits : [];
  const choices = hits.map(({ kind, id, title, detail, href }): Choice => {
    return { key: `${kind} ${id}`, title, detail, href, ...kinds[kind] };
  });
  return { choices, isLate: isAllowed && (text.trim() !== asked || isFetching), error };
}

function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), 150);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}
