import { Temporal } from "temporal-polyfill";
import type { ZoneMarks } from "./day-marks";

/** The zone's offsets of two years back and one ahead of an instant, which pages of today write times of. Server only. */
export function zoneMarksAt(zone: string, nowMs: number): ZoneMarks {
  const now = Temporal.Instant.fromEpochMilliseconds(nowMs).toZonedDateTimeISO(zone);
  const until = now.add({ years: 1 }).epochMilliseconds;
  const first = now.subtract({ years: 2 });
  const offsets = [markOf(first)];
  for (let next = first.getTimeZoneTransition("next"); next; next = next.getTimeZoneTransition("next")) {
    if (next.epochMilliseconds >= until) break;
    offsets.push(markOf(next));
  }
  return { offsets, until };
}

const markOf = (at: Temporal.ZonedDateTime) => ({
  from: at.epochMilliseconds,
  minutes: at.offsetNanoseconds / 60_000_000_000,
});
