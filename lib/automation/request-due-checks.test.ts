import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildOrderLine } from "@/db/builders/subscription";
import { createTestDatabase, type TestDatabase } from "@/db/test-database";
import { jobContext } from "@/lib/auth/job-context";
import { testContext } from "@/lib/auth/test-context";
import type { ChosenSettings } from "@/lib/connections/settings";
import { announcedOf, buildBed, freezeClock, tasksOf } from "@/lib/sync/test-bed";
import { checkNewOrders, connectionsToCheck } from "./check-new-orders";
import { requestDueChecks } from "./request-due-checks";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

/** 17 March 2026, 10:02 in London, with a connection of these settings. */
async function bedWith(settings: ChosenSettings) {
  await freezeClock(database);
  const bed = await buildBed(database);
  const set = (more: ChosenSettings) =>
    database.superuserPool.query("update connections set settings = $2 where id = $1", [
      bed.connection.id,
      JSON.stringify(more),
    ]);
  await set(settings);
  const job = jobContext(bed.partnerId, "schedule-checks", database.pool);
  const tick = async (at?: string) => {
    if (at !== undefined) await freezeClock(database, at);
    return (await requestDueChecks(job)).requested;
  };
  const asked = async () =>
    (await announcedOf(database, bed.partnerId)).filter((name) => name === "sync/check.requested").length;
  return { ...bed, set, job, tick, asked };
}

describe("checks by interval", () => {
  it("daily: once, at the hour of the connection's zone, and not on the day it was chosen", async () => {
    const { tick, asked } = await bedWith({ checkChanges: "daily", checkChangesAt: "02:00" });
    expect(await tick()).toBe(0);
    expect(await tick("2026-03-18T01:59:00Z")).toBe(0);
    expect(await tick("2026-03-18T02:00:00Z")).toBe(1);
    expect(await tick("2026-03-18T02:01:00Z")).toBe(0);
    expect(await tick("2026-03-18T23:00:00Z")).toBe(0);
    expect(await asked()).toBe(1);
  });

  it("every 5 minutes", async () => {
    const { tick } = await bedWith({ checkChanges: "every_5_minutes" });
    expect(await tick("2026-03-17T10:02:00Z")).toBe(0);
    expect(await tick("2026-03-17T10:04:59Z")).toBe(0);
    expect(await tick("2026-03-17T10:05:00Z")).toBe(1);
    expect(await tick("2026-03-17T10:06:00Z")).toBe(0);
    expect(await tick("2026-03-17T10:10:30Z")).toBe(1);
  });

  it("makes up for what was missed once", async () => {
    const { tick } = await bedWith({ checkChanges: "daily" });
    await tick();
    expect(await tick("2026-03-21T09:00:00Z")).toBe(1);
    expect(await tick("2026-03-21T09:01:00Z")).toBe(0);
    expect(await tick("2026-03-22T02:00:00Z")).toBe(1);
  });

  it("goes by a changed setting from then on, and asks for nothing once it is off", async () => {
    const { tick, set } = await bedWith({ checkChanges: "daily", checkChangesAt: "12:00" });
    await tick();
    await set({ checkChanges: "daily", checkChangesAt: "11:00" });
    expect(await tick("2026-03-17T10:30:00Z")).toBe(0);
    expect(await tick("2026-03-17T11:00:00Z")).toBe(1);
    await set({});
    expect(await tick("2026-03-19T12:00:00Z")).toBe(0);
    await set({ checkChanges: "daily", checkChangesAt: "11:00" });
    expect(await tick("2026-03-19T12:01:00Z")).toBe(0);
  });

  it.each([
    ["off by default", ""],
    [
      "paused",
      `update connections set state = 'paused', settings = '{"checkChanges":"daily"}' where partner_id = $1`,
    ],
    [
      "without billing",
      `update connections set settings = '{"checkChanges":"daily","billing":false}' where partner_id = $1`,
    ],
    ["of a suspended partner", "update partners set status = 'suspended' where partner_id = $1"],
  ])("asks for nothing for a connection that is %s", async (what, statement) => {
    const { tick, partnerId } = await bedWith(what === "off by default" ? {} : { checkChanges: "daily" });
    await tick();
    if (statement !== "") await database.superuserPool.query(statement, [partnerId]);
    expect(await tick("2026-03-20T02:00:00Z")).toBe(0);
  });

  it("is no business of people who may not check", async () => {
    const { partnerId } = await bedWith({ checkChanges: "daily" });
    const viewer = testContext(database.pool, { partnerId, role: "partner_viewer" });
    await expect(requestDueChecks(viewer)).rejects.toMatchObject({ code: "forbidden" });
  });
});

describe("new orders", () => {
  it.each([
    ["every_5_minutes", 1],
    ["daily", 0],
    ["off", 0],
  ] as const)(
    "are looked at on arrival with the interval %s: %i connections",
    async (checkChanges, count) => {
      const { job } = await bedWith({ checkChanges });
      expect(await connectionsToCheck(job)).toHaveLength(count);
    },
  );

  it("become tasks, in a run that says what began it", async () => {
    const bed = await bedWith({ checkChanges: "every_5_minutes" });
    await buildOrderLine(database, bed.subscription, {
      type: "change",
      quantity: "12",
      previousQuantity: "10",
    });
    await checkNewOrders(bed.job, { connectionId: bed.connection.id });
    expect(await tasksOf(database, bed.partnerId)).toMatchObject([{ state: "ready", quantity: "12" }]);
    const { rows } = await database.superuserPool.query(
      "select trigger from sync_runs where partner_id = $1 order by created_at desc, finished_at desc",
      [bed.partnerId],
    );
    expect(rows.map((row) => row.trigger)).toContain("ingest");
    expect(await announcedOf(database, bed.partnerId)).toContain("sync/tasks.changed");
  });
});
