"use client";

import {
  keepPreviousData,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";
import { fetchJson } from "@/lib/http/fetch-json";
import { queryKeys } from "@/lib/http/query-keys";
import type {
  LogSummaryWire,
  OperationDetailWire,
  OperationListWire,
  OperationWire,
} from "@/lib/operations/operation-schema";

export type FirstLog = { query: string; list: OperationListWire; summary: LogSummaryWire };

const followMs = 5_000;

export const useLogSummary = (first: LogSummaryWire) =>
  useQuery({
    queryKey: queryKeys.operations({ summary: true }),
    queryFn: ({ signal }) => fetchJson<LogSummaryWire>("/api/v1/operations/summary", { signal }),
    initialData: first,
    refetchInterval: ({ state }) => ((state.data?.underWay ?? 0) > 0 ? followMs : false),
  });

export function useLog(query: string, first: FirstLog, isUnderWay: boolean) {
  return useInfiniteQuery({
    queryKey: queryKeys.operations({ list: query }),
    queryFn: ({ pageParam, signal }) =>
      fetchJson<OperationListWire>(
        `/api/v1/operations?${new URLSearchParams([...new URLSearchParams(query), ...(pageParam ? [["cursor", pageParam]] : [])])}`,
        { signal },
      ),
    initialPageParam: "",
    getNextPageParam: (page) => page.next ?? undefined,
    initialData: first.query === query ? { pages: [first.list], pageParams: [""] } : undefined,
    placeholderData: keepPreviousData,
    refetchInterval: isUnderWay ? followMs : false,
  });
}

export const useOperation = (id: string) =>
  useQuery({
    queryKey: queryKeys.operations({ one: id }),
    queryFn: ({ signal }) => fetchJson<OperationDetailWire>(`/api/v1/operations/${id}`, { signal }),
    refetchInterval: ({ state }) =>
      state.data?.state === "sending" || state.data?.state === "unknown" ? followMs : false,
  });

export type Decision = "happened" | "did_not_happen" | "read_again";

export function useOperationActs(id: string) {
  const client = useQueryClient();
  const onSettled = () =>
    Promise.all(
      [queryKeys.operations(), queryKeys.syncTasks(), queryKeys.badges, queryKeys.overview].map((queryKey) =>
        client.invalidateQueries({ queryKey }),
      ),
    );
  const decide = useMutation({
    mutationFn: (decision: Decision) =>
      fetchJson<OperationWire>(`/api/v1/operations/${id}/decide`, { method: "POST", body: { decision } }),
    onSettled,
  });
  const undo = useMutation({
    mutationFn: () => fetchJson<{ id: string }>(`/api/v1/operations/${id}/undo`, { method: "POST" }),
  });
  return { decide, undo };
}
