import { decode, encode } from "next-auth/jwt";
import { environment } from "@/lib/env";

/** What the cookie carries. Everything else is asked of the database, so that an ended session is ended everywhere. */
export type SessionClaim = { personId: string; sessionId: string };

/** The longest a session may live, in hours, counted from signing in. */
export const absoluteHours = 12;
/** A session that nobody used for this long is over. */
export const idleMinutes = 30;

/** `__Host-` binds the cookie to exactly this host; browsers accept it over https only. */
export function sessionCookieName(): string {
  return environment().portalUrl.startsWith("https://")
    ? "__Host-counterpart-session"
    : "counterpart-session";
}

function sessionCookie(token: string, maxAgeSeconds: number): string {
  const secure = environment().portalUrl.startsWith("https://") ? "; Secure" : "";
  return `${sessionCookieName()}=${token}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${maxAgeSeconds}${secure}`;
}

/** The cookie of a new session, encrypted the way next-auth does it, so that its own routes read it too. */
export async function issueSessionCookie(claim: SessionClaim): Promise<string> {
  const maxAge = absoluteHours * 3600;
  const token = await encode({
    token: { sub: claim.personId, sid: claim.sessionId },
    secret: environment().sessionSecret,
    maxAge,
  });
  return sessionCookie(token, maxAge);
}

export const endedSessionCookie = (): string => sessionCookie("", 0);

/** The claim of a request's cookie header; undefined when there is none, or when it was not made by us. */
export async function readSessionClaim(cookieHeader: string | null): Promise<SessionClaim | undefined> {
  const name = `${sessionCookieName()}=`;
  const found = cookieHeader
    ?.split(";")
    .map((part) => part.trim())
    .find((part) => part.startsWith(name));
  if (!found) return undefined;
  try {
    const token = await decode({ token: found.slice(name.length), secret: environment().sessionSecret });
    if (typeof token?.sub !== "string" || typeof token.sid !== "string") return undefined;
    return { personId: token.sub, sessionId: token.sid };
  } catch {
    return undefined;
  }
}
