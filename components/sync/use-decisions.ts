"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { fetchJson } from "@/lib/http/fetch-json";
import { queryKeys } from "@/lib/http/query-keys";
import type { DecisionAnswerWire, DecisionWire, SendAnswerWire } from "@/lib/sync/wire";

export type LeftOut = DecisionAnswerWire["leftOut"];
export type Planned = { planId: string; leftOut: LeftOut; writes: number; calls: number; seconds: number };

/** Which tasks are meant: those ticked, or everything that matches the filter. */
export type Chosen = { taskIds: readonly string[] } | { filterQuery: string };

async function idsOf(chosen: Chosen): Promise<readonly string[]> {
  if ("taskIds" in chosen) return chosen.taskIds;
  return (await fetchJson<{ taskIds: string[] }>(`/api/v1/sync-tasks/ids?${chosen.filterQuery}`)).taskIds;
}

function useAsked<Input, Answer>(ask: (input: Input) => Promise<Answer>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ask,
    onSettled: () =>
      Promise.all(
        [queryKeys.syncTasks(), queryKeys.badges, queryKeys.overview].map((queryKey) =>
          client.invalidateQueries({ queryKey }),
        ),
      ),
  });
}

/** Makes one plan of the chosen tasks: the PSA is read, nothing is written. */
export const usePlanTasks = () =>
  useAsked(async (chosen: Chosen): Promise<Planned> => {
    const { plan, leftOut } = await fetchJson<{
      plan: { id: string; totals: { writes: number }; forecast: { calls: number; seconds: number } };
      leftOut: LeftOut;
    }>("/api/v1/plans", { method: "POST", body: { taskIds: await idsOf(chosen) } });
    return { planId: plan.id, leftOut, writes: plan.totals.writes, ...plan.forecast };
  });

type Decision = { decision: DecisionWire["decision"]; reason?: string; chosen: Chosen };

export const useDecide = () =>
  useAsked(async ({ chosen, ...decision }: Decision) =>
    fetchJson<DecisionAnswerWire>("/api/v1/sync-tasks/decisions", {
      method: "POST",
      body: { ...decision, taskIds: await idsOf(chosen) },
    }),
  );

/** Approved tasks that were held for a later day go out at once. */
export const useSendNow = () =>
  useAsked(async (chosen: Chosen) =>
    fetchJson<SendAnswerWire>("/api/v1/sync-tasks/send", {
      method: "POST",
      body: { taskIds: await idsOf(chosen) },
    }),
  );
