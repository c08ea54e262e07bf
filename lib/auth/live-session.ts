import { addMilliseconds } from "@/lib/clock";
import { idleMinutes } from "./session-token";

const minute = 60_000;

/** Whether a session still counts at this business time: not ended, not too old, not idle for too long. */
export function isLive(
  session: { expiresAt: Date; lastSeenAt: Date; endedAt: Date | null },
  now: Date,
): boolean {
  return (
    session.endedAt === null &&
    session.expiresAt > now &&
    addMilliseconds(session.lastSeenAt, idleMinutes * minute) > now
  );
}

/** "Last seen" is kept to the minute, so that reading a page is not a write each time. */
export function isStale(session: { lastSeenAt: Date }, now: Date): boolean {
  return addMilliseconds(session.lastSeenAt, minute) <= now;
}
