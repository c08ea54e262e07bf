import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { fetchJson } from "@/lib/http/fetch-json";
import { queryKeys } from "@/lib/http/query-keys";
import type { Wizard } from "@/lib/sync/wizard-wire";

const settleMs = 700;

/** The task and both sides of it. While a mapping was saved and the task is not put in order yet, it asks again. */
export function useWizard(taskId: string, initialData: Wizard) {
  return useQuery({
    queryKey: [...queryKeys.syncTask(taskId), "wizard"],
    queryFn: () => fetchJson<Wizard>(`/api/v1/sync-tasks/${taskId}/wizard`),
    initialData,
    refetchInterval: (query) => (isSettling(query.state.data) ? settleMs : false),
  });
}

/** Everything is mapped, and the task has not been looked at again yet. */
export const isSettling = (wizard: Wizard | undefined): boolean =>
  wizard?.task.state === "needs_mapping" &&
  wizard.steps.every(({ step, isSettled }) => isSettled || step === "lines" || step === "confirm");

type Rejected = { code: string; message: string; current?: unknown };
type BatchAnswer = { saved: unknown[]; rejected: Rejected[] };

export type MappingRow =
  | {
      of: "customers";
      row: { customerId: string; version?: number; state: string; psaCompanyId?: string; reason?: string };
    }
  | { of: "products"; row: { productId: string; version?: number; state: "mapped"; psaItemId: string } }
  | {
      of: "contracts";
      row: { subscriptionId: string; version?: number; psaContractId: string; useContractStart?: boolean };
    };

/** Saves one mapping at once; what the API says against it comes back as the error's sentence. */
export function useSaveMapping(wizard: Wizard) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async ({ of, row }: MappingRow) => {
      const { rejected } = await fetchJson<BatchAnswer>(`/api/v1/mappings/${of}`, {
        method: "PUT",
        body: { connectionId: wizard.connection.id, rows: [row] },
      });
      const [refused] = rejected;
      if (refused) throw new Refused(refused);
    },
    onSettled: async () => {
      for (const queryKey of [queryKeys.customerMap(), queryKeys.products(), queryKeys.badges]) {
        void client.invalidateQueries({ queryKey });
      }
      await client.invalidateQueries({ queryKey: queryKeys.syncTask(wizard.task.id) });
    },
  });
}

export class Refused extends Error {
  readonly isConflict: boolean;

  constructor({ code, message }: Rejected) {
    super(message);
    this.isConflict = code === "conflict";
  }
}

export function useIgnore(taskId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (reason: string) =>
      fetchJson<unknown>(`/api/v1/sync-tasks/${taskId}/ignore`, { method: "POST", body: { reason } }),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: queryKeys.syncTasks() });
      void client.invalidateQueries({ queryKey: queryKeys.badges });
    },
  });
}

/** A failed task is put back among those that wait, so that it can be edited and planned again. */
export function useRetryTask(taskId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => fetchJson<unknown>(`/api/v1/sync-tasks/${taskId}/retry`, { method: "POST" }),
    onSettled: () => client.invalidateQueries({ queryKey: queryKeys.syncTask(taskId) }),
  });
}
