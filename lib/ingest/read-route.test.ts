import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { setApplicationPool } from "@/db/application-pool";
import { buildPartner } from "@/db/builders/partner";
import { createTestDatabase, type TestDatabase } from "@/db/test-database";
import { type Caller, call, keyCaller } from "@/lib/http/test-call";
import { readListRoute, readOneRoute } from "./read-route";

let database: TestDatabase;
let caller: Caller & { apiKeyId: string };

const list = readListRoute(
  { summary: "Lists", answer: z.object({ since: z.string() }) },
  async (_ctx, since) => ({
    since: since.toISOString(),
  }),
);
const one = readOneRoute({ summary: "Reads", answer: z.object({ id: z.string() }) }, async (_ctx, id) => ({
  id,
}));
const path = (query: string) => `/api/ingest/v1/customers?${query}`;

beforeAll(async () => {
  database = await createTestDatabase();
  setApplicationPool(database.pool);
  const { partnerId } = await buildPartner(database);
  caller = await keyCaller(database, { partnerId, scopes: ["read"] });
});
afterAll(() => database.drop());

describe("reading by the ingest API", () => {
  it.each([
    "updatedSince=0000-01-01T00:00:00Z",
    "updatedSince=9999-12-31T23:59:59-14:00",
    "limit=0",
    "limit=501",
  ])("refuses %s with a sentence", async (query) => {
    const answer = await call(list, { path: path(query), caller });
    expect(answer).toMatchObject({ status: 422, json: { code: "invalid" } });
    expect(answer.json).toMatchObject({ fields: [{ message: expect.stringMatching(/^must be/) }] });
  });

  it("knows an id in whatever form of Unicode it is asked for", async () => {
    const answer = await call(one, { params: { id: " e\u0301-1 " }, caller });
    expect(answer).toMatchObject({ status: 200, json: { id: "\u00e9-1" } });
  });

  it("counts in the limits of the key", async () => {
    await database.superuserPool.query("select set_business_clock('frozen', business_now())");
    await database.superuserPool.query(
      `update ingest_gates set requests = 600, minute_at = date_trunc('minute', business_now())
        where api_key_id = $1`,
      [caller.apiKeyId],
    );
    const answer = await call(list, { path: path(""), caller });
    expect(answer).toMatchObject({ status: 429, json: { code: "limit_exceeded" } });
    expect(answer.headers.get("retry-after")).toMatch(/^\d+$/);
  });
});
