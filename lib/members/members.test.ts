import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { buildPartner, buildVendor } from "@/db/builders/partner";
import { buildPerson } from "@/db/builders/person";
import { createTestDatabase, type TestDatabase } from "@/db/test-database";
import type { Ctx } from "@/lib/auth/context";
import { personContext } from "@/lib/auth/person-context";
import { testContext } from "@/lib/auth/test-context";
import { signedInCaller } from "@/lib/http/test-call";
import { changeMember } from "./change-member";
import { listMembers } from "./list-members";
import { removeMember } from "./remove-member";

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

async function company() {
  const { partnerId } = await buildPartner(database);
  const admin = await buildPerson(database, { partnerId, name: "Ada" });
  const operator = await buildPerson(database, { partnerId, name: "Omar", role: "partner_operator" });
  return { partnerId, admin, operator, ctx: testContext(database.pool, { partnerId, personId: admin.id }) };
}

const lastEntry = async (ctx: Ctx) => {
  const found = await database.superuserPool.query(
    "select action, before, after from audit_entries where partner_id = $1 order by sequence desc limit 1",
    [ctx.partnerId],
  );
  return found.rows[0];
};

describe("members of a company", () => {
  test("are listed by name for an admin, and only the own company's", async () => {
    const { ctx } = await company();
    await company();
    expect((await listMembers(ctx)).map(({ name, role }) => [name, role])).toEqual([
      ["Ada", "partner_admin"],
      ["Omar", "partner_operator"],
    ]);
  });

  test("change role with an entry in the log, and their sessions end at once", async () => {
    const { ctx, partnerId, operator } = await company();
    const { sessionId } = await signedInCaller(database, operator, partnerId);
    await changeMember(ctx, { memberId: operator.membershipId, version: 1, role: "partner_viewer" });
    expect(await lastEntry(ctx)).toEqual({
      action: "role.changed",
      before: { role: "partner_operator" },
      after: { role: "partner_viewer" },
    });
    const asked = personContext(
      database.pool,
      { personId: operator.id, sessionId },
      { requestId: "req_test" },
    );
    await expect(asked).rejects.toMatchObject({ code: "unauthenticated" });
  });

  test("are not changed by who read an older version; the stored values come back", async () => {
    const { ctx, operator } = await company();
    await changeMember(ctx, { memberId: operator.membershipId, version: 1, canSeeCost: true });
    const stale = changeMember(ctx, { memberId: operator.membershipId, version: 1, canSeeCost: false });
    await expect(stale).rejects.toMatchObject({
      code: "conflict",
      details: { current: { role: "partner_operator", canSeeCost: true, version: 2 } },
    });
  });

  test("cannot lose their last admin, whichever way", async () => {
    const { ctx, admin } = await company();
    const refused = { code: "precondition_failed", message: "Name another admin first." };
    const demote = changeMember(ctx, { memberId: admin.membershipId, version: 1, role: "partner_viewer" });
    await expect(demote).rejects.toMatchObject(refused);
    await expect(removeMember(ctx, { memberId: admin.membershipId })).rejects.toMatchObject(refused);
  });

  test("keep one admin when two remove each other at the same time", async () => {
    const { ctx, partnerId, admin } = await company();
    const second = await buildPerson(database, { partnerId });
    const removals = [admin, second].map(({ membershipId }) => removeMember(ctx, { memberId: membershipId }));
    const outcomes = (await Promise.allSettled(removals)).map((outcome) => outcome.status);
    expect(outcomes.sort()).toEqual(["fulfilled", "rejected"]);
  });

  test("are removed with an entry in the log", async () => {
    const { ctx, operator } = await company();
    await removeMember(ctx, { memberId: operator.membershipId });
    expect((await listMembers(ctx)).map(({ name }) => name)).toEqual(["Ada"]);
    expect(await lastEntry(ctx)).toMatchObject({
      action: "member.removed",
      before: { role: "partner_operator" },
    });
  });

  test("hold roles of their kind of company only", async () => {
    const { ctx, operator } = await company();
    const wrong = changeMember(ctx, { memberId: operator.membershipId, version: 1, role: "vendor_admin" });
    await expect(wrong).rejects.toMatchObject({ code: "invalid" });
    const vendorId = await buildVendor(database);
    const noah = await buildPerson(database, { partnerId: vendorId, role: "vendor_support" });
    const vera = testContext(database.pool, { partnerId: vendorId, role: "vendor_admin" });
    await changeMember(vera, { memberId: noah.membershipId, version: 1, role: "vendor_admin" });
    expect((await listMembers(vera))[0]?.role).toBe("vendor_admin");
  });

  test("are nobody's business but the admin's", async () => {
    const { partnerId, operator } = await company();
    for (const role of ["partner_operator", "partner_viewer", "vendor_support"] as const) {
      const ctx = testContext(database.pool, { partnerId, role });
      await expect(listMembers(ctx)).rejects.toMatchObject({ code: "forbidden" });
      const change = changeMember(ctx, { memberId: operator.membershipId, version: 1, canSeeCost: true });
      await expect(change).rejects.toMatchObject({ code: "forbidden" });
      const removal = removeMember(ctx, { memberId: operator.membershipId });
      await expect(removal).rejects.toMatchObject({ code: "forbidden" });
    }
  });

  test("of another company are not found", async () => {
    const { ctx } = await company();
    const { operator } = await company();
    const change = changeMember(ctx, { memberId: operator.membershipId, version: 1, canSeeCost: true });
    await expect(change).rejects.toMatchObject({ code: "not_found" });
    await expect(removeMember(ctx, { memberId: operator.membershipId })).rejects.toMatchObject({
      code: "not_found",
    });
  });
});
