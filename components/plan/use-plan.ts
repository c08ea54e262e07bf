import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { fetchJson } from "@/lib/http/fetch-json";
import { queryKeys } from "@/lib/http/query-keys";
import type { WirePlanContracts } from "@/lib/plans/plan-contracts-schema";
import type { WirePlanGroups, WirePlanLines, WirePlanProgress } from "@/lib/plans/plan-pages-schema";
import type { WirePlan, WirePlanHead } from "@/lib/plans/plan-schema";

const address = (planId: string) => `/api/v1/plans/${planId}`;

export function usePlanHead(planId: string, initialData?: WirePlanHead) {
  return useQuery({
    queryKey: [...queryKeys.plan(planId), "head"],
    queryFn: () => fetchJson<WirePlanHead>(`${address(planId)}/head`),
    ...(initialData && { initialData }),
  });
}

/** The whole of a small plan. */
export function usePlan(planId: string | undefined) {
  return useQuery({
    queryKey: [...queryKeys.plan(planId ?? ""), "whole"],
    queryFn: () => fetchJson<WirePlan>(address(planId ?? "")),
    enabled: planId !== undefined,
  });
}

export function usePlanContracts(planId: string, isOn: boolean) {
  return useQuery({
    queryKey: [...queryKeys.plan(planId), "contracts"],
    queryFn: () => fetchJson<WirePlanContracts>(`${address(planId)}/contracts`),
    enabled: isOn,
  });
}

export function usePlanGroups(planId: string, after: number | undefined, initialData?: WirePlanGroups) {
  return useQuery({
    queryKey: [...queryKeys.plan(planId), "groups", after ?? -1],
    queryFn: () =>
      fetchJson<WirePlanGroups>(`${address(planId)}/groups${after === undefined ? "" : `?after=${after}`}`),
    ...(initialData && { initialData }),
    placeholderData: keepPreviousData,
  });
}

/** Lines of one customer (or of all, for a plan that knows no customer), the first page; more on demand. */
export function usePlanLines(planId: string, of: { customerId: string | null; after: number | undefined }) {
  const query = new URLSearchParams({
    ...(of.customerId !== null && { customerId: of.customerId }),
    ...(of.after !== undefined && { after: String(of.after) }),
  });
  return useQuery({
    queryKey: [...queryKeys.plan(planId), "lines", of],
    queryFn: () => fetchJson<WirePlanLines>(`${address(planId)}/lines?${query}`),
  });
}

const lookAgainMs = 900;

/** How far a plan has come, again and again until it has ended. */
export function usePlanProgress(planId: string, isOn: boolean) {
  return useQuery({
    queryKey: [...queryKeys.plan(planId), "progress"],
    queryFn: () => fetchJson<WirePlanProgress>(`${address(planId)}/progress`),
    enabled: isOn,
    refetchInterval: (query) => (isUnderWay(query.state.data?.state) ? lookAgainMs : false),
    staleTime: 0,
  });
}

export const isUnderWay = (state: string | undefined): boolean =>
  state === "approved" || state === "applying";

/** Tasks, counts and plans are other ones after a decision; every screen that shows them asks anew. */
export function useForgetDecided() {
  const client = useQueryClient();
  return (planId: string) => {
    for (const queryKey of [
      queryKeys.plan(planId),
      queryKeys.syncTasks(),
      queryKeys.badges,
      queryKeys.operations(),
      queryKeys.overview,
    ]) {
      void client.invalidateQueries({ queryKey });
    }
  };
}

export function useApprove(planId: string) {
  const forget = useForgetDecided();
  return useMutation({
    mutationFn: (body: { hash: string; confirmed?: boolean }) =>
      fetchJson<unknown>(`${address(planId)}/approve`, { method: "POST", body }),
    onSuccess: () => forget(planId),
  });
}

/** Makes the plan that takes something back and goes there: it says beforehand what stays billed. */
export function useUndo() {
  const router = useRouter();
  return useMutation({
    mutationFn: (of: { planId: string } | { operationId: string }) =>
      fetchJson<WirePlan>(
        "planId" in of ? `${address(of.planId)}/undo` : `/api/v1/operations/${of.operationId}/undo`,
        { method: "POST" },
      ),
    onSuccess: (plan) => router.push(`/sync/plans/${plan.id}`),
  });
}
