import { and, desc, eq, isNull } from "drizzle-orm";
import type { Sql } from "@/db/client";
import { persons, sessions } from "@/db/schema/people";
import { addMilliseconds } from "@/lib/clock";
import type { Tx } from "./context";
import { absoluteHours, type SessionClaim } from "./session-token";

export type SessionRow = typeof sessions.$inferSelect;
export type PersonRow = typeof persons.$inferSelect;

export async function findPersonByEmail(db: Sql, email: string): Promise<PersonRow | undefined> {
  return (await db.select().from(persons).where(eq(persons.email, email)))[0];
}

/** The row behind a claim, unless it was ended; whether it still counts is `isLive`'s to say. */
export async function findSession(
  db: Sql,
  claim: SessionClaim,
): Promise<{ session: SessionRow; person: PersonRow } | undefined> {
  const rows = await db
    .select({ session: sessions, person: persons })
    .from(sessions)
    .innerJoin(persons, eq(persons.id, sessions.personId))
    .where(
      and(eq(sessions.id, claim.sessionId), eq(sessions.personId, claim.personId), isNull(sessions.endedAt)),
    );
  return rows[0];
}

export async function touchSession(db: Sql, sessionId: string, now: Date): Promise<void> {
  await db.update(sessions).set({ lastSeenAt: now }).where(eq(sessions.id, sessionId));
}

/** Begins a session in the context's tenant, for at most `absoluteHours` of business time. */
export async function insertSession(
  tx: Tx,
  session: { id: string; personId: string; userAgent: string | undefined },
): Promise<void> {
  await tx.db.insert(sessions).values({
    id: session.id,
    personId: session.personId,
    partnerId: tx.ctx.partnerId,
    startedAt: tx.now,
    lastSeenAt: tx.now,
    expiresAt: addMilliseconds(tx.now, absoluteHours * 3_600_000),
    fromAddress: tx.ctx.from ?? null,
    userAgent: session.userAgent?.slice(0, 200) ?? null,
  });
  await tx.db
    .update(persons)
    .set({ lastSignInAt: tx.now, updatedAt: tx.now })
    .where(eq(persons.id, session.personId));
}

/** Answers whether there is such a session of this person, and whether this call ended it. */
export async function endSessionRow(
  tx: Tx,
  session: { id: string; personId: string; reason: string },
): Promise<"none" | "ended_before" | "ended_now"> {
  const own = and(eq(sessions.id, session.id), eq(sessions.personId, session.personId));
  const ended = await tx.db
    .update(sessions)
    .set({ endedAt: tx.now, endedReason: session.reason })
    .where(and(own, isNull(sessions.endedAt)))
    .returning({ id: sessions.id });
  if (ended.length > 0) return "ended_now";
  const found = await tx.db.select({ id: sessions.id }).from(sessions).where(own);
  return found.length > 0 ? "ended_before" : "none";
}

export async function sessionsOf(tx: Tx, personId: string): Promise<SessionRow[]> {
  return tx.db
    .select()
    .from(sessions)
    .where(and(eq(sessions.personId, personId), isNull(sessions.endedAt)))
    .orderBy(desc(sessions.startedAt));
}

export async function turnSession(tx: Tx, sessionId: string, partnerId: string): Promise<void> {
  await tx.db.update(sessions).set({ partnerId, lastSeenAt: tx.now }).where(eq(sessions.id, sessionId));
}
