import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "@/db/test-database";
import { type Ctx, makeContext } from "@/lib/auth/context";
import { announce, announceAll } from "./announce";

let database: TestDatabase;
let ctx: Ctx;
const partnerId = randomUUID();
const connectionId = randomUUID();

beforeAll(async () => {
  database = await createTestDatabase();
  ctx = makeContext(database.pool, {
    actor: { kind: "system", job: "test" },
    partnerId,
    role: undefined,
    canSeeCost: false,
    scope: { vendorSide: [partnerId], partnerSide: [partnerId] },
    requestId: "test",
  });
});
afterAll(() => database.drop());

const rows = async (name: string) => {
  const found = await database.superuserPool.query<{
    data: object;
    relayed_at: Date | null;
    partner_id: string;
  }>("select data, relayed_at, partner_id from outbox where name = $1 order by position", [name]);
  return found.rows;
};

test("is committed together with the change it tells of", async () => {
  await ctx.transaction((tx) =>
    announce(tx, { name: "connection/saved", data: { partnerId, connectionId } }),
  );
  expect(await rows("connection/saved")).toEqual([
    { data: { partnerId, connectionId }, relayed_at: null, partner_id: partnerId },
  ]);
});

test("is not made when the change is rolled back", async () => {
  const failed = ctx.transaction(async (tx) => {
    await announce(tx, { name: "mapping/changed", data: { partnerId, connectionId } });
    throw new Error("no");
  });
  await expect(failed).rejects.toThrow("no");
  expect(await rows("mapping/changed")).toEqual([]);
});

test("keeps the order of many announcements of one change", async () => {
  const orderIds = [randomUUID(), randomUUID(), randomUUID()];
  await ctx.transaction((tx) =>
    announceAll(
      tx,
      orderIds.map((orderId) => ({ name: "orders/withdrawn" as const, data: { partnerId, orderId } })),
    ),
  );
  expect((await rows("orders/withdrawn")).map((row) => row.data)).toEqual(
    orderIds.map((orderId) => ({ partnerId, orderId })),
  );
});

test("refuses data that is not what its event says, and anything that is not an id", async () => {
  const withName = { partnerId, connectionId, name: "Brightwater" };
  await expect(
    ctx.transaction((tx) => announce(tx, { name: "connection/refused", data: withName })),
  ).rejects.toThrow(/unrecognized/i);
  await expect(
    ctx.transaction((tx) =>
      announce(tx, { name: "connection/refused", data: { partnerId, connectionId: "Brightwater" } }),
    ),
  ).rejects.toThrow(/uuid/i);
  expect(await rows("connection/refused")).toEqual([]);
});
