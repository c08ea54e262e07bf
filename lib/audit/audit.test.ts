import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { buildPartner } from "@/db/builders/partner";
import { createTestDatabase, type TestDatabase } from "@/db/test-database";
import { jobContext } from "@/lib/auth/job-context";
import { testContext } from "@/lib/auth/test-context";
import { auditDifference } from "./diff";
import { listAuditEntries } from "./list-entries";
import { recordAudit } from "./record";
import { sealChain } from "./seal-chain";
import { verifyChain } from "./verify-chain";

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const made = (number: number) =>
  ({ action: "thing.made", recordKind: "thing", recordId: `${number}`, after: { number } }) as const;

async function partnerWithEntries(count: number) {
  const { partnerId } = await buildPartner(database);
  const ctx = testContext(database.pool, { partnerId });
  await ctx.transaction(async (tx) => {
    for (let number = 1; number <= count; number += 1) await recordAudit(tx, made(number));
  });
  return { partnerId, ctx, job: jobContext(partnerId, "verify-audit", database.pool) };
}

describe("the difference that an entry keeps", () => {
  test("holds only members that changed", () => {
    const before = { quantity: "10", name: "Alder", at: new Date(0) };
    const after = { quantity: "12", name: "Alder", at: new Date(0) };
    expect(auditDifference(before, after)).toEqual({ before: { quantity: "10" }, after: { quantity: "12" } });
  });

  test("shows that a secret changed and neither value", () => {
    const difference = auditDifference({ apiSecret: "old-one" }, { apiSecret: "new-one" });
    expect(difference).toEqual({ before: { apiSecret: "••••••" }, after: { apiSecret: "••••••" } });
  });

  test("holds a record that was made or removed whole", () => {
    expect(auditDifference(undefined, { amount: 5n })).toEqual({ after: { amount: "5" } });
    expect(auditDifference({ amount: 5n }, undefined)).toEqual({ before: { amount: "5" } });
  });
});

describe("an audit entry", () => {
  test("dies with the change it belongs to", async () => {
    const { ctx } = await partnerWithEntries(0);
    const failing = ctx.transaction(async (tx) => {
      await recordAudit(tx, made(1));
      throw new Error("the change failed");
    });
    await expect(failing).rejects.toThrow("the change failed");
    expect((await listAuditEntries(ctx, { limit: 10 })).entries).toEqual([]);
  });

  test("says who, what, when and which record, the latest first", async () => {
    const { ctx } = await partnerWithEntries(3);
    const first = await listAuditEntries(ctx, { limit: 2 });
    expect(first.entries.map((entry) => entry.recordId)).toEqual(["3", "2"]);
    expect(first.entries[0]).toMatchObject({
      action: "thing.made",
      actor: ctx.actor,
      requestId: ctx.requestId,
    });
    const second = await listAuditEntries(ctx, { limit: 2, before: first.next ?? 0 });
    expect(second).toMatchObject({ entries: [{ recordId: "1" }], next: null });
  });

  test("is read by admins, and of another partner there is none", async () => {
    const { partnerId } = await partnerWithEntries(1);
    const operator = testContext(database.pool, { partnerId, role: "partner_operator" });
    await expect(listAuditEntries(operator, { limit: 10 })).rejects.toMatchObject({ code: "forbidden" });
    const other = testContext(database.pool, { partnerId: (await buildPartner(database)).partnerId });
    expect((await listAuditEntries(other, { limit: 10 })).entries).toEqual([]);
  });

  test("can be neither changed nor deleted by the application", async () => {
    const { ctx } = await partnerWithEntries(1);
    for (const statement of ["update audit_entries set action = 'x.y'", "delete from audit_entries"]) {
      const attempt = ctx.transaction((tx) => tx.db.execute(statement));
      await expect(attempt).rejects.toMatchObject({
        cause: { message: expect.stringMatching(/permission denied/) },
      });
    }
  });
});

describe("the hash chain", () => {
  test("takes each entry in once, also from two runs at the same time", async () => {
    const { ctx, job } = await partnerWithEntries(3);
    const [one, two] = await Promise.all([sealChain(job), sealChain(job)]);
    expect([one, two].sort()).toEqual([0, 3]);
    await ctx.transaction((tx) => recordAudit(tx, made(4)));
    expect(await sealChain(job)).toBe(1);
    expect(await verifyChain(job)).toEqual([]);
  });

  test("tells which entry was altered", async () => {
    const { partnerId, job } = await partnerWithEntries(4);
    await sealChain(job);
    await database.superuserPool.query(
      `update audit_entries set after = '{"number":99}' where partner_id = $1 and position = 2`,
      [partnerId],
    );
    expect(await verifyChain(job)).toMatchObject([{ position: 2, problem: "altered" }]);
  });

  test("tells where an entry was taken out", async () => {
    const { partnerId, job } = await partnerWithEntries(4);
    await sealChain(job);
    await database.superuserPool.query("delete from audit_entries where partner_id = $1 and position = 3", [
      partnerId,
    ]);
    expect(await verifyChain(job)).toMatchObject([{ position: 4, problem: "gap_before" }]);
  });
});
