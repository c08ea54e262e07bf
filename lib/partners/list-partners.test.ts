import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildPartner, buildVendor } from "@/db/builders/partner";
import { buildPerson } from "@/db/builders/person";
import { buildOrderLine } from "@/db/builders/subscription";
import { createTestDatabase, type TestDatabase } from "@/db/test-database";
import { makeContext } from "@/lib/auth/context";
import { testContext } from "@/lib/auth/test-context";
import { answerOf } from "@/lib/http/page-answer";
import { pageOf } from "@/lib/http/paging";
import { buildBed, freezeClock } from "@/lib/sync/test-bed";
import { listPartners } from "./list-partners";
import { partnersAnswer } from "./wire";

let database: TestDatabase;
let vendorId: string;
let bed: Awaited<ReturnType<typeof buildBed>>;
beforeAll(async () => {
  database = await createTestDatabase();
  await freezeClock(database);
  vendorId = await buildVendor(database);
  bed = await buildBed(database);
  await buildOrderLine(database, bed.subscription, { quantity: "12" });
  await bed.check();
  await buildPartner(database, { name: "Zebra IT" });
});
afterAll(() => database.drop());

async function vendor(role: "vendor_admin" | "vendor_support" = "vendor_admin") {
  const { rows } = await database.superuserPool.query<{ id: string }>(
    "select partner_id as id from partners",
  );
  const person = await buildPerson(database, { partnerId: vendorId, role });
  const ctx = testContext(database.pool, { partnerId: vendorId, role, personId: person.id });
  return makeContext(database.pool, {
    ...ctx,
    scope: { vendorSide: rows.map(({ id }) => id), partnerSide: [vendorId] },
  });
}
const first = { after: undefined, limit: 50 };

describe("the vendor's list of partners", () => {
  it("tells states and counts, and no money", async () => {
    const told = answerOf(partnersAnswer, await listPartners(await vendor(), {}, first));
    expect(told.next).toBeNull();
    expect(told.partners.find(({ partnerId }) => partnerId === bed.partnerId)).toMatchObject({
      connections: [{ psa: "Autotask", state: "active", lastWriteAt: null }],
      customers: 1,
      customersMapped: 1,
      productsMapped: 1,
      tasks: [{ state: "ready", tasks: 1 }],
    });
    expect(told.partners.find(({ name }) => name === "Zebra IT")).toMatchObject({
      connections: [],
      tasks: [],
    });
    expect(JSON.stringify(told)).not.toMatch(/GBP|Minor|price/i);
  });

  it("is searched by name and code, page by page", async () => {
    const ctx = await vendor("vendor_support");
    const found = await listPartners(ctx, { search: "zebra" }, first);
    expect(found.partners.map(({ name }) => name)).toEqual(["Zebra IT"]);
    const page = await listPartners(ctx, {}, { ...first, limit: 1 });
    expect(page.partners).toHaveLength(1);
    const rest = await listPartners(ctx, {}, pageOf({ cursor: page.next ?? "", limit: 50 }, "text"));
    expect(rest.partners.map(({ partnerId }) => partnerId)).not.toContain(page.partners[0]?.partnerId);
  });

  it("is not for partners", async () => {
    await expect(listPartners(bed.ctx, {}, first)).rejects.toMatchObject({ code: "forbidden" });
  });
});
