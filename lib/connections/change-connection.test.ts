import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { buildConnection } from "@/db/builders/connection";
import { buildPartner } from "@/db/builders/partner";
import { createTestDatabase, type TestDatabase } from "@/db/test-database";
import type { Ctx } from "@/lib/auth/context";
import { testContext } from "@/lib/auth/test-context";
import { changeConnection } from "./change-connection";
import { getBudget } from "./get-budget";
import { getConnection } from "./get-connection";

let database: TestDatabase;
let ctx: Ctx;
let connectionId: string;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());
beforeEach(async () => {
  const { partnerId } = await buildPartner(database);
  ctx = testContext(database.pool, { partnerId });
  connectionId = (await buildConnection(database, { partnerId })).id;
});

describe("changing a connection", () => {
  it("stores only what was chosen, says where values come from, audits and announces it", async () => {
    await changeConnection(ctx, {
      connectionId,
      version: 1,
      settings: { proration: "none" },
      callSharePct: 30,
    });
    const connection = await getConnection(ctx, connectionId);
    expect(connection.settings.proration).toEqual({ value: "none", from: "connection" });
    expect(connection.settings.catchUp.from).toBe("deployment");
    expect(connection).toMatchObject({ callSharePct: 30, version: 2 });
    expect(await getBudget(ctx, connectionId)).toMatchObject({
      shareCalls: 3_000,
      usedByUs: 0,
      leftForUs: 3_000,
    });
    const { rows } = await database.superuserPool.query(
      "select action, before, after from audit_entries where partner_id = $1",
      [ctx.partnerId],
    );
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({ action: "connection.saved", after: { callSharePct: 30 } });
    const outbox = await database.superuserPool.query("select name from outbox where partner_id = $1", [
      ctx.partnerId,
    ]);
    expect(outbox.rows).toEqual([{ name: "settings/changed" }]);
  });

  it("tells the second of two savers what is stored now", async () => {
    await changeConnection(ctx, { connectionId, version: 1, name: "Autotask - UK" });
    await expect(changeConnection(ctx, { connectionId, version: 1, name: "Other" })).rejects.toMatchObject({
      code: "conflict",
      details: { current: { name: "Autotask - UK", version: 2 } },
    });
  });

  it("is refused to an operator and finds nothing of another partner", async () => {
    const operator = testContext(database.pool, { partnerId: ctx.partnerId, role: "partner_operator" });
    const change = { connectionId, version: 1, name: "x" };
    await expect(changeConnection(operator, change)).rejects.toMatchObject({ code: "forbidden" });
    const other = testContext(database.pool, { partnerId: (await buildPartner(database)).partnerId });
    await expect(changeConnection(other, change)).rejects.toMatchObject({ code: "not_found" });
    await expect(getBudget(other, connectionId)).rejects.toMatchObject({ code: "not_found" });
  });
});
