"use client";

import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { nextPage } from "@/components/ui/next-page";
import { fetchJson } from "@/lib/http/fetch-json";
import { queryKeys } from "@/lib/http/query-keys";
import type { TaskListWire, TaskSummaryWire } from "@/lib/sync/wire";

/** The server's first answers, each with the question that it answers. */
export type FirstTasks = {
  listQuery: string;
  list: TaskListWire;
  filterQuery: string;
  summary: TaskSummaryWire;
  /** The summary was added up earlier. */
  isKept: boolean;
};

/** While writes are under way the screen follows them; else it is asked again when somebody comes back to it. */
const followMs = 5_000;

export function useTaskSummary(query: string, first: FirstTasks | undefined) {
  return useQuery({
    queryKey: queryKeys.syncTasks({ summary: query }),
    queryFn: ({ signal }) => fetchJson<TaskSummaryWire>(`/api/v1/sync-tasks/summary?${query}`, { signal }),
    initialData: first?.filterQuery === query ? first.summary : undefined,
    // What was added up earlier is asked for anew at once.
    initialDataUpdatedAt: first?.isKept ? 0 : undefined,
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => ((state.data?.counts.underWay ?? 0) > 0 ? followMs : false),
  });
}

export function useTaskList(query: string, first: FirstTasks | undefined, isUnderWay: boolean) {
  return useInfiniteQuery({
    queryKey: queryKeys.syncTasks({ list: query }),
    queryFn: ({ pageParam, signal }) =>
      fetchJson<TaskListWire>(`/api/v1/sync-tasks?${nextPage(query, pageParam)}`, { signal }),
    initialPageParam: "",
    getNextPageParam: (page) => page.next ?? undefined,
    initialData: first?.listQuery === query ? { pages: [first.list], pageParams: [""] } : undefined,
    placeholderData: keepPreviousData,
    refetchInterval: isUnderWay ? followMs : false,
  });
}
