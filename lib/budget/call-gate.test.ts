import { randomUUID } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildPartner } from "@/db/builders/partner";
import { createTestDatabase, type TestDatabase } from "@/db/test-database";
import type { Ctx } from "@/lib/auth/context";
import { testContext } from "@/lib/auth/test-context";
import { createCallGate, type GateSettings } from "./call-gate";

let database: TestDatabase;
let ctx: Ctx;

beforeAll(async () => {
  database = await createTestDatabase();
  ctx = testContext(database.pool, { partnerId: (await buildPartner(database)).partnerId });
  await database.superuserPool.query("select set_business_clock('frozen', '2026-03-17T09:41:10Z')");
});
afterAll(() => database.drop());

const settings = (change: Partial<GateSettings> = {}): GateSettings => ({
  databaseKey: `autotask:${randomUUID()}`,
  connectionId: randomUUID(),
  sharePct: 50,
  callsPerHour: 10_000,
  callsInFlightPerEntity: 3,
  isInteractive: false,
  deadlineMs: 15_000,
  timeZone: "Europe/London",
  ...change,
});

describe("the gate", () => {
  it("says until when it waits, in the connection's zone, once the share is used up", async () => {
    const used = settings({ callsPerHour: 200, sharePct: 10, timeZone: "America/Denver" });
    const gate = createCallGate(ctx, used);
    for (let call = 0; call < 19; call++) await (await gate.enter("Companies"))({ kind: "done" });
    await expect(gate.enter("Companies")).rejects.toMatchObject({
      kind: "busy",
      refusal: "own_budget_used_up",
      message: "Our share of the PSA's hourly calls is used up: waits until 04:42 (America/Denver).",
      retryAfterMs: (60 * 60 + 50) * 1000,
    });
  });

  it("lets a person in before the jobs that wait", async () => {
    const shared = settings();
    const jobs = createCallGate(ctx, shared);
    const person = createCallGate(ctx, { ...shared, isInteractive: true });
    const held = [
      await jobs.enter("Companies"),
      await jobs.enter("Companies"),
      await jobs.enter("Companies"),
    ];
    const order: string[] = [];
    const enter = async (gate: typeof jobs, who: string) => {
      const leave = await gate.enter("Companies");
      order.push(who);
      await leave({ kind: "done" });
    };
    const all = [enter(jobs, "job"), enter(jobs, "job"), enter(person, "person")];
    for (const leave of held.slice(0, 1)) await leave({ kind: "done" });
    await Promise.all(all);
    expect(order[0]).toBe("person");
    for (const leave of held.slice(1)) await leave({ kind: "done" });
  });

  it("turns a person away after two seconds without a slot", async () => {
    const shared = settings();
    const jobs = createCallGate(ctx, shared);
    const person = createCallGate(ctx, { ...shared, isInteractive: true });
    const held = [
      await jobs.enter("Companies"),
      await jobs.enter("Companies"),
      await jobs.enter("Companies"),
    ];
    const startedAt = performance.now();
    await expect(person.enter("Companies")).rejects.toMatchObject({ kind: "busy", refusal: "thread_limit" });
    expect(performance.now() - startedAt).toBeLessThan(2_500);
    for (const leave of held) await leave({ kind: "done" });
    await (await person.enter("Companies"))({ kind: "done" });
  });

  it("says busy, with nothing sent, when the database cannot be asked", async () => {
    const pool = new pg.Pool({ connectionString: "postgres://nobody@127.0.0.1:1/none" });
    const cut = testContext(pool, { partnerId: ctx.partnerId });
    await expect(createCallGate(cut, settings()).enter("Companies")).rejects.toMatchObject({ kind: "busy" });
    await pool.end();
  });
});
