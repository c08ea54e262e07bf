import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import type pg from "pg";
import { persons, sessions } from "@/db/schema/people";
import { recordAudit } from "@/lib/audit/record";
import { addMilliseconds } from "@/lib/clock";
import { AppError } from "@/lib/errors";
import { log } from "@/lib/log";
import { makeContext } from "./context";
import { atTheDoor } from "./door";
import { passwordMatches } from "./password";
import { type Membership, membershipsOf } from "./person-context";
import { absoluteHours, type SessionClaim } from "./session-token";
import { accountKey, giveTryBack, takeTry, throttledMessage } from "./throttle";

export type SignInInput = {
  email: string;
  password: string;
  from?: string;
  userAgent?: string;
  requestId: string;
};
export type SignedIn = SessionClaim & { name: string; email: string; home: Membership };

const refused = (): AppError => new AppError("unauthenticated", "E-mail or password is not right.");

export const normaliseEmail = (email: string): string => email.trim().normalize("NFC").toLowerCase();

/**
 * Checks a password and begins a session in the person's first tenant. An unknown account, a wrong password, a locked
 * person and one without any tenant get the same sentence after the same work. Throws `limit_exceeded` with the time
 * from which the next try is evaluated.
 */
export async function signIn(pool: pg.Pool, input: SignInInput): Promise<SignedIn> {
  const email = normaliseEmail(input.email);
  const account = accountKey(email);
  const asked = await atTheDoor(pool, async (db, now) => {
    const blockedUntil = await takeTry(db, now, account);
    if (blockedUntil) return { blockedUntil, now };
    const person = (await db.select().from(persons).where(eq(persons.email, email)))[0];
    return { person, now };
  });
  if (asked.blockedUntil) {
    const retryAfterMs = asked.blockedUntil.getTime() - asked.now.getTime();
    throw new AppError("limit_exceeded", throttledMessage(asked.blockedUntil), { retryAfterMs });
  }
  const { person } = asked;
  const matches = await passwordMatches(input.password, person?.passwordHash);
  if (!matches || !person || person.state !== "active") {
    log.warn("sign-in refused", {
      account: account.slice(0, 12),
      from: input.from,
      requestId: input.requestId,
    });
    throw refused();
  }
  const home = await atTheDoor(pool, async (db) => {
    await giveTryBack(db, account, asked.now);
    return (await membershipsOf(db, person.id))[0];
  });
  if (!home) throw refused();
  const sessionId = await beginSession(pool, person, home, input);
  return { personId: person.id, sessionId, name: person.name, email, home };
}

async function beginSession(
  pool: pg.Pool,
  person: { id: string; name: string },
  home: Membership,
  input: SignInInput,
): Promise<string> {
  const sessionId = randomUUID();
  const ctx = makeContext(pool, {
    actor: { kind: "person", personId: person.id, sessionId, name: person.name },
    partnerId: home.partnerId,
    role: home.role,
    canSeeCost: false,
    scope: { vendorSide: [], partnerSide: [home.partnerId], door: true },
    requestId: input.requestId,
    ...(input.from !== undefined && { from: input.from }),
  });
  await ctx.transaction(async (tx) => {
    await tx.db.insert(sessions).values({
      id: sessionId,
      personId: person.id,
      partnerId: home.partnerId,
      startedAt: tx.now,
      lastSeenAt: tx.now,
      expiresAt: addMilliseconds(tx.now, absoluteHours * 3_600_000),
      fromAddress: input.from ?? null,
      userAgent: input.userAgent?.slice(0, 200) ?? null,
    });
    await tx.db
      .update(persons)
      .set({ lastSignInAt: tx.now, updatedAt: tx.now })
      .where(eq(persons.id, person.id));
    await recordAudit(tx, { action: "session.started", recordKind: "session", recordId: sessionId });
  });
  return sessionId;
}
