"use client";

import { ProblemNotice } from "@/components/ui/notice";

/** A page that failed on the server: what, reference, retry. */
export default function ErrorPage({ error, reset }: { error: Error & { digest?: string }; reset(): void }) {
  return (
    <div className="mx-auto grid max-w-2xl gap-3 p-6">
      <h1 className="text-title font-semibold">This page could not be made</h1>
      <ProblemNotice problem={error} onRetry={reset} />
      {error.digest ? <p className="text-small text-muted">Reference {error.digest}</p> : null}
    </div>
  );
}
