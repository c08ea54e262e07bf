import type pg from "pg";
import type { Ctx } from "@/lib/auth/context";
import { keyContext } from "@/lib/auth/key-context";
import { personContext } from "@/lib/auth/person-context";
import { readSessionClaim } from "@/lib/auth/session-token";
import { AppError } from "@/lib/errors";
import { requireOwnOrigin } from "./origin";

/** Written by the nearest hop; for the audit log only, nothing is decided by it. */
export function addressOf(request: Request): string | undefined {
  return request.headers.get("x-forwarded-for")?.split(",").at(-1)?.trim().slice(0, 45) || undefined;
}

export function bearerKey(request: Request): string | undefined {
  const header = request.headers.get("authorization");
  return header === null ? undefined : (/^Bearer\s+(\S+)$/i.exec(header)?.[1] ?? "");
}

/**
 * Who is asking: an API key in the Authorization header, else the session of the cookie. A change asked for by cookie
 * must come from our own pages. Throws `unauthenticated`; no permission is looked at here.
 */
export async function authenticate(pool: pg.Pool, request: Request, requestId: string): Promise<Ctx> {
  const from = addressOf(request);
  const known = { requestId, ...(from !== undefined && { from }) };
  const key = bearerKey(request);
  if (key !== undefined) return keyContext(pool, key, known);
  const claim = await readSessionClaim(request.headers.get("cookie"));
  if (!claim)
    throw new AppError("unauthenticated", "Sign in, or send an API key in the Authorization header.");
  requireOwnOrigin(request);
  return personContext(pool, claim, known);
}
