"use client";

import { useMutation } from "@tanstack/react-query";
import { notify } from "@/components/ui/notify";
import { fetchJson } from "@/lib/http/fetch-json";
import type { CustomerMapRow } from "@/lib/mappings/customer-map-wire";
import { byConnection, type MappingRow, putMappings } from "./put-mappings";
import { useMapChanged } from "./use-customer-map";

/** Unmaps one after another; the first that is refused ends it, and what was done before it stays done. */
export function useUnmapping(rows: readonly CustomerMapRow[], onDone: () => void) {
  const changed = useMapChanged();
  const undoing = useMutation({
    mutationFn: async () => {
      const refused: string[] = [];
      for (const [connectionId, group] of byConnection(rows, undefined)) {
        const { rejected } = await putMappings(connectionId, group.map(asBefore));
        refused.push(...rejected.map(({ message }) => message));
      }
      return refused;
    },
    onSuccess: ([refused]) =>
      notify(refused ? { tone: "red", text: refused } : { tone: "green", text: `${said(rows)} as before.` }),
    onError: (error) => notify({ tone: "red", text: error.message }),
    onSettled: changed,
  });
  const unmapping = useMutation({
    mutationFn: async () => {
      let message = "";
      for (const { customerId, version } of rows) {
        const path = `/api/v1/mappings/customers/${customerId}${version === null ? "" : `?version=${version}`}`;
        message = (await fetchJson<{ message: string }>(path, { method: "DELETE" })).message;
      }
      return message;
    },
    onSuccess: (message) => {
      const isExcluded = rows[0]?.state === "do_not_map";
      const text = isExcluded
        ? `${said(rows)} back in the list.`
        : `${said(rows)} unmapped.${rows.length === 1 ? ` ${message}` : ""}`;
      notify({ tone: "green", text, action: { label: "Undo", run: () => undoing.mutate() } });
      onDone();
    },
    onSettled: changed,
  });
  return {
    run: () => unmapping.mutate(),
    isBusy: unmapping.isPending,
    error: unmapping.error?.message,
  };
}

const said = (rows: readonly CustomerMapRow[]): string =>
  rows.length === 1 ? `${rows[0]?.companyName} is` : `${rows.length} customers are`;

const asBefore = ({ customerId, state, psaCompanyId, reason }: CustomerMapRow): MappingRow =>
  state === "do_not_map"
    ? { customerId, state, reason: reason ?? "other" }
    : { customerId, state: "mapped", psaCompanyId: psaCompanyId ?? "" };
