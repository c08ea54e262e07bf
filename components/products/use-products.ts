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
import type { ProductFamilies, ProductMappingDetail } from "@/lib/mappings/product-wire";
import type { CatalogItems, RetrievedCatalogAnswer } from "@/lib/mirror/catalog-wire";

/** `isKept`: it was added up earlier. */
export type FirstAnswer = { query: string; answer: ProductFamilies; isKept: boolean };

/** The list for one question; the page brings the answer of the first. Rows come 500 at a time. */
export function useFamilies(query: string, first: FirstAnswer | undefined) {
  return useInfiniteQuery({
    queryKey: queryKeys.products({ families: query }),
    queryFn: ({ pageParam, signal }) =>
      fetchJson<ProductFamilies>(
        `/api/v1/mappings/products/families?${query}${pageParam ? `&after=${pageParam}` : ""}`,
        { signal },
      ),
    initialPageParam: "",
    getNextPageParam: (last) => last.next ?? undefined,
    placeholderData: keepPreviousData,
    ...(first?.query === query && { initialData: { pages: [first.answer], pageParams: [""] } }),
    // What was added up earlier is asked for anew at once.
    initialDataUpdatedAt: first?.isKept ? 0 : undefined,
  });
}

export function useProductDetail(connectionId: string, productId: string) {
  return useQuery({
    queryKey: queryKeys.products({ detail: productId, connectionId }),
    queryFn: ({ signal }) =>
      fetchJson<ProductMappingDetail>(`/api/v1/mappings/products/${productId}?connectionId=${connectionId}`, {
        signal,
      }),
  });
}

export function useCatalogItems(connectionId: string, search: string) {
  return useInfiniteQuery({
    queryKey: queryKeys.products({ catalogue: search, connectionId }),
    queryFn: ({ pageParam, signal }) =>
      fetchJson<CatalogItems>(catalogPath(connectionId, { search, cursor: pageParam, limit: "100" }), {
        signal,
      }),
    initialPageParam: "",
    getNextPageParam: (last) => last.next ?? undefined,
    placeholderData: keepPreviousData,
  });
}

/** What a product could be mapped to, what fits first. */
export const searchItems = async (connectionId: string, productId: string, search: string) =>
  (await fetchJson<CatalogItems>(catalogPath(connectionId, { productId, search, limit: "50" }))).items;

function catalogPath(connectionId: string, asked: Record<string, string>): string {
  const given = Object.entries(asked).filter(([, value]) => value !== "");
  return `/api/v1/connections/${connectionId}/catalog-items?${new URLSearchParams(given)}`;
}

/** Everything of the Products screen is asked anew, and waited for; other screens hear of the change by themselves. */
export function useProductsChanged(): () => Promise<void> {
  const client = useQueryClient();
  return () => {
    for (const queryKey of [queryKeys.badges, queryKeys.syncTasks(), queryKeys.overview]) {
      void client.invalidateQueries({ queryKey });
    }
    return client.invalidateQueries({ queryKey: queryKeys.products() });
  };
}

export function useRetrieve(connectionId: string) {
  const changed = useProductsChanged();
  return useMutation({
    mutationFn: (asked: { acceptsFewer?: boolean }) =>
      fetchJson<RetrievedCatalogAnswer>(`/api/v1/connections/${connectionId}/catalog-items/retrieve`, {
        method: "POST",
        body: asked,
      }),
    onSuccess: changed,
  });
}
