import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { buildPartner, buildVendor } from "@/db/builders/partner";
import { createTestDatabase, type TestDatabase } from "@/db/test-database";
import { addMilliseconds } from "@/lib/clock";
import { findPartnersByCode } from "@/lib/partners/find-partners-by-code";
import { isWellFormedApiKey, newApiKey } from "./api-key";
import { createApiKey } from "./create-api-key";
import { forPartners, keyContext } from "./key-context";
import { listApiKeys } from "./list-api-keys";
import { hasPermission } from "./require-permission";
import { revokeApiKey } from "./revoke-api-key";
import { testContext } from "./test-context";

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const request = { requestId: "req_test" };
const admin = async () => testContext(database.pool, { partnerId: (await buildPartner(database)).partnerId });
const vera = async () =>
  testContext(database.pool, { partnerId: await buildVendor(database), role: "vendor_admin" });

describe("an API key's text", () => {
  test("is told from a mistyped, a cut and an invented one without a look-up", () => {
    const { key } = newApiKey();
    expect(isWellFormedApiKey(key)).toBe(true);
    const other = key.at(20) === "x" ? "y" : "x";
    for (const wrong of [
      `${key.slice(0, 20)}${other}${key.slice(21)}`,
      key.slice(0, -1),
      `${key}0`,
      "cpk_",
      "",
    ]) {
      expect(isWellFormedApiKey(wrong)).toBe(false);
    }
  });

  test("is new each time and starts with the prefix that is shown", () => {
    const keys = Array.from({ length: 200 }, newApiKey);
    expect(new Set(keys.map(({ key }) => key)).size).toBe(200);
    for (const { key, prefix } of keys) expect(key.startsWith(`${prefix}_`)).toBe(true);
  });
});

describe("API keys of a company", () => {
  test("open the door from the moment they are made until they are revoked", async () => {
    const ctx = await admin();
    const { id, key, prefix } = await createApiKey(ctx, { name: "Billing", scopes: ["read", "sync:run"] });
    const known = await keyContext(database.pool, key, request);
    expect(known).toMatchObject({
      partnerId: ctx.partnerId,
      canSeeCost: false,
      actor: { kind: "api_key", name: "Billing" },
    });
    expect([hasPermission(known, "sync.run"), hasPermission(known, "mapping.edit")]).toEqual([true, false]);
    await revokeApiKey(ctx, { apiKeyId: id });
    await expect(keyContext(database.pool, key, request)).rejects.toMatchObject({ code: "unauthenticated" });
    expect(await listApiKeys(ctx)).toMatchObject([
      { prefix, revokedAt: expect.any(Date), lastUsedAt: expect.any(Date) },
    ]);
  });

  test("are stored as a hash, in the table and in the log", async () => {
    const ctx = await admin();
    const { key } = await createApiKey(ctx, { name: "Canary", scopes: ["read"] });
    const stored = await database.superuserPool.query(
      `select (select json_agg(k)::text from api_keys k) || (select json_agg(a)::text from audit_entries a) as everything`,
    );
    expect(stored.rows[0].everything).toContain("Canary");
    expect(stored.rows[0].everything).not.toContain(key.slice(13, 40));
  });

  test("stop at their end", async () => {
    const ctx = await admin();
    const now = await ctx.transaction(async (tx) => tx.now);
    const input = { name: "Short", scopes: ["read"], expiresAt: addMilliseconds(now, 400) } as const;
    const { key } = await createApiKey(ctx, input);
    await database.superuserPool.query("select set_business_clock('frozen', $1)", [
      addMilliseconds(now, 400),
    ]);
    await expect(keyContext(database.pool, key, request)).rejects.toMatchObject({ code: "unauthenticated" });
    await expect(createApiKey(ctx, input)).rejects.toMatchObject({ code: "invalid" });
    await database.superuserPool.query("select set_business_clock('real')");
  });

  test("are made and revoked with an entry in the log", async () => {
    const ctx = await admin();
    const { id } = await createApiKey(ctx, { name: "Logged", scopes: ["read"] });
    await revokeApiKey(ctx, { apiKeyId: id });
    await revokeApiKey(ctx, { apiKeyId: id });
    const entries = await database.superuserPool.query(
      "select action from audit_entries where record_id = $1 order by sequence",
      [id],
    );
    expect(entries.rows.map((row) => row.action)).toEqual(["api_key.created", "api_key.revoked"]);
  });

  test("are an admin's to make, list and revoke, and another company's are not found", async () => {
    const ctx = await admin();
    const { id } = await createApiKey(ctx, { name: "Mine", scopes: ["read"] });
    const operator = testContext(database.pool, { partnerId: ctx.partnerId, role: "partner_operator" });
    const forbidden = { code: "forbidden" };
    await expect(createApiKey(operator, { name: "x", scopes: ["read"] })).rejects.toMatchObject(forbidden);
    await expect(listApiKeys(operator)).rejects.toMatchObject(forbidden);
    await expect(revokeApiKey(operator, { apiKeyId: id })).rejects.toMatchObject(forbidden);
    const other = await admin();
    await expect(revokeApiKey(other, { apiKeyId: id })).rejects.toMatchObject({ code: "not_found" });
    expect(await listApiKeys(other)).toEqual([]);
  });

  test("of a partner cannot ingest, and of the vendor cannot read a partner's screens", async () => {
    const partnerKey = createApiKey(await admin(), { name: "x", scopes: ["ingest:orders"] });
    await expect(partnerKey).rejects.toMatchObject({ code: "invalid" });
    const { key } = await createApiKey(await vera(), { name: "Feed", scopes: ["ingest:orders", "read"] });
    const feed = await keyContext(database.pool, key, request);
    expect([hasPermission(feed, "vendor_data.read"), hasPermission(feed, "partner.read")]).toEqual([
      true,
      false,
    ]);
  });
});

describe("partners named by a batch", () => {
  test("are found by a vendor-wide key, which then sees exactly those", async () => {
    const [one, two] = [await buildPartner(database), await buildPartner(database)];
    const { key } = await createApiKey(await vera(), { name: "Feed", scopes: ["ingest:orders"] });
    const feed = await keyContext(database.pool, key, request);
    expect(feed.scope.vendorSide).toEqual([]);
    const found = await findPartnersByCode(feed, [one.code, one.code, "P-nobody"]);
    expect([...found.keys()]).toEqual([one.code]);
    const scoped = forPartners(feed, [one.partnerId]);
    expect(scoped.scope.vendorSide).toEqual([one.partnerId]);
    expect(scoped.scope.vendorSide).not.toContain(two.partnerId);
  });

  test("other than its own do not exist for a key bound to one partner", async () => {
    const [own, other] = [await buildPartner(database), await buildPartner(database)];
    const made = newApiKey();
    await database.superuserPool.query(
      `insert into api_keys (partner_id, name, prefix, hash, scopes, created_at, updated_at)
       values ($1, 'bound', $2, $3, '{ingest:orders}', business_now(), business_now())`,
      [own.partnerId, made.prefix, made.hash],
    );
    const bound = await keyContext(database.pool, made.key, request);
    const found = await findPartnersByCode(bound, [own.code, other.code]);
    expect([...found.keys()]).toEqual([own.code]);
    expect(hasPermission(bound, "partner.read")).toBe(false);
  });
});
