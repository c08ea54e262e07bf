"use client";

import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import type { ExamplesAnswer, ReadinessAnswer, ReadingAnswer } from "@/lib/connections/setup-wire";
import type { BudgetAnswer, ConnectionDetailAnswer, ConnectionsAnswer } from "@/lib/connections/wire";
import { fetchJson } from "@/lib/http/fetch-json";
import { queryKeys } from "@/lib/http/query-keys";

const pathOf = (id: string, part = "") => `/api/v1/connections/${id}${part}`;
/** Under the connection's own key, so that what changes it brings these anew too. */
const partOf = (id: string, part: string, ...more: string[]) => [...queryKeys.connection(id), part, ...more];

export function useConnections(initialData: ConnectionsAnswer) {
  return useQuery({
    queryKey: queryKeys.connections,
    queryFn: () => fetchJson<ConnectionsAnswer>("/api/v1/connections"),
    initialData,
  });
}

export function useConnection(id: string, initialData?: ConnectionDetailAnswer) {
  return useQuery({
    queryKey: queryKeys.connection(id),
    queryFn: () => fetchJson<ConnectionDetailAnswer>(pathOf(id)),
    ...(initialData && { initialData }),
  });
}

export function useBudget(id: string, initialData?: BudgetAnswer) {
  return useQuery({
    queryKey: partOf(id, "budget"),
    queryFn: () => fetchJson<BudgetAnswer>(pathOf(id, "/budget")),
    ...(initialData && { initialData }),
    refetchInterval: 60_000,
  });
}

/** How far the lists are read; asked every second until they are. */
export function useReading(id: string, initialData?: ReadingAnswer) {
  return useQuery({
    queryKey: partOf(id, "reading"),
    queryFn: () => fetchJson<ReadingAnswer>(pathOf(id, "/reading")),
    refetchInterval: (query) => (query.state.data?.isFinished ? false : 1_000),
    ...(initialData && { initialData }),
  });
}

/** What was read changes the readiness list, the examples and the currency: they are asked for again. */
export function useTellWhenRead(id: string, isFinished: boolean | undefined): void {
  const client = useQueryClient();
  const before = useRef(isFinished);
  useEffect(() => {
    if (isFinished && before.current === false) {
      void client.invalidateQueries({ queryKey: queryKeys.connection(id) });
    }
    before.current = isFinished;
  }, [client, id, isFinished]);
}

export function useReadAgain(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => fetchJson(pathOf(id, "/refresh"), { method: "POST" }),
    onSettled: () => client.invalidateQueries({ queryKey: partOf(id, "reading") }),
  });
}

export function useReadiness(id: string, initialData?: ReadinessAnswer) {
  return useQuery({
    queryKey: partOf(id, "readiness"),
    queryFn: () => fetchJson<ReadinessAnswer>(pathOf(id, "/readiness")),
    ...(initialData && { initialData }),
  });
}

/** Asks the PSA itself; what it found also moves the connection's state. */
export function useCheckAgain(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => fetchJson<ReadinessAnswer>(pathOf(id, "/readiness"), { method: "POST" }),
    onSuccess: (readiness) => client.setQueryData(partOf(id, "readiness"), readiness),
    onSettled: () => client.invalidateQueries({ queryKey: queryKeys.connection(id), exact: true }),
  });
}

/** Sentences for each value; `proration` stands in for the stored choice while another one is tried. */
export function useExamples(id: string, proration: string, initialData?: ExamplesAnswer) {
  return useQuery({
    queryKey: partOf(id, "examples", proration),
    queryFn: () => fetchJson<ExamplesAnswer>(pathOf(id, `/examples?proration=${proration}`)),
    placeholderData: keepPreviousData,
    ...(initialData && { initialData }),
  });
}
