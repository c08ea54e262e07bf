"use client";

import { useQuery } from "@tanstack/react-query";
import { useEffect, useMemo, useState } from "react";
import { fetchJson } from "@/lib/http/fetch-json";
import type { RequestDetailWire, RequestsWire, RequestWire, WorldWire } from "@/lib/practice-psa/wire";
import { worldPath } from "./place";
import { keyOf, livelyMs } from "./use-sandbox";

export type RequestFilter = { writes: boolean; method: string; text: string; operation: string };

export function requestsSearch(filter: RequestFilter, before?: number): string {
  const query = new URLSearchParams();
  if (filter.writes) query.set("writes", "true");
  if (filter.method) query.set("method", filter.method);
  if (filter.text) query.set("text", filter.text);
  if (filter.operation) query.set("operation", filter.operation);
  if (before) query.set("before", String(before));
  return query.toString();
}

/**
 * The newest requests, looked for again every two seconds, and the older ones that were asked for. What was shown once
 * stays while newer ones push it out of the newest page.
 */
export function useRequests(world: WorldWire, filter: RequestFilter, initial: RequestsWire | undefined) {
  const search = requestsSearch(filter);
  const newest = useQuery({
    queryKey: keyOf(world, "requests", search),
    queryFn: ({ signal }) => fetchJson<RequestsWire>(`${worldPath(world, "requests")}?${search}`, { signal }),
    ...(initial && { initialData: initial }),
    refetchInterval: livelyMs,
  });
  const [older, setOlder] = useState<{ search: string; rows: readonly RequestWire[]; next?: number | null }>({
    search,
    rows: [],
  });
  const own = older.search === search ? older : { search, rows: [] };
  const page = newest.data?.requests;
  useEffect(() => {
    if (page)
      setOlder((kept) =>
        kept.search === search ? { ...kept, rows: merged(kept.rows, page) } : { search, rows: page },
      );
  }, [page, search]);
  const rows = useMemo(() => merged(own.rows, page ?? []), [own.rows, page]);
  const next = own.next === undefined ? (newest.data?.next ?? null) : own.next;
  const [isLoadingOlder, setLoadingOlder] = useState(false);
  async function loadOlder(): Promise<void> {
    const last = rows.at(-1);
    if (!last) return;
    setLoadingOlder(true);
    try {
      const told = await fetchJson<RequestsWire>(
        `${worldPath(world, "requests")}?${requestsSearch(filter, last.seq)}`,
      );
      setOlder({ search, rows: merged(rows, told.requests), next: told.next });
    } finally {
      setLoadingOlder(false);
    }
  }
  return { newest, rows, hasOlder: next !== null, loadOlder, isLoadingOlder };
}

/** Newest first; of two states of one request the later one. */
function merged(before: readonly RequestWire[], after: readonly RequestWire[]): readonly RequestWire[] {
  const bySeq = new Map([...before, ...after].map((row) => [row.seq, row]));
  return [...bySeq.values()].sort((one, other) => other.seq - one.seq);
}

export function useRequest(world: WorldWire, seq: string) {
  return useQuery({
    queryKey: keyOf(world, "request", seq),
    queryFn: ({ signal }) => fetchJson<RequestDetailWire>(worldPath(world, `requests/${seq}`), { signal }),
    enabled: seq !== "",
    // Until it is answered; afterwards nothing of it changes.
    refetchInterval: (query) => (query.state.data?.outcome === "under way" ? livelyMs : false),
  });
}
