import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { buildPartner } from "@/db/builders/partner";
import { createTestDatabase, type TestDatabase } from "@/db/test-database";
import type { Ctx } from "@/lib/auth/context";
import { testContext } from "@/lib/auth/test-context";
import { type CallWish, giveBack, noteOthersCalls, readHour, takeCall } from "./store";

let database: TestDatabase;
let secondPool: pg.Pool;
let here: Ctx;
let there: Ctx;
let presence = 0;
let databaseKey = "";
let keys = 0;

beforeAll(async () => {
  database = await createTestDatabase();
  secondPool = new pg.Pool({ connectionString: database.appUrl, max: 10 });
  const { partnerId } = await buildPartner(database);
  const other = await buildPartner(database);
  here = testContext(database.pool, { partnerId });
  there = testContext(secondPool, { partnerId: other.partnerId });
  presence = await here.presence();
});
afterAll(async () => {
  await secondPool.end();
  await database.drop();
});
beforeEach(async () => {
  databaseKey = `autotask:${++keys}`;
  await setClock("2026-03-17T09:00:30Z");
});

const setClock = (at: string) =>
  database.superuserPool.query("select set_business_clock('frozen', $1::timestamptz)", [at]);

const wish = (change: Partial<CallWish> = {}): CallWish => ({
  databaseKey,
  entity: "Companies",
  connectionId: randomUUID(),
  holder: randomUUID(),
  presence,
  slots: 3,
  leaseMs: 30_000,
  allowance: 10_000,
  sharePct: 50,
  isPerson: false,
  ...change,
});

const take = (ctx: Ctx, wanted: CallWish) => ctx.transaction((tx) => takeCall(tx, wanted));
const give = (
  ctx: Ctx,
  held: CallWish,
  slot: number,
  outcome: { kind: string; retryAfterMs?: number } = { kind: "done" },
) => ctx.transaction((tx) => giveBack(tx, { ...held, slot }, outcome));

describe("slots of a PSA database", () => {
  it("are never more than the limit, with two processes of 5 lanes that take 60 calls", async () => {
    let inFlight = 0;
    let most = 0;
    const lane = async (ctx: Ctx): Promise<void> => {
      for (let calls = 0; calls < 6; ) {
        const wanted = wish();
        const verdict = await take(ctx, wanted);
        if (verdict.verdict === "go") {
          most = Math.max(most, ++inFlight);
          calls++;
          await pause(10);
          inFlight--;
          await give(ctx, wanted, verdict.slot);
        } else {
          expect(verdict.verdict).toBe("no_slot");
          await pause(5);
        }
      }
    };
    await Promise.all(Array.from({ length: 10 }, (_, i) => lane(i % 2 === 0 ? here : there)));
    expect(most).toBe(3);
    const hour = await here.transaction((tx) => readHour(tx, databaseKey, randomUUID()));
    expect(hour.byUs).toBe(60);
  });

  it("are counted for each entity by itself", async () => {
    for (let i = 0; i < 3; i++) expect((await take(here, wish())).verdict).toBe("go");
    expect((await take(there, wish())).verdict).toBe("no_slot");
    expect((await take(there, wish({ entity: "Contracts" }))).verdict).toBe("go");
  });

  it("of a killed process come free at once", async () => {
    for (let i = 0; i < 3; i++) await take(here, wish({ presence: 1 }));
    expect((await take(there, wish())).verdict).toBe("go");
  });

  it("of a process that hangs come free when their lease ends", async () => {
    for (let i = 0; i < 3; i++) await take(here, wish());
    expect((await take(there, wish())).verdict).toBe("no_slot");
    await database.superuserPool.query(
      "update psa_slots set lease_until = now() - interval '1 ms' where database_key = $1 and slot = 2",
      [databaseKey],
    );
    expect((await take(there, wish())).verdict).toBe("go");
  });

  it("are one fewer after the PSA refused a call because too many were in flight", async () => {
    const held = wish();
    const verdict = await take(here, held);
    if (verdict.verdict !== "go") throw new Error(verdict.verdict);
    await give(here, held, verdict.slot, { kind: "thread_limit", retryAfterMs: 1_000 });
    const verdicts = [];
    for (let i = 0; i < 3; i++) verdicts.push((await take(there, wish())).verdict);
    expect(verdicts).toEqual(["go", "go", "no_slot"]);
  });

  it("go to a waiting person before any job", async () => {
    const held = wish();
    const first = await take(here, held);
    for (let i = 0; i < 2; i++) await take(here, wish());
    if (first.verdict !== "go") throw new Error(first.verdict);
    const person = wish({ isPerson: true });
    expect((await take(there, person)).verdict).toBe("no_slot");
    await give(here, held, first.slot);
    expect((await take(here, wish())).verdict).toBe("no_slot");
    expect((await take(there, person)).verdict).toBe("go");
  });
});

describe("the rolling hour", () => {
  const fill = async (calls: number, minute = "2026-03-17T09:00:00Z", connectionId = randomUUID()) =>
    database.superuserPool.query(
      `insert into psa_call_minutes values ($1, extract(epoch from $2::timestamptz)::bigint / 60, $3, $4)`,
      [databaseKey, minute, connectionId, calls],
    );

  it("stops jobs a hundredth below the share and people at the share", async () => {
    await fill(4_950);
    expect(await take(here, wish())).toMatchObject({ verdict: "own_budget", waitMs: (61 * 60 - 30) * 1000 });
    expect((await take(here, wish({ isPerson: true }))).verdict).toBe("go");
    await fill(49);
    expect((await take(here, wish({ isPerson: true }))).verdict).toBe("own_budget");
  });

  it("is shared by all connections on one database", async () => {
    await fill(2_475);
    await fill(2_475);
    expect((await take(there, wish())).verdict).toBe("own_budget");
    expect((await take(there, wish({ databaseKey: `${databaseKey}x` }))).verdict).toBe("go");
  });

  it("goes on when the oldest minute has left it", async () => {
    await fill(4_950, "2026-03-17T09:00:00Z");
    await setClock("2026-03-17T10:00:59Z");
    expect((await take(here, wish())).verdict).toBe("own_budget");
    await setClock("2026-03-17T10:01:00Z");
    expect((await take(here, wish())).verdict).toBe("go");
  });

  it("counts what others used, for as long as the PSA's word is fresh", async () => {
    await fill(100);
    await here.transaction((tx) => noteOthersCalls(tx, databaseKey, 9_960));
    const hour = await here.transaction((tx) => readHour(tx, databaseKey, randomUUID()));
    expect(hour).toMatchObject({ byUs: 100, byOthers: 9_860 });
    await fill(40, "2026-03-17T08:59:00Z");
    expect((await take(here, wish({ sharePct: 90 }))).verdict).toBe("own_budget");
    await setClock("2026-03-17T09:15:31Z");
    expect((await take(here, wish({ sharePct: 90 }))).verdict).toBe("go");
  });

  it("lets nobody through while the PSA asks to wait", async () => {
    const held = wish();
    const verdict = await take(here, held);
    if (verdict.verdict !== "go") throw new Error(verdict.verdict);
    await give(here, held, verdict.slot, { kind: "quota", retryAfterMs: 90_000 });
    expect(await take(there, wish({ isPerson: true }))).toMatchObject({ verdict: "blocked", waitMs: 90_000 });
    await setClock("2026-03-17T09:02:00Z");
    expect((await take(there, wish())).verdict).toBe("go");
  });
});
