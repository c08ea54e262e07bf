"use client";

import { type ReactNode, useSyncExternalStore } from "react";
import { type Reader, useReader } from "@/components/shell/reader";
import { dayOf, showDay, showExactTime, showRelative, showTime } from "@/lib/show";

/** Business time to the half minute: enough for "4 min ago", and the server's own words until then. */
const step = 30_000;
const everyStep = (changed: () => void) => {
  const timer = setInterval(changed, step);
  return () => clearInterval(timer);
};

export function useNow(): number {
  const reader = useReader();
  return useSyncExternalStore(
    everyStep,
    () => Math.max(Date.parse(reader.madeAt), Math.floor(reader.now() / step) * step),
    () => Date.parse(reader.madeAt),
  );
}

/** The reader's calendar date. */
const todayOf = (reader: Reader, nowMs: number): string => dayOf(nowMs, reader.zone);

/** "4 min ago", exact with its zone on hover; older than a day the day and time. */
export function Moment({ at }: { at: string | null | undefined }) {
  const reader = useReader();
  const now = useNow();
  if (!at) return <span className="text-muted">never</span>;
  return (
    <Time at={at} reader={reader}>
      {showRelative(at, reader, now)}
    </Time>
  );
}

/** "as of 09:41": how old what is shown is. */
export function AsOf({
  at,
  isStale = false,
  children,
}: {
  at: string | null | undefined;
  isStale?: boolean;
  children?: ReactNode;
}) {
  const reader = useReader();
  const now = useNow();
  return (
    <span className={isStale ? "text-small text-amber" : "text-small text-muted"}>
      {children}
      {at ? (
        <Time at={at} reader={reader}>
          as of {showTime(at, reader, now)}
        </Time>
      ) : (
        "not read yet"
      )}
    </span>
  );
}

/** Says its exact time when somebody points at it: writing that for each of a hundred rows beforehand takes its time. */
function Time({ at, reader, children }: { at: string; reader: Reader; children: ReactNode }) {
  return (
    <time
      dateTime={at}
      className="whitespace-nowrap"
      onPointerEnter={(event) => {
        event.currentTarget.title = showExactTime(at, reader);
      }}
    >
      {children}
    </time>
  );
}

/** A calendar date, "17 March"; it has no time and no zone. */
export function Day({ date }: { date: string }) {
  const reader = useReader();
  const now = useNow();
  return (
    <time dateTime={date} className="whitespace-nowrap">
      {showDay(date, reader.locale, todayOf(reader, now))}
    </time>
  );
}

export function Period({ from, to }: { from: string; to: string }) {
  return (
    <span className="whitespace-nowrap">
      <Day date={from} /> to <Day date={to} />
    </span>
  );
}
