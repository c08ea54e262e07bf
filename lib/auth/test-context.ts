import { randomUUID } from "node:crypto";
import type pg from "pg";
import { type Ctx, makeContext } from "./context";
import type { Role } from "./roles";

/** A signed-in person of one tenant, for tests of use cases: an admin unless told otherwise. No session row behind it. */
export function testContext(
  pool: pg.Pool,
  who: { partnerId: string; role?: Role; canSeeCost?: boolean; personId?: string; name?: string },
): Ctx {
  const role = who.role ?? "partner_admin";
  return makeContext(pool, {
    actor: {
      kind: "person",
      personId: who.personId ?? randomUUID(),
      sessionId: randomUUID(),
      name: who.name ?? `Test ${role}`,
    },
    partnerId: who.partnerId,
    role,
    canSeeCost: who.canSeeCost ?? role === "partner_admin",
    scope: { vendorSide: [who.partnerId], partnerSide: [who.partnerId] },
    requestId: `req_${randomUUID().replaceAll("-", "")}`,
  });
}

/** The context of an API key with these scopes; `vendorWide` names the partners of the batch it acts for. */
export function testKeyContext(
  pool: pg.Pool,
  key: { partnerId: string; scopes: readonly string[]; vendorWide?: readonly string[] },
): Ctx {
  return makeContext(pool, {
    actor: {
      kind: "api_key",
      apiKeyId: randomUUID(),
      name: "Test key",
      scopes: key.scopes,
      isVendorWide: key.vendorWide !== undefined,
    },
    partnerId: key.partnerId,
    role: undefined,
    canSeeCost: key.vendorWide === undefined,
    scope: { vendorSide: key.vendorWide ?? [key.partnerId], partnerSide: [key.partnerId] },
    requestId: `req_${randomUUID().replaceAll("-", "")}`,
  });
}
