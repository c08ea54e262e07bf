import { randomUUID } from "node:crypto";
import type pg from "pg";
import { type Building, buildingDb } from "@/db/builders/build";
import { apiKeys, sessions } from "@/db/schema/people";
import { newApiKey } from "@/lib/auth/api-key";
import type { Scope } from "@/lib/auth/scopes";
import { issueSessionCookie } from "@/lib/auth/session-token";
import { addMilliseconds } from "@/lib/clock";
import type { RouteHandler } from "./route";

/** How a caller shows who it is: the headers of a browser with a session, or of a machine with a key. */
export type Caller = Readonly<Record<string, string>>;

export const testOrigin = "http://localhost:3000";

async function businessNow(pool: pg.Pool): Promise<Date> {
  const rows = await pool.query<{ now: Date }>("select business_now() as now");
  const now = rows.rows[0]?.now;
  if (!now) throw new Error("The business clock has no row.");
  return now;
}

/** A session row and its cookie, without the password's work: for tests of everything behind the sign-in. */
export async function signedInCaller(
  building: Building,
  person: { id: string },
  partnerId: string,
): Promise<Caller & { sessionId: string }> {
  const now = await businessNow(building.superuserPool);
  const sessionId = randomUUID();
  await buildingDb(building)
    .insert(sessions)
    .values({
      id: sessionId,
      personId: person.id,
      partnerId,
      startedAt: now,
      lastSeenAt: now,
      expiresAt: addMilliseconds(now, 12 * 3_600_000),
    });
  const cookie = (await issueSessionCookie({ personId: person.id, sessionId })).split(";")[0] ?? "";
  return { cookie, origin: testOrigin, sessionId };
}

export async function keyCaller(
  building: Building,
  key: { partnerId: string; scopes: readonly Scope[]; isVendorWide?: boolean },
): Promise<Caller & { apiKeyId: string }> {
  const made = newApiKey();
  const now = await businessNow(building.superuserPool);
  const apiKeyId = randomUUID();
  await buildingDb(building)
    .insert(apiKeys)
    .values({
      id: apiKeyId,
      partnerId: key.partnerId,
      name: `Key ${made.prefix}`,
      prefix: made.prefix,
      hash: made.hash,
      scopes: [...key.scopes],
      isVendorWide: key.isVendorWide ?? false,
      createdAt: now,
      updatedAt: now,
    });
  return { authorization: `Bearer ${made.key}`, apiKeyId };
}

export type Call = {
  method?: string;
  path?: string;
  caller?: Caller;
  params?: Record<string, string>;
  body?: unknown;
  headers?: Readonly<Record<string, string>>;
};

/** Calls an exported route handler as Next would, with a real Request. */
export async function call(
  handler: RouteHandler,
  input: Call = {},
): Promise<{ status: number; json: unknown; headers: Headers }> {
  const { sessionId: _s, apiKeyId: _k, ...identity } = input.caller ?? {};
  const headers = new Headers({ host: "localhost:3000", ...identity, ...input.headers });
  const hasBody = input.body !== undefined;
  if (hasBody && !headers.has("content-type")) headers.set("content-type", "application/json");
  const body = typeof input.body === "string" ? input.body : JSON.stringify(input.body);
  const request = new Request(`${testOrigin}${input.path ?? "/api/v1/test"}`, {
    method: input.method ?? (hasBody ? "POST" : "GET"),
    headers,
    ...(hasBody && { body }),
  });
  const answer = await handler(request, { params: Promise.resolve(input.params ?? {}) });
  const text = await answer.text();
  return { status: answer.status, json: text === "" ? undefined : JSON.parse(text), headers: answer.headers };
}
