import { fetchJson } from "@/lib/http/fetch-json";

/** What the API is told of one product; see the route for what each member means. */
export type RowToSave = { productId: string; version?: number } & (
  | {
      state: "mapped";
      psaItemId: string;
      factor?: string;
      driver?: "orders" | "usage";
      allowance?: string;
      minimum?: string;
    }
  | { state: "free"; reason: string }
);

/** How the mapping stands now, where somebody else was first. */
export type StandsNow = {
  version: number;
  state: string;
  psaItemId: string | null;
  itemName: string | null;
  reason: string | null;
};

export type Refusal = { code: string; message: string; current?: unknown };

type SaveAnswer = {
  saved: { productId: string; version: number }[];
  rejected: (Refusal & { index: number })[];
};

export const saveRows = (connectionId: string, rows: readonly RowToSave[]): Promise<SaveAnswer> =>
  fetchJson("/api/v1/mappings/products", { method: "PUT", body: { connectionId, rows } });

export function unmap(
  connectionId: string,
  on: { productId: string; version: number | null },
): Promise<{ message: string }> {
  const query = new URLSearchParams({ connectionId, ...(on.version && { version: String(on.version) }) });
  return fetchJson(`/api/v1/mappings/products/${on.productId}?${query}`, { method: "DELETE" });
}

/** Set when the refusal is about an older version of the mapping, not about the item. */
export function standsNow({ current }: Refusal): StandsNow | undefined {
  const isMapping = typeof current === "object" && current !== null && "version" in current;
  return isMapping ? (current as StandsNow) : undefined;
}
