import { randomUUID } from "node:crypto";
import type pg from "pg";
import { recordAudit } from "@/lib/audit/record";
import { AppError } from "@/lib/errors";
import { log } from "@/lib/log";
import { makeContext } from "./context";
import { atTheDoor } from "./door";
import { type Membership, membershipsOf } from "./membership-store";
import { passwordMatches } from "./password";
import { findPersonByEmail, insertSession, type PersonRow } from "./session-store";
import type { SessionClaim } from "./session-token";
import { giveTryBack, takeTry } from "./sign-in-attempt-store";
import { accountKey, throttledMessage } from "./throttle";

export type SignInInput = {
  email: string;
  password: string;
  requestId: string;
  from?: string | undefined;
  userAgent?: string | undefined;
};
export type SignedIn = SessionClaim & { name: string; email: string; home: Membership };

const refused = (): AppError => new AppError("unauthenticated", "E-mail or password is not right.");

const normaliseEmail = (email: string): string => email.trim().normalize("NFC").toLowerCase();

/**
 * Checks a password and begins a session in the person's first tenant. An unknown account, a wrong password, a locked
 * person and one without any tenant get the same sentence after the same work. Throws `limit_exceeded` with the time
 * from which the next try is evaluated.
 */
export async function signIn(pool: pg.Pool, input: SignInInput): Promise<SignedIn> {
  const email = normaliseEmail(input.email);
  const account = accountKey(email);
  const asked = await atTheDoor(pool, async (db, now) => ({
    now,
    blockedUntil: await takeTry(db, now, account),
    person: await findPersonByEmail(db, email),
  }));
  const { now, person, blockedUntil } = asked;
  if (blockedUntil) {
    const retryAfterMs = blockedUntil.getTime() - now.getTime();
    throw new AppError("limit_exceeded", throttledMessage(blockedUntil), { retryAfterMs });
  }
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
    await giveTryBack(db, account, now);
    return (await membershipsOf(db, person.id))[0];
  });
  if (!home) throw refused();
  const sessionId = await beginSession(pool, person, home, input);
  return { personId: person.id, sessionId, name: person.name, email, home };
}

async function beginSession(
  pool: pg.Pool,
  person: PersonRow,
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
    await insertSession(tx, { id: sessionId, personId: person.id, userAgent: input.userAgent });
    await recordAudit(tx, { action: "session.started", recordKind: "session", recordId: sessionId });
  });
  return sessionId;
}
