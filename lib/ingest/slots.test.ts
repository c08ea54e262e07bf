import pg from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { buildPartner } from "@/db/builders/partner";
import { createTestDatabase, type TestDatabase } from "@/db/test-database";
import type { Ctx } from "@/lib/auth/context";
import { testKeyContext } from "@/lib/auth/test-context";
import { AppError } from "@/lib/errors";
import { inSlot } from "./slots";

let database: TestDatabase;
let otherPool: pg.Pool;
let ctx: Ctx;
let elsewhere: Ctx;

beforeAll(async () => {
  database = await createTestDatabase();
  otherPool = new pg.Pool({ connectionString: database.appUrl });
});
afterAll(async () => {
  await otherPool.end();
  await database.drop();
});
beforeEach(async () => {
  const { partnerId } = await buildPartner(database);
  await database.superuserPool.query("select set_business_clock('frozen', '2026-03-17T10:00:20Z')");
  ctx = testKeyContext(database.pool, { partnerId, scopes: [] });
  // The same key in another process.
  const same = { partnerId, scopes: [] };
  elsewhere = { ...testKeyContext(otherPool, same), actor: ctx.actor };
});

const nothing = (): Promise<string> => Promise.resolve("done");

describe("an API key", () => {
  it("may send so many requests a minute, counted over all processes", async () => {
    const limits = { perMinute: 10, atOnce: 100 };
    const tries = Array.from({ length: 30 }, (_, place) =>
      inSlot(place % 2 ? ctx : elsewhere, nothing, limits),
    );
    const results = await Promise.allSettled(tries);
    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(10);
    const refused = results.find((result) => result.status === "rejected");
    expect(refused?.reason).toBeInstanceOf(AppError);
    expect(refused?.reason).toMatchObject({ code: "limit_exceeded", details: { retryAfterMs: 40_000 } });
    await database.superuserPool.query("select set_business_clock('frozen', '2026-03-17T10:01:00Z')");
    await expect(inSlot(ctx, nothing, limits)).resolves.toBe("done");
  });

  it("may have so many requests under way at once, counted over all processes", async () => {
    let underWay = 0;
    let most = 0;
    let refusals = 0;
    let open: () => void = () => {};
    const gate = new Promise<void>((resolve) => {
      open = resolve;
    });
    const work = async () => {
      underWay += 1;
      most = Math.max(most, underWay);
      await gate;
      underWay -= 1;
    };
    // Four wait at the gate until the other eight were refused.
    const tries = Array.from({ length: 12 }, async (_, place) => {
      try {
        await inSlot(place % 2 ? ctx : elsewhere, work);
      } catch {
        refusals += 1;
        if (refusals === 8) open();
      }
    });
    await Promise.all(tries);
    expect(refusals).toBe(8);
    expect(most).toBe(4);
    await expect(inSlot(ctx, nothing)).resolves.toBe("done");
  });

  it("gets the place back of a request that failed, and of a process that died", async () => {
    await expect(
      inSlot(ctx, () => Promise.reject(new Error("broken")), { perMinute: 9, atOnce: 1 }),
    ).rejects.toThrow("broken");
    await expect(inSlot(ctx, nothing, { perMinute: 9, atOnce: 1 })).resolves.toBe("done");
    const apiKeyId = ctx.actor.kind === "api_key" ? ctx.actor.apiKeyId : "";
    await database.superuserPool.query(
      "insert into ingest_leases (api_key_id, id, leased_until) values ($1, gen_random_uuid(), now() - interval '1 second')",
      [apiKeyId],
    );
    await expect(inSlot(ctx, nothing, { perMinute: 9, atOnce: 1 })).resolves.toBe("done");
  });
});
