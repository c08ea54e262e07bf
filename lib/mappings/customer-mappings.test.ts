import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildConnection } from "@/db/builders/connection";
import { buildCustomer } from "@/db/builders/customer";
import { buildMirrorCompany } from "@/db/builders/mirror";
import { buildPartner } from "@/db/builders/partner";
import { createTestDatabase, type TestDatabase } from "@/db/test-database";
import { testContext } from "@/lib/auth/test-context";
import { trustSandbox } from "@/lib/connections/outside";
import { saveConnection } from "@/lib/connections/save-connection";
import { credentialsOf, smallWorld } from "@/lib/psa/autotask/test-world";
import { TestSandbox } from "@/lib/psa/test-sandbox";
import { announcedOf, auditOf } from "@/lib/sync/test-bed";
import { confirmCustomerMappings } from "./confirm-customer-mappings";
import { listCustomerMappings } from "./list-customer-mappings";
import { unmapCustomer } from "./unmap-customer";

describe("customer mappings", () => {
  let database: TestDatabase;
  let sandbox: TestSandbox;
  beforeAll(async () => {
    database = await createTestDatabase();
    sandbox = await TestSandbox.start();
    trustSandbox(sandbox.origin);
  });
  afterAll(async () => {
    await sandbox.stop();
    await database.drop();
  });

  async function build() {
    const { partnerId } = await buildPartner(database);
    const connection = await buildConnection(database, { partnerId });
    const on = { partnerId, connectionId: connection.id };
    const ctx = testContext(database.pool, { partnerId });
    const [one, two] = [
      await buildCustomer(database, { partnerId }),
      await buildCustomer(database, { partnerId }),
    ];
    const [calder, acme] = [
      await buildMirrorCompany(database, { ...on, psaCompanyId: "2001", name: "Calder Ltd" }),
      await buildMirrorCompany(database, { ...on, psaCompanyId: "2002", name: "Acme" }),
    ];
    const map = (customerId: string, psaCompanyId: string, version?: number) =>
      confirmCustomerMappings(ctx, {
        connectionId: connection.id,
        rows: [{ customerId, state: "mapped", psaCompanyId, version }],
      });
    return { partnerId, on, ctx, one, two, calder, acme, map };
  }

  it("saves the good rows of a batch and names the others", async () => {
    const { ctx, on, one, two, partnerId } = await build();
    await buildMirrorCompany(database, {
      ...on,
      psaCompanyId: "3",
      name: "Prospect",
      typeName: "Lead",
      isCustomer: false,
    });
    const { saved, rejected } = await confirmCustomerMappings(ctx, {
      connectionId: on.connectionId,
      rows: [
        { customerId: one.id, state: "mapped", psaCompanyId: "2001" },
        { customerId: two.id, state: "mapped", psaCompanyId: "3" },
        { customerId: two.id, state: "mapped", psaCompanyId: "2001" },
      ],
    });
    expect(saved).toMatchObject([
      { customerId: one.id, psaCompanyName: "Calder Ltd", externalReference: `EFS-${one.vendorCustomerId}` },
    ]);
    expect(rejected).toMatchObject([
      {
        index: 1,
        code: "invalid",
        message: "Company Prospect (3) has type Lead - change it to Customer in Autotask to map.",
      },
      {
        index: 2,
        code: "conflict",
        message: `Company Calder Ltd (2001) is already mapped to customer ${one.companyName}. One company serves one customer; allow shared companies in settings if you mean it.`,
        current: { customerId: one.id },
      },
    ]);
    expect(await auditOf(database, partnerId, "customer_mapping")).toEqual(["customer_mapping.accepted"]);
    expect(await announcedOf(database, partnerId)).toEqual(["mapping/changed"]);
  });

  it("gives one company to one of two savers at the same moment and tells the other", async () => {
    const { one, two, map } = await build();
    const results = await Promise.all([map(one.id, "2001"), map(two.id, "2001")]);
    expect(results.map(({ saved }) => saved.length).sort()).toEqual([0, 1]);
    const [refused] = results.flatMap(({ rejected }) => rejected);
    expect(refused).toMatchObject({ code: "conflict", current: { psaCompanyId: "2001" } });
  });

  it("is kept by the database where a writer does not ask", async () => {
    const { one, two, map, partnerId } = await build();
    await map(one.id, "2001");
    await map(two.id, "2002");
    const steal = database.superuserPool.query(
      "update customer_mappings set psa_company_id = '2001' where partner_id = $1 and customer_id = $2",
      [partnerId, two.id],
    );
    await expect(steal).rejects.toThrow("customer_mappings_company");
  });

  it("is changed only by somebody who has seen it as it is", async () => {
    const { one, map, partnerId } = await build();
    const [first] = (await map(one.id, "2001")).saved;
    expect((await map(one.id, "2002")).rejected).toMatchObject([
      { code: "conflict", current: { psaCompanyId: "2001", version: 1 } },
    ]);
    expect((await map(one.id, "2002", first?.version)).saved).toMatchObject([
      { psaCompanyId: "2002", version: 2 },
    ]);
    expect((await map(one.id, "2001", 1)).rejected).toMatchObject([
      { code: "conflict", current: { version: 2 } },
    ]);
    expect((await map(one.id, "2002", 2)).saved).toMatchObject([{ version: 2 }]);
    expect(await auditOf(database, partnerId, "customer_mapping")).toEqual([
      "customer_mapping.accepted",
      "customer_mapping.changed",
    ]);
  });

  it("excludes a customer with a reason, and takes it back", async () => {
    const { ctx, on, one, partnerId } = await build();
    const excluded = { customerId: one.id, state: "do_not_map", reason: "own use" } as const;
    await confirmCustomerMappings(ctx, { connectionId: on.connectionId, rows: [excluded] });
    const listed = await listCustomerMappings(ctx, { limit: 10, states: ["do_not_map"] });
    expect(listed.items).toMatchObject([{ customerId: one.id, reason: "own use", psaCompanyId: null }]);
    await unmapCustomer(ctx, { customerId: one.id });
    expect((await listCustomerMappings(ctx, { limit: 10, states: ["not_mapped"] })).items).toHaveLength(2);
    expect(await auditOf(database, partnerId, "customer_mapping")).toEqual([
      "customer_mapping.excluded",
      "customer_mapping.unmapped",
    ]);
  });

  it("tells what unmapping does, and keeps the pair as history", async () => {
    const { ctx, one, map } = await build();
    await map(one.id, "2001");
    expect(await unmapCustomer(ctx, { customerId: one.id })).toMatchObject({
      message: "0 waiting tasks go back to 'needs mapping'. Lines in Autotask stay as they are.",
    });
    const { items } = await listCustomerMappings(ctx, { limit: 1 });
    expect(items.length).toBe(1);
    await expect(unmapCustomer(ctx, { customerId: one.id })).rejects.toMatchObject({ code: "not_found" });
  });

  it("reads a typed id live that the mirror does not know", async () => {
    const { ctx, one, two, partnerId } = await build();
    const world = "map1@partner.example";
    await sandbox.control(world, "world", smallWorld());
    const { connectionId } = await saveConnection(ctx, {
      provider: "autotask",
      credentials: credentialsOf(world),
    });
    const { saved, rejected } = await confirmCustomerMappings(ctx, {
      connectionId,
      rows: [
        { customerId: one.id, state: "mapped", psaCompanyId: "10" },
        { customerId: two.id, state: "mapped", psaCompanyId: "999" },
      ],
    });
    expect(saved).toMatchObject([{ psaCompanyName: "Calder Ltd" }]);
    expect(rejected).toMatchObject([
      { code: "not_found", message: "There is no company 999 in Autotask, or the API user may not see it." },
    ]);
    expect(await auditOf(database, partnerId, "customer_mapping")).toEqual(["customer_mapping.accepted"]);
  });

  it("is refused to a viewer, and another partner's customers and connections are not found", async () => {
    const mine = await build();
    const other = await build();
    const viewer = testContext(database.pool, { partnerId: mine.partnerId, role: "partner_viewer" });
    const row = { customerId: mine.one.id, state: "mapped", psaCompanyId: "2001" } as const;
    const input = { connectionId: mine.on.connectionId, rows: [row] };
    await expect(confirmCustomerMappings(viewer, input)).rejects.toMatchObject({ code: "forbidden" });
    await expect(unmapCustomer(viewer, { customerId: mine.one.id })).rejects.toMatchObject({
      code: "forbidden",
    });
    await expect(
      confirmCustomerMappings(other.ctx, { connectionId: mine.on.connectionId, rows: [row] }),
    ).rejects.toMatchObject({ code: "not_found" });
    const foreign = await confirmCustomerMappings(other.ctx, {
      connectionId: other.on.connectionId,
      rows: [row],
    });
    expect(foreign).toMatchObject({ saved: [], rejected: [{ code: "not_found" }] });
  });
});
