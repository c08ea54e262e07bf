import { afterAll, beforeAll, describe, expect, test } from "vitest";
import * as meRoute from "@/app/api/v1/me/route";
import * as signOutRoute from "@/app/api/v1/me/sign-out/route";
import * as tenantRoute from "@/app/api/v1/me/tenant/route";
import * as sessionRoute from "@/app/api/v1/sessions/[sessionId]/route";
import * as sessionsRoute from "@/app/api/v1/sessions/route";
import { setApplicationPool } from "@/db/application-pool";
import { buildPartner, buildVendor } from "@/db/builders/partner";
import { buildMembership, buildPerson } from "@/db/builders/person";
import { createTestDatabase, type TestDatabase } from "@/db/test-database";
import { call, keyCaller, signedInCaller, testOrigin } from "@/lib/http/test-call";

let database: TestDatabase;
let partnerId: string;
const password = "correct horse battery";

beforeAll(async () => {
  database = await createTestDatabase();
  setApplicationPool(database.pool);
  partnerId = (await buildPartner(database, { name: "Brightwater" })).partnerId;
});
afterAll(async () => {
  setApplicationPool(undefined);
  await database.drop();
});

const form = { "content-type": "application/x-www-form-urlencoded", origin: testOrigin };
const cookieOf = (answer: { headers: Headers }) => answer.headers.get("set-cookie")?.split(";")[0] ?? "";
const actionsAbout = async (recordId: string) => {
  const found = await database.superuserPool.query<{ action: string }>(
    "select action from audit_entries where record_id = $1 order by sequence",
    [recordId],
  );
  return found.rows.map((row) => row.action);
};

describe("signing in over HTTP", () => {
  test("gives a script a cookie that only HTTP reads, and the cookie opens the door", async () => {
    const { email } = await buildPerson(database, { partnerId, password });
    const answer = await call(sessionsRoute.POST, { body: { email, password } });
    expect(answer).toMatchObject({
      status: 200,
      json: { person: { email }, partnerId, role: "partner_admin" },
    });
    expect(answer.headers.get("set-cookie")).toMatch(/HttpOnly; SameSite=Lax/);
    const me = await call(meRoute.GET, { caller: { cookie: cookieOf(answer) } });
    expect(me).toMatchObject({ status: 200, json: { email, partnerName: "Brightwater" } });
  });

  test("sends the form of the sign-in page on to where the person wanted to go", async () => {
    const { email } = await buildPerson(database, { partnerId, password });
    const body = new URLSearchParams({ email, password, next: "/sync?page=2" }).toString();
    const answer = await call(sessionsRoute.POST, { body, headers: form });
    expect(answer.status).toBe(303);
    expect(answer.headers.get("location")).toBe("/sync?page=2");
    expect(cookieOf(answer)).toMatch(/^counterpart-session=.+/);
  });

  test.each([
    "//elsewhere.example",
    "https://elsewhere.example",
    "/\\elsewhere.example",
    "javascript:alert(1)",
  ])("never sends the form on to %s", async (next) => {
    const { email } = await buildPerson(database, { partnerId, password });
    const body = new URLSearchParams({ email, password, next }).toString();
    const answer = await call(sessionsRoute.POST, { body, headers: form });
    expect(answer.headers.get("location")).toBe("/");
  });

  test("refuses the form of a stranger's page", async () => {
    const { email } = await buildPerson(database, { partnerId, password });
    const body = new URLSearchParams({ email, password }).toString();
    for (const origin of ["https://elsewhere.example", "null"]) {
      const answer = await call(sessionsRoute.POST, { body, headers: { ...form, origin } });
      expect(answer.status).toBe(403);
      expect(answer.headers.get("set-cookie")).toBeNull();
    }
  });

  test("says a wrong password to the form by going back to the page", async () => {
    const body = new URLSearchParams({ email: "nobody@example.test", password: "wrong" }).toString();
    const answer = await call(sessionsRoute.POST, { body, headers: form });
    expect(answer).toMatchObject({ status: 303 });
    expect(answer.headers.get("location")).toBe("/sign-in?error=unauthenticated");
  });

  test("gives each sign-in a session of its own", async () => {
    const { email } = await buildPerson(database, { partnerId, password });
    const first = cookieOf(await call(sessionsRoute.POST, { body: { email, password } }));
    const second = cookieOf(await call(sessionsRoute.POST, { body: { email, password } }));
    expect(first).not.toBe(second);
    const listed = await call(sessionsRoute.GET, { caller: { cookie: second } });
    expect(listed.json).toMatchObject({ sessions: [{ isThisOne: true }, { isThisOne: false }] });
  });
});

