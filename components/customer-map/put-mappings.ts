import { fetchJson } from "@/lib/http/fetch-json";
import type { CustomerMapRow } from "@/lib/mappings/customer-map-wire";

export type MappingRow =
  | { customerId: string; state: "mapped"; psaCompanyId: string; version?: number }
  | { customerId: string; state: "do_not_map"; reason: string; version?: number };

export type Rejected = { index: number; code: string; message: string; current?: unknown };

/** Saves rows of one connection; the good ones are saved, the others come back with their reason. */
export const putMappings = (connectionId: string, rows: readonly MappingRow[]) =>
  fetchJson<{ rejected: Rejected[] }>("/api/v1/mappings/customers", {
    method: "PUT",
    body: { connectionId, rows },
  });

/** Rows by the connection each is known on; `fallback` for those that are on none. */
export function byConnection(
  rows: readonly CustomerMapRow[],
  fallback: string | undefined,
): Map<string, CustomerMapRow[]> {
  const groups = new Map<string, CustomerMapRow[]>();
  for (const row of rows) {
    const connectionId = row.connectionId ?? fallback;
    if (connectionId) groups.set(connectionId, [...(groups.get(connectionId) ?? []), row]);
  }
  return groups;
}
