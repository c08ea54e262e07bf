"use client";

import { useReader } from "@/components/shell/reader";
import { useNow } from "@/components/ui/time";
import { showExactTime, showTime } from "@/lib/show";

/** The time of an entry, "09:54", with its day where that is not today; to the second on hover. */
export function LogTime({ at }: { at: string }) {
  const reader = useReader();
  const now = useNow();
  return (
    <time dateTime={at} title={showExactTime(at, reader)} className="whitespace-nowrap tabular">
      {showTime(at, reader, now)}
    </time>
  );
}