describe("ending a session", () => {
  test("signs out at once and empties the cookie", async () => {
    const person = await buildPerson(database, { partnerId });
    const caller = await signedInCaller(database, person, partnerId);
    const answer = await call(signOutRoute.POST, { caller, method: "POST" });
    expect(answer.status).toBe(303);
    expect(answer.headers.get("set-cookie")).toMatch(/^counterpart-session=;.*Max-Age=0/);
    expect((await call(meRoute.GET, { caller })).status).toBe(401);
    expect(await actionsAbout(caller.sessionId)).toEqual(["session.ended"]);
  });

  test("ends another session of the same person at once", async () => {
    const person = await buildPerson(database, { partnerId });
    const here = await signedInCaller(database, person, partnerId);
    const there = await signedInCaller(database, person, partnerId);
    const params = { sessionId: there.sessionId };
    expect((await call(sessionRoute.DELETE, { caller: here, method: "DELETE", params })).status).toBe(200);
    expect((await call(meRoute.GET, { caller: there })).status).toBe(401);
    expect((await call(meRoute.GET, { caller: here })).status).toBe(200);
  });

  test("finds no session of somebody else, in the same company neither", async () => {
    const mine = await signedInCaller(database, await buildPerson(database, { partnerId }), partnerId);
    const theirs = await signedInCaller(database, await buildPerson(database, { partnerId }), partnerId);
    const params = { sessionId: theirs.sessionId };
    expect((await call(sessionRoute.DELETE, { caller: mine, method: "DELETE", params })).status).toBe(404);
    expect((await call(meRoute.GET, { caller: theirs })).status).toBe(200);
  });

  test("is not for API keys", async () => {
    const caller = await keyCaller(database, { partnerId, scopes: ["read"] });
    expect((await call(sessionsRoute.GET, { caller })).status).toBe(403);
  });
});

describe("turning to another partner", () => {
  test("shows a person of two partners the other one, with the role held there", async () => {
    const other = await buildPartner(database, { name: "Cascade" });
    const person = await buildPerson(database, { partnerId });
    await buildMembership(database, {
      personId: person.id,
      partnerId: other.partnerId,
      role: "partner_viewer",
    });
    const caller = await signedInCaller(database, person, partnerId);
    expect((await call(tenantRoute.POST, { caller, body: { partnerId: other.partnerId } })).status).toBe(200);
    const me = await call(meRoute.GET, { caller });
    expect(me.json).toMatchObject({ partnerName: "Cascade", role: "partner_viewer", canSeeCost: false });
  });

  test("finds no partner that the person is no member of", async () => {
    const other = await buildPartner(database);
    const caller = await signedInCaller(database, await buildPerson(database, { partnerId }), partnerId);
    const answer = await call(tenantRoute.POST, { caller, body: { partnerId: other.partnerId } });
    expect(answer).toMatchObject({ status: 404, json: { code: "not_found" } });
  });

  test("lets vendor support in only while a visit is open, and back out when it ends", async () => {
    const vendorId = await buildVendor(database);
    const noah = await buildPerson(database, { partnerId: vendorId, role: "vendor_support" });
    const caller = await signedInCaller(database, noah, vendorId);
    const turn = () => call(tenantRoute.POST, { caller, body: { partnerId } });
    expect((await turn()).status).toBe(404);
    await database.superuserPool.query(
      `insert into support_visits (partner_id, granted_by, level, reason, starts_at, ends_at, created_at, updated_at)
       values ($1, $2, 'read', 'a look', business_now(), business_now() + interval '1 hour', business_now(), business_now())`,
      [partnerId, noah.id],
    );
    expect((await turn()).status).toBe(200);
    const inside = await call(meRoute.GET, { caller });
    expect(inside.json).toMatchObject({ partnerId, visit: "read", canSeeCost: false });
    expect(inside.json).toHaveProperty("permissions", [
      "partner.read",
      "audit.read",
      "screen.export",
      "vendor_data.read",
    ]);
    await database.superuserPool.query("update support_visits set ended_by = granted_by");
    expect((await call(meRoute.GET, { caller })).json).toMatchObject({ partnerId: vendorId, visit: null });
  });
});
