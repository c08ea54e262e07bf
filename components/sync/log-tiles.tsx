"use client";

import { useReader } from "@/components/shell/reader";
import { Moment } from "@/components/ui/time";
import type { LogSummaryWire } from "@/lib/operations/operation-schema";
import { showCount } from "@/lib/show";

/** Only what the ledger proves. */
export function LogTiles({ summary }: { summary: LogSummaryWire }) {
  const { locale } = useReader();
  const count = (value: number) => showCount(value, locale, Number.MAX_SAFE_INTEGER);
  const tiles = [
    ["Written today", count(summary.writtenToday)],
    ["Written in 7 days", count(summary.writtenWeek)],
    ["Refused in 7 days", count(summary.refusedWeek)],
    ["Needs a look", count(summary.inReview)],
    ["Last entry", <Moment key="last" at={summary.lastAt} />],
  ] as const;
  return (
    <dl className="grid grid-cols-2 gap-2 sm:grid-cols-5">
      {tiles.map(([label, value]) => (
        <div key={label} className="rounded-lg border border-line bg-surface px-4 py-2">
          <dt className="text-small text-muted">{label}</dt>
          <dd className="text-lead font-semibold tabular">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
