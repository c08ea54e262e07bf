"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { notify } from "@/components/ui/notify";
import { fetchJson } from "@/lib/http/fetch-json";
import { queryKeys } from "@/lib/http/query-keys";
import type { CheckOutcomeWire, SyncRunWire } from "@/lib/sync/wire";

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** A check that somebody else started is waited for as if it were ours: the click joined it. */
async function checkOne(connectionId: string): Promise<string> {
  const outcome = await fetchJson<CheckOutcomeWire>("/api/v1/sync-runs", {
    method: "POST",
    body: { connectionId },
  });
  if (outcome.state === "finished") return outcome.message;
  for (;;) {
    await pause(1_500);
    const run = await fetchJson<SyncRunWire>(`/api/v1/sync-runs/${outcome.syncRunId}`);
    if (run.state !== "running") return run.result ?? outcome.message;
  }
}

/** Check Changes for these connections, one after the other. */
export function useCheck() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (connectionIds: readonly string[]) => {
      const said: string[] = [];
      for (const id of connectionIds) said.push(await checkOne(id));
      return said;
    },
    onSuccess: (said) => notify({ tone: "green", text: said.join(" ") }),
    onSettled: () =>
      Promise.all(
        [queryKeys.syncTasks(), queryKeys.badges, queryKeys.overview].map((queryKey) =>
          client.invalidateQueries({ queryKey }),
        ),
      ),
  });
}
