"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { notify } from "@/components/ui/notify";
import type { SessionList } from "@/lib/auth/session-wire";
import { ApiProblem, fetchJson } from "@/lib/http/fetch-json";
import { queryKeys } from "@/lib/http/query-keys";

export const useSessions = (first: SessionList) =>
  useQuery({
    queryKey: queryKeys.sessions,
    queryFn: ({ signal }) => fetchJson<SessionList>("/api/v1/sessions", { signal }),
    initialData: first,
  });

export function useEndSession() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => fetchJson(`/api/v1/sessions/${id}`, { method: "DELETE" }),
    onSuccess: () => {
      notify({ tone: "green", text: "Signed out there. Its next request meets the sign-in." });
      return client.invalidateQueries({ queryKey: queryKeys.sessions });
    },
    onError: (error) =>
      notify({
        tone: "red",
        text: error instanceof ApiProblem ? error.detail : "That did not work. Try again.",
      }),
  });
}
