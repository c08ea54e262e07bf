import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { setApplicationPool } from "@/db/application-pool";
import { buildPartner, buildVendor } from "@/db/builders/partner";
import { buildPerson } from "@/db/builders/person";
import { createTestDatabase, type TestDatabase } from "@/db/test-database";
import { toInstant } from "@/lib/clock";
import { AppError } from "@/lib/errors";
import { PsaError } from "@/lib/psa/errors";
import { ingestRoute } from "./ingest-route";
import { route } from "./route";
import { type Caller, call, keyCaller, signedInCaller } from "./test-call";

let database: TestDatabase;
let admin: Caller;
let viewer: Caller;
let partnerKey: Caller;
let vendorKey: Caller;

const echo = route(
  {
    permission: "mapping.edit",
    summary: "Echoes",
    body: z.object({ name: z.string(), lines: z.array(z.strictObject({ quantity: z.string() })).optional() }),
    answer: z.object({ name: z.string(), at: z.iso.datetime(), amountMinor: z.string() }),
    status: 201,
  },
  async ({ body }) => ({
    name: body.name,
    at: toInstant("2026-03-17T10:00:00Z"),
    amountMinor: 1935n,
    unitCost: "not in the answer's schema",
  }),
);
const read = route(
  {
    permission: "partner.read",
    summary: "Reads",
    params: z.object({ id: z.uuid() }),
    query: z.object({ limit: z.string().optional() }),
    answer: z.object({ id: z.string(), partnerId: z.string() }),
  },
  async ({ ctx, params }) => ({ id: params.id, partnerId: ctx.partnerId }),
);
const throwing = (error: unknown) =>
  route({ permission: "signed_in", summary: "Throws", answer: z.object({}) }, () => Promise.reject(error));
const ingest = ingestRoute(
  { scope: "ingest:orders", summary: "Takes", answer: z.object({ length: z.number() }) },
  async ({ rawBody, json }) => ({ length: rawBody.length, isArray: Array.isArray(json) }),
);
const someId = "7e0a3f8e-30f5-4f0c-9d62-0f6f6f2f1a11";

beforeAll(async () => {
  database = await createTestDatabase();
  setApplicationPool(database.pool);
  const partner = await buildPartner(database);
  const vendorId = await buildVendor(database);
  const { partnerId } = partner;
  admin = await signedInCaller(database, await buildPerson(database, { partnerId }), partnerId);
  const seer = await buildPerson(database, { partnerId, role: "partner_viewer" });
  viewer = await signedInCaller(database, seer, partnerId);
  partnerKey = await keyCaller(database, { partnerId, scopes: ["read", "mappings:write"] });
  vendorKey = await keyCaller(database, {
    partnerId: vendorId,
    scopes: ["ingest:orders"],
    isVendorWide: true,
  });
});

afterAll(async () => {
  setApplicationPool(undefined);
  await database.drop();
});

