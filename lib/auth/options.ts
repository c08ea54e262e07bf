import type { NextAuthOptions } from "next-auth";
import CredentialsProvider from "next-auth/providers/credentials";
import { applicationPool } from "@/db/application-pool";
import { environment } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { endSession } from "./end-session";
import { personContext } from "./person-context";
import { newRequestId } from "./request-id";
import { absoluteHours, sessionCookieName } from "./session-token";
import { signIn } from "./sign-in";

/**
 * next-auth's settings: credentials, and a token that carries no more than the ids of person and session. Made at the
 * first request, since the build has no environment. `POST /api/v1/sessions` begins the same sessions for the sign-in
 * page and for scripts; next-auth's own form needs a cookie that a page rendered on the server cannot set.
 */
export function authOptions(): NextAuthOptions {
  const { portalUrl, sessionSecret } = environment();
  const secure = portalUrl.startsWith("https://");
  return {
    secret: sessionSecret,
    session: { strategy: "jwt", maxAge: absoluteHours * 3600 },
    pages: { signIn: "/sign-in", error: "/sign-in" },
    useSecureCookies: secure,
    cookies: {
      sessionToken: {
        name: sessionCookieName(),
        options: { httpOnly: true, sameSite: "lax", path: "/", secure },
      },
    },
    providers: [
      CredentialsProvider({
        name: "E-mail and password",
        credentials: { email: { type: "email" }, password: { type: "password" } },
        authorize: async (given, request) => {
          if (!given?.email || !given.password) return null;
          const userAgent: unknown = request.headers?.["user-agent"];
          try {
            const person = await signIn(applicationPool(), {
              email: given.email.slice(0, 254),
              password: given.password.slice(0, 200),
              requestId: newRequestId(),
              userAgent: typeof userAgent === "string" ? userAgent : undefined,
            });
            return {
              id: person.personId,
              name: person.name,
              email: person.email,
              sessionId: person.sessionId,
            };
          } catch (error) {
            if (error instanceof AppError && error.code === "unauthenticated") return null;
            throw error;
          }
        },
      }),
    ],
    callbacks: {
      jwt: ({ token, user }) =>
        user ? { sub: user.id, sid: user.sessionId } : { sub: token.sub, sid: token.sid },
      session: async ({ session, token }) => {
        const claim = claimOf(token);
        const name = claim && (await nameBehind(claim));
        return { expires: session.expires, ...(name !== undefined && { user: { name } }) };
      },
    },
    events: {
      signOut: async ({ token }) => {
        const claim = claimOf(token);
        if (!claim) return;
        const ctx = await personContext(applicationPool(), claim, { requestId: newRequestId() });
        await endSession(ctx, { sessionId: claim.sessionId });
      },
    },
  };
}

type Token = { sub?: string | undefined; sid?: string | undefined } | null | undefined;

function claimOf(token: Token): { personId: string; sessionId: string } | undefined {
  return token?.sub && token.sid ? { personId: token.sub, sessionId: token.sid } : undefined;
}

/** An ended session has nobody behind it, however fresh its token is. */
async function nameBehind(claim: { personId: string; sessionId: string }): Promise<string | undefined> {
  try {
    const ctx = await personContext(applicationPool(), claim, { requestId: newRequestId() });
    return ctx.actor.kind === "person" ? ctx.actor.name : undefined;
  } catch (error) {
    if (error instanceof AppError && error.code === "unauthenticated") return undefined;
    throw error;
  }
}
