"use client";

import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { ApiProblem } from "@/lib/http/fetch-json";

/** One store of answers for the page. A refusal is not asked for again; silence is, twice. */
export function QueryProvider({ children }: { children: ReactNode }) {
  const [client] = useState(
    () =>
      new QueryClient({
        defaultOptions: {
          queries: {
            // Offline, a question fails in words; it neither waits without a sign nor is sent later unasked.
            networkMode: "always",
            refetchOnReconnect: true,
            // The page came with its first data; it is asked for again when somebody returns to the window.
            staleTime: 10_000,
            retry: (count, error) =>
              count < 2 && error instanceof ApiProblem && (error.status === 0 || error.status >= 500),
          },
          mutations: { networkMode: "always", retry: false },
        },
      }),
  );
  return <QueryClientProvider client={client}>{children}</QueryClientProvider>;
}
