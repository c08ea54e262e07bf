"use client";

import {
  keepPreviousData,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";
import { nextPage } from "@/components/ui/next-page";
import { fetchJson } from "@/lib/http/fetch-json";
import { queryKeys } from "@/lib/http/query-keys";
import type {
  CustomerMapPage,
  CustomerMappingDetail,
  CustomerMapTotals,
} from "@/lib/mappings/customer-map-wire";
import type { CustomerStandingsWire } from "@/lib/sync/standing-wire";

export type FirstTotals = { totals: CustomerMapTotals; isKept: boolean };
export type FirstRows = { query: string; page: CustomerMapPage };

/** Rows of the Customer Map, page after page. The server's first page serves the filter it was made for. */
export function useMapRows(query: string, first: FirstRows) {
  return useInfiniteQuery({
    queryKey: queryKeys.customerMap({ rows: query }),
    queryFn: ({ pageParam, signal }) =>
      fetchJson<CustomerMapPage>(`/api/v1/mappings/customers/rows?${nextPage(query, pageParam)}`, { signal }),
    initialPageParam: "",
    getNextPageParam: (page) => page.next ?? undefined,
    ...(query === first.query && { initialData: { pages: [first.page], pageParams: [""] } }),
    placeholderData: keepPreviousData,
  });
}

export function useMapTotals(first: FirstTotals) {
  return useQuery({
    queryKey: queryKeys.customerMap({ totals: true }),
    queryFn: ({ signal }) => fetchJson<CustomerMapTotals>("/api/v1/mappings/customers/totals", { signal }),
    initialData: first.totals,
    // What was added up earlier is asked for anew at once.
    initialDataUpdatedAt: first.isKept ? 0 : undefined,
  });
}

export function useMappingDetail(customerId: string) {
  return useQuery({
    queryKey: queryKeys.customerMap({ customer: customerId }),
    queryFn: ({ signal }) =>
      fetchJson<CustomerMappingDetail>(`/api/v1/mappings/customers/${encodeURIComponent(customerId)}`, {
        signal,
      }),
  });
}

/** How the customer's subscriptions stand; under the map's name, because a mapping changes the badges. */
export function useStandings(customerId: string) {
  return useQuery({
    queryKey: queryKeys.customerMap({ standings: customerId }),
    queryFn: ({ signal }) =>
      fetchJson<CustomerStandingsWire>(`/api/v1/customers/${encodeURIComponent(customerId)}/standings`, {
        signal,
      }),
  });
}

/** After a change of mappings everything that hangs on them is asked for anew. */
export function useMapChanged(): () => Promise<void> {
  const client = useQueryClient();
  return async () => {
    await Promise.all(
      [queryKeys.customerMap(), queryKeys.syncTasks(), queryKeys.badges, queryKeys.overview].map((queryKey) =>
        client.invalidateQueries({ queryKey }),
      ),
    );
  };
}

/** Refresh list: the PSA's companies, read now. */
export function useRefreshList() {
  const changed = useMapChanged();
  return useMutation({
    mutationFn: (connectionId: string) =>
      fetchJson<{ rows: number; problem: string | null }>(
        `/api/v1/connections/${connectionId}/companies/refresh`,
        { method: "POST" },
      ),
    onSettled: changed,
  });
}
