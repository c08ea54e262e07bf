"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useReader } from "@/components/shell/reader";
import { fetchJson } from "@/lib/http/fetch-json";
import { queryKeys } from "@/lib/http/query-keys";
import type { ActWire, ClockBodyWire, FaultsBodyWire } from "@/lib/practice-psa/bodies";
import type { ClockWire, CompaniesWire, CompanyWire, FaultsWire, WorldWire } from "@/lib/practice-psa/wire";
import { worldPath } from "./place";

/** Seconds between two looks while the page is in sight. */
export const livelyMs = 2_000;

export const keyOf = (world: WorldWire, ...parts: unknown[]) => [...queryKeys.sandbox(world.name), ...parts];

/** Why this reader cannot change anything here; undefined when it can. */
export function useWhyNot(): string | undefined {
  return useReader().may("sandbox.use") ? undefined : "Vendor support may look. Ask a vendor admin.";
}

export function useCompanies(world: WorldWire, search: string, initial: CompaniesWire | undefined) {
  return useQuery({
    queryKey: keyOf(world, "companies", search),
    queryFn: ({ signal }) =>
      fetchJson<CompaniesWire>(`${worldPath(world, "companies")}?${new URLSearchParams({ search })}`, {
        signal,
      }),
    ...(initial && { initialData: initial }),
    placeholderData: (before) => before,
  });
}

export type Wanted = { company: string } | { contract: string };

export function useCompany(world: WorldWire, wanted: Wanted, initial: CompanyWire | undefined) {
  return useQuery({
    queryKey: keyOf(world, "company", wanted),
    queryFn: ({ signal }) =>
      fetchJson<CompanyWire>(`${worldPath(world, "company")}?${new URLSearchParams(wanted)}`, { signal }),
    ...(initial && { initialData: initial }),
    // The portal writes while somebody looks.
    refetchInterval: 5_000,
  });
}

export function useAct(world: WorldWire) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (act: ActWire) =>
      fetchJson<{ done: string }>(worldPath(world, "acts"), { method: "POST", body: act }),
    onSuccess: () => client.invalidateQueries({ queryKey: queryKeys.sandbox(world.name) }),
  });
}

export function useFaults(world: WorldWire, initial: FaultsWire) {
  return useQuery({
    queryKey: keyOf(world, "faults"),
    queryFn: ({ signal }) => fetchJson<FaultsWire>(worldPath(world, "faults"), { signal }),
    initialData: initial,
    refetchInterval: livelyMs,
  });
}

export function useChangeFaults(world: WorldWire) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: FaultsBodyWire) =>
      fetchJson<FaultsWire>(worldPath(world, "faults"), { method: "POST", body }),
    onSuccess: (told) => client.setQueryData(keyOf(world, "faults"), told),
  });
}

export function useClock(world: WorldWire, initial: ClockWire) {
  return useQuery({
    queryKey: keyOf(world, "clock"),
    queryFn: ({ signal }) => fetchJson<ClockWire>(worldPath(world, "clock"), { signal }),
    initialData: initial,
    refetchInterval: livelyMs,
  });
}

export function useMoveClock(world: WorldWire) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: ClockBodyWire) =>
      fetchJson<ClockWire>(worldPath(world, "clock"), { method: "POST", body }),
    onSuccess: (told) => {
      client.setQueryData(keyOf(world, "clock"), told);
      // Everything on every screen is dated by this clock.
      return client.invalidateQueries();
    },
  });
}

export function useReset(world: WorldWire) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (confirmation: string) =>
      fetchJson<{ name: string }>(worldPath(world, "reset"), { method: "POST", body: { confirmation } }),
    onSuccess: () => client.invalidateQueries({ queryKey: queryKeys.sandbox(world.name) }),
  });
}