describe("the door of API v1", () => {
  test("refuses whoever shows neither a session nor a key", async () => {
    expect(await call(echo, { body: { name: "x" } })).toMatchObject({
      status: 401,
      json: { code: "unauthenticated" },
    });
  });

  test("refuses a cookie that was not made here, and a key that is none", async () => {
    const forged = { cookie: "counterpart-session=abc", origin: "http://localhost:3000" };
    expect((await call(echo, { body: { name: "x" }, caller: forged })).status).toBe(401);
    const noKey = { authorization: `Bearer cpk_${"0".repeat(58)}` };
    expect((await call(echo, { body: { name: "x" }, caller: noKey })).status).toBe(401);
  });

  test("answers with what the answer's schema names and nothing more", async () => {
    const answer = await call(echo, { body: { name: "Ada" }, caller: admin });
    expect(answer.status).toBe(201);
    expect(answer.json).toEqual({ name: "Ada", at: "2026-03-17T10:00:00.000Z", amountMinor: "1935" });
  });

  test("refuses a role that lacks the permission, person or key", async () => {
    const refused = { status: 403, json: { code: "forbidden" } };
    expect(await call(echo, { body: { name: "x" }, caller: viewer })).toMatchObject(refused);
    expect((await call(echo, { body: { name: "x" }, caller: partnerKey })).status).toBe(201);
    expect(await call(read, { params: { id: someId }, caller: vendorKey })).toMatchObject(refused);
  });

  test.each([
    ["none", undefined],
    ["null", "null"],
    ["a foreign one", "https://elsewhere.example"],
    ["a sibling port", "http://localhost:3001"],
    ["a sibling name", "http://portal.localhost:3000"],
    ["https instead of http", "https://localhost:3000"],
  ])("refuses a change by cookie with the origin %s", async (_name, origin) => {
    const { origin: _own, ...cookieOnly } = admin;
    const headers: Record<string, string> = origin === undefined ? {} : { origin };
    const answer = await call(echo, { body: { name: "x" }, caller: cookieOnly, headers });
    expect(answer).toMatchObject({ status: 403, json: { code: "foreign_origin" } });
  });

  test("accepts a change from 127.0.0.1 when the person typed that name", async () => {
    const headers = { host: "127.0.0.1:4100", origin: "http://127.0.0.1:4100" };
    expect((await call(echo, { body: { name: "x" }, caller: admin, headers })).status).toBe(201);
  });

  test("asks a key for no origin, and a reading cookie neither", async () => {
    const { origin: _own, ...cookieOnly } = admin;
    expect((await call(echo, { body: { name: "x" }, caller: partnerKey })).status).toBe(201);
    expect((await call(read, { params: { id: someId }, caller: cookieOnly })).status).toBe(200);
  });

  test("names each wrong field, unknown members included", async () => {
    const answer = await call(echo, { body: { lines: [{}], nam: "x" }, caller: admin });
    expect(answer).toMatchObject({ status: 422, json: { code: "invalid" } });
    expect(answer.json).toHaveProperty("fields", [
      expect.objectContaining({ field: "name", code: "required" }),
      expect.objectContaining({ field: "lines.0.quantity", code: "required" }),
      expect.objectContaining({ field: "nam", code: "unknown_field" }),
    ]);
    const query = await call(read, { path: "/x?limt=1", params: { id: someId }, caller: admin });
    expect(query).toMatchObject({
      status: 422,
      json: { fields: [{ field: "limt", code: "unknown_field" }] },
    });
  });

  test.each([
    ["another media type", "a=1", { "content-type": "text/plain" }, 415, "unsupported_media_type"],
    ["what is not JSON", "{", {}, 400, "malformed"],
    ["a depth of 10,000", "[".repeat(10_000) + "]".repeat(10_000), {}, 400, "malformed"],
    ["the character NUL", '{"name":"a\\u0000b"}', {}, 400, "malformed"],
    ["the character NUL in a name", '{"na\\u0000me":"a"}', {}, 400, "malformed"],
    ["half a character", '{"name":"a\\ud800b"}', {}, 400, "malformed"],
    ["more than 1 MB", `{"name":"${"x".repeat(1_100_000)}"}`, {}, 413, "too_large"],
  ])("refuses %s", async (_name, body, headers, status, code) => {
    expect(await call(echo, { body, headers, caller: admin })).toMatchObject({ status, json: { code } });
  });

  test("finds nothing at an address whose part is no id", async () => {
    const loose = route(
      {
        permission: "partner.read",
        summary: "Reads",
        params: z.object({ id: z.string() }),
        answer: z.object({}),
      },
      async () => ({}),
    );
    const nul = await call(loose, { params: { id: "a\u0000b" }, caller: admin });
    expect(nul).toMatchObject({ status: 404, json: { code: "not_found" } });
    const answer = await call(read, { params: { id: "1 or 1=1" }, caller: admin });
    expect(answer).toMatchObject({ status: 404, json: { code: "not_found" } });
  });

  test("forbids caching, framing and sniffing on every answer, errors too", async () => {
    for (const answer of [
      await call(read, { params: { id: someId }, caller: admin }),
      await call(read, { params: { id: someId } }),
    ]) {
      expect(answer.headers.get("cache-control")).toBe("no-store");
      expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
      expect(answer.headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
      expect(answer.headers.get("x-request-id")).toMatch(/^req_[0-9a-f]{32}$/);
    }
  });
});

describe("an error's answer", () => {
  test("keeps the message of an unknown error to the log and gives a reference", async () => {
    const answer = await call(throwing(new Error("select secret from /srv/x")), { caller: admin });
    expect(answer.status).toBe(500);
    expect(JSON.stringify(answer.json)).not.toContain("secret");
    expect(answer.headers.get("content-type")).toBe("application/problem+json");
    expect(answer.json).toMatchObject({ code: "internal", requestId: answer.headers.get("x-request-id") });
  });

  test("shows the stored value in a version conflict", async () => {
    const conflict = new AppError("conflict", "Changed meanwhile.", {
      current: { version: 3, at: toInstant(0) },
    });
    expect(await call(throwing(conflict), { caller: admin })).toMatchObject({
      status: 409,
      json: { code: "conflict", current: { version: 3, at: "1970-01-01T00:00:00.000Z" } },
    });
  });

  test("says when to come back", async () => {
    const busy = new PsaError("busy", "Waits until 10:05.", {
      retryAfterMs: 1_200,
      refusal: "own_budget_used_up",
    });
    const answer = await call(throwing(busy), { caller: admin });
    expect(answer).toMatchObject({ status: 503, json: { code: "psa_busy", refusal: "own_budget_used_up" } });
    expect(answer.headers.get("retry-after")).toBe("2");
  });

  test("passes the PSA's own sentence on", async () => {
    const refusal = new PsaError("rejected", "The date is outside.", {
      psaSentence: "The date is out of range",
    });
    expect(await call(throwing(refusal), { caller: admin })).toMatchObject({
      status: 422,
      json: { code: "psa_rejected", psaSentence: "The date is out of range" },
    });
  });

  test("is 503 when the database is away", async () => {
    const away = Object.assign(new Error("connect"), { code: "ECONNREFUSED" });
    const wrapped = new Error("Failed query", { cause: away });
    expect((await call(throwing(wrapped), { caller: admin })).status).toBe(503);
  });
});

describe("the door of the vendor's machines", () => {
  test("takes a key with the scope and hands the raw body on", async () => {
    const answer = await call(ingest, { body: '{ "items": [] }', caller: vendorKey });
    expect(answer).toMatchObject({ status: 200, json: { length: 15, isArray: false } });
  });

  test("does not look at a cookie", async () => {
    expect((await call(ingest, { body: {}, caller: admin })).status).toBe(401);
  });

  test("refuses a key without the scope", async () => {
    const answer = await call(ingest, { body: {}, caller: partnerKey });
    expect(answer).toMatchObject({ status: 403, json: { code: "scope_missing" } });
  });

  test("refuses a revoked key on the next request", async () => {
    const partner = await buildPartner(database);
    const key = await keyCaller(database, { partnerId: partner.partnerId, scopes: ["ingest:orders"] });
    expect((await call(ingest, { body: {}, caller: key })).status).toBe(200);
    await database.superuserPool.query("update api_keys set revoked_at = business_now() where id = $1", [
      key.apiKeyId,
    ]);
    expect((await call(ingest, { body: {}, caller: key })).status).toBe(401);
  });

  test("refuses more than 5 MB and 21 levels", async () => {
    const large = `{"items":["${"x".repeat(5 * 1024 * 1024)}"]}`;
    expect((await call(ingest, { body: large, caller: vendorKey })).status).toBe(413);
    const deep = "[".repeat(22) + "]".repeat(22);
    expect((await call(ingest, { body: deep, caller: vendorKey })).status).toBe(400);
  });
});
