import { and, eq, isNull } from "drizzle-orm";
import type { Sql } from "@/db/client";
import { persons, sessions } from "@/db/schema/people";
import { addMilliseconds } from "@/lib/clock";
import { idleMinutes, type SessionClaim } from "./session-token";

export type LiveSession = {
  id: string;
  personId: string;
  name: string;
  email: string;
  zone: string | null;
  /** The tenant the person looks at. */
  partnerId: string;
};

const minute = 60_000;

/** Whether a session row still counts at this business time. */
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

/**
 * The session of a claim, asked of the database at every request: ended, idle, expired or a locked person's session is
 * none. Remembers to the minute that it was used.
 */
export async function findLiveSession(
  db: Sql,
  now: Date,
  claim: SessionClaim,
): Promise<LiveSession | undefined> {
  const rows = await db
    .select({ session: sessions, person: persons })
    .from(sessions)
    .innerJoin(persons, eq(persons.id, sessions.personId))
    .where(
      and(eq(sessions.id, claim.sessionId), eq(sessions.personId, claim.personId), isNull(sessions.endedAt)),
    );
  const row = rows[0];
  if (!row || !isLive(row.session, now) || row.person.state !== "active") return undefined;
  if (addMilliseconds(row.session.lastSeenAt, minute) <= now) {
    await db.update(sessions).set({ lastSeenAt: now }).where(eq(sessions.id, row.session.id));
  }
  const { id, name, email, zone } = row.person;
  return { id: row.session.id, personId: id, name, email, zone, partnerId: row.session.partnerId };
}
