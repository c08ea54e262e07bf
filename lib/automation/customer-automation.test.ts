import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTestDatabase, type TestDatabase } from "@/db/test-database";
import { testContext } from "@/lib/auth/test-context";
import { announcedOf, auditOf, buildBed, freezeClock } from "@/lib/sync/test-bed";
import { changeCustomerAutomation, getCustomerAutomation } from "./customer-automation";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  await freezeClock(database);
});
afterAll(() => database.drop());

describe("a customer's own level", () => {
  it("goes before the connection's, is audited and announced, and can be taken back", async () => {
    const { ctx, customer, connection, partnerId } = await buildBed(database);
    const input = { customerId: customer.id };
    const standing = { chosen: null, connection: { name: connection.name, level: "ask" } };
    expect(await getCustomerAutomation(ctx, input)).toEqual(standing);
    const changed = await changeCustomerAutomation(ctx, { ...input, automationLevel: "guarded" });
    expect(changed).toEqual({ ...standing, chosen: "guarded" });
    expect(await getCustomerAutomation(ctx, input)).toEqual(changed);
    expect(await changeCustomerAutomation(ctx, { ...input, automationLevel: "guarded" })).toEqual(changed);
    expect(await changeCustomerAutomation(ctx, { ...input, automationLevel: null })).toEqual(standing);
    expect(await auditOf(database, partnerId, "customer")).toEqual([
      "customer.automation_changed",
      "customer.automation_changed",
    ]);
    expect(
      (await announcedOf(database, partnerId)).filter((name) => name === "settings/changed"),
    ).toHaveLength(2);
  });

  it("is an admin's to choose, and nobody's of another partner", async () => {
    const { customer, partnerId } = await buildBed(database);
    const stranger = await buildBed(database);
    const change = { customerId: customer.id, automationLevel: "automatic" as const };
    for (const role of ["partner_operator", "partner_viewer"] as const) {
      const ctx = testContext(database.pool, { partnerId, role });
      await expect(changeCustomerAutomation(ctx, change)).rejects.toMatchObject({ code: "forbidden" });
    }
    await expect(changeCustomerAutomation(stranger.ctx, change)).rejects.toMatchObject({ code: "not_found" });
    await expect(getCustomerAutomation(stranger.ctx, change)).rejects.toMatchObject({ code: "not_found" });
  });

  it("needs a mapping to stand on", async () => {
    const { ctx, customer } = await buildBed(database, { isMapped: false });
    await expect(
      changeCustomerAutomation(ctx, { customerId: customer.id, automationLevel: "ask" }),
    ).rejects.toMatchObject({ code: "not_found" });
  });
});
