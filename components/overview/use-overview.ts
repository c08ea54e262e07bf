"use client";

import { useQuery } from "@tanstack/react-query";
import { fetchJson } from "@/lib/http/fetch-json";
import { queryKeys } from "@/lib/http/query-keys";
import type { OverviewAnswer } from "@/lib/overview/wire";

/** Asked again each half minute while the page is looked at: others work too. */
export function useOverview(initialData: OverviewAnswer, isKept: boolean) {
  return useQuery({
    queryKey: queryKeys.overview,
    queryFn: ({ signal }) => fetchJson<OverviewAnswer>("/api/v1/overview", { signal }),
    initialData,
    // What was added up earlier is asked for anew at once.
    initialDataUpdatedAt: isKept ? 0 : undefined,
    refetchInterval: 30_000,
  });
}
