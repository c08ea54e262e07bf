"use client";

import { useReader } from "@/components/shell/reader";
import { useNow } from "@/components/ui/time";
import { showExactTime, showSpan } from "@/lib/show";

/** How long a task has waited: "3 h", exact on hover. */
export function TaskAge({ at }: { at: string }) {
  const reader = useReader();
  const now = useNow();
  return (
    <time dateTime={at} title={showExactTime(at, reader)} className="text-small whitespace-nowrap text-muted">
      {showSpan(now - Date.parse(at))}
    </time>
  );
}
