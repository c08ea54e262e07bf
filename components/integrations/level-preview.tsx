"use client";

import { useQuery } from "@tanstack/react-query";
import { Notice } from "@/components/ui/notice";
import type { LevelPreviewWire } from "@/lib/automation/wire";
import { fetchJson } from "@/lib/http/fetch-json";
import { queryKeys } from "@/lib/http/query-keys";

/** Before a level is saved: what the last 30 days would have met at it. */
export function LevelPreview({ connectionId, level }: { connectionId: string; level: string }) {
  const path = `/api/v1/connections/${connectionId}/automation-preview?level=${level}`;
  const { data } = useQuery({
    queryKey: [...queryKeys.connection(connectionId), "automation-preview", level],
    queryFn: ({ signal }) => fetchJson<LevelPreviewWire>(path, { signal }),
  });
  if (!data) return null;
  return (
    <Notice tone="grey">
      {data.sentence}
      {data.waiting.length > 0 ? (
        <ul className="mt-1 list-disc pl-4 text-small">
          {data.waiting.map(({ guard, count, example }) => (
            <li key={guard}>
              {count} x {example}
            </li>
          ))}
        </ul>
      ) : null}
    </Notice>
  );
}
