import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildConnection } from "@/db/builders/connection";
import { buildCustomer } from "@/db/builders/customer";
import { buildCustomerMapping } from "@/db/builders/mapping";
import { buildMirrorCompany, buildMirrorContract, buildMirrorItem } from "@/db/builders/mirror";
import { buildPartner } from "@/db/builders/partner";
import { buildProduct } from "@/db/builders/product";
import { buildSubscription } from "@/db/builders/subscription";
import { createTestDatabase, type TestDatabase } from "@/db/test-database";
import { testContext } from "@/lib/auth/test-context";
import { announcedOf, auditOf, freezeClock } from "@/lib/sync/test-bed";
import { confirmContractLinks } from "./confirm-contract-links";
import { confirmCustomerMappings } from "./confirm-customer-mappings";
import { confirmProductMappings } from "./confirm-product-mappings";
import { listContractLinks } from "./list-contract-links";
import { listProductMappings } from "./list-product-mappings";
import { removeContractLink } from "./remove-contract-link";
import { unmapCustomer } from "./unmap-customer";
import { unmapProduct } from "./unmap-product";

describe("product mappings and contract links", () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
    await freezeClock(database);
  });
  afterAll(() => database.drop());

  /** A customer mapped to company 2001 with contract 7, a product, the item 5 and a subscription in GBP. */
  async function build() {
    const { partnerId } = await buildPartner(database);
    const { id: connectionId } = await buildConnection(database, { partnerId });
    const on = { partnerId, connectionId };
    const ctx = testContext(database.pool, { partnerId });
    const customer = await buildCustomer(database, { partnerId });
    const product = await buildProduct(database, { unit: "seat" });
    const subscription = await buildSubscription(database, {
      partnerId,
      customerId: customer.id,
      productId: product.id,
    });
    await buildMirrorCompany(database, { ...on, psaCompanyId: "2001", name: "Calder Ltd" });
    await buildCustomerMapping(database, {
      ...on,
      customerId: customer.id,
      psaCompanyId: "2001",
      psaCompanyName: "Calder Ltd",
    });
    await buildMirrorContract(database, {
      ...on,
      psaCompanyId: "2001",
      psaContractId: "7",
      name: "Managed services",
    });
    await buildMirrorItem(database, { ...on, psaItemId: "5", name: "Office Suite" });
    const mapProduct = (productId: string, psaItemId: string, version?: number) =>
      confirmProductMappings(ctx, {
        connectionId,
        rows: [{ productId, state: "mapped", psaItemId, version }],
      });
    const link = (psaContractId: string, more: { version?: number; useContractStart?: boolean } = {}) =>
      confirmContractLinks(ctx, {
        connectionId,
        rows: [{ subscriptionId: subscription.id, psaContractId, ...more }],
      });
    return { partnerId, connectionId, on, ctx, customer, product, subscription, mapProduct, link };
  }

  /** A line of the subscription that is ours to write. */
  async function addLiveLine(bed: Awaited<ReturnType<typeof build>>): Promise<() => Promise<string>> {
    const { rows } = await database.superuserPool.query<{ id: string }>(
      `insert into line_links (partner_id, created_at, updated_at, connection_id, psa_contract_id, psa_item_id, psa_line_id)
       values ($1, business_now(), business_now(), $2, '7', '5', '70') returning id`,
      [bed.partnerId, bed.connectionId],
    );
    const id = rows[0]?.id;
    await database.superuserPool.query("update contract_links set line_link_id = $2 where partner_id = $1", [
      bed.partnerId,
      id,
    ]);
    return async () => {
      const read = await database.superuserPool.query<{ state: string }>(
        "select state from line_links where id = $1",
        [id],
      );
      return read.rows[0]?.state ?? "gone";
    };
  }

  describe("a product", () => {
    it("is mapped to an item with a factor; the same item goes to no other product", async () => {
      const { ctx, connectionId, product, mapProduct, partnerId } = await build();
      const other = await buildProduct(database);
      const rows = [{ productId: product.id, state: "mapped", psaItemId: "5", factor: "10.0" }] as const;
      expect((await confirmProductMappings(ctx, { connectionId, rows })).saved).toMatchObject([
        { psaItemId: "5", legs: [{ psaItemId: "5", factor: "10" }], driver: "orders" },
      ]);
      expect((await mapProduct(other.id, "5")).rejected).toMatchObject([
        {
          code: "conflict",
          message: `'Office Suite' is already used by '${product.name}'. Switch on 'many products to one' to share it.`,
          current: { productId: product.id },
        },
      ]);
      expect((await mapProduct(other.id, "404")).rejected).toMatchObject([{ code: "not_found" }]);
      expect(await auditOf(database, partnerId, "product_mapping")).toEqual(["product_mapping.accepted"]);
      expect(await announcedOf(database, partnerId)).toEqual(["mapping/changed"]);
    });

    it("is mapped by one of two savers at the same moment", async () => {
      const { product, mapProduct } = await build();
      const other = await buildProduct(database);
      const results = await Promise.all([mapProduct(product.id, "5"), mapProduct(other.id, "5")]);
      expect(results.map(({ saved }) => saved.length).sort()).toEqual([0, 1]);
    });

    it("is set free with a reason and taken back", async () => {
      const { ctx, connectionId, product, partnerId } = await build();
      const rows = [
        { productId: product.id, state: "free", reason: "flat fee is billed by the PSA's own line" },
      ] as const;
      expect((await confirmProductMappings(ctx, { connectionId, rows })).saved).toMatchObject([
        { state: "free" },
      ]);
      await unmapProduct(ctx, { connectionId, productId: product.id });
      const { items } = await listProductMappings(ctx, { connectionId, limit: 10 });
      expect(items).toMatchObject([{ productId: product.id, state: "not_mapped", version: 2 }]);
      expect(await auditOf(database, partnerId, "product_mapping")).toEqual([
        "product_mapping.excluded",
        "product_mapping.unmapped",
      ]);
    });

    it("gets allowance and minimum from admins only, and keeps them when an operator maps", async () => {
      const { ctx, connectionId, partnerId, product } = await build();
      const operator = testContext(database.pool, { partnerId, role: "partner_operator" });
      const row = { productId: product.id, state: "mapped", psaItemId: "5" } as const;
      const rows = [{ ...row, allowance: "25", minimum: "5" }];
      await expect(confirmProductMappings(operator, { connectionId, rows })).rejects.toMatchObject({
        code: "forbidden",
      });
      await confirmProductMappings(ctx, { connectionId, rows });
      const { saved } = await confirmProductMappings(operator, {
        connectionId,
        rows: [{ ...row, factor: "2", version: 1 }],
      });
      expect(saved).toMatchObject([{ allowance: "25", minimum: "5", version: 2 }]);
    });

    it("keeps its item under live lines; unmapped they lie dormant and live again with the same item", async () => {
      const bed = await build();
      const { ctx, connectionId, product, mapProduct, link, on } = bed;
      await mapProduct(product.id, "5");
      await link("7");
      const lineState = await addLiveLine(bed);
      await buildMirrorItem(database, { ...on, psaItemId: "6" });
      expect((await mapProduct(product.id, "6", 1)).rejected).toMatchObject([
        {
          code: "precondition_failed",
          message: `'${product.name}' has 1 live line in Autotask. Unmap it first, or end the lines.`,
        },
      ]);
      expect(await unmapProduct(ctx, { connectionId, productId: product.id })).toMatchObject({
        dormantLines: 1,
      });
      expect(await lineState()).toBe("dormant");
      await mapProduct(product.id, "5");
      expect(await lineState()).toBe("live");
    });
  });

  describe("a subscription", () => {
    it("stands on one contract of its customer's company, written once", async () => {
      const { ctx, link, partnerId, subscription } = await build();
      expect((await link("7")).saved).toMatchObject([{ psaContractId: "7", version: 1 }]);
      expect((await link("7")).saved).toMatchObject([{ version: 1 }]);
      expect((await listContractLinks(ctx, { limit: 5 })).items).toMatchObject([
        { subscriptionId: subscription.id, contractName: "Managed services" },
      ]);
      expect(await auditOf(database, partnerId, "contract_link")).toEqual(["contract_link.created"]);
    });

    it("is told why a contract does not fit", async () => {
      const { link, on } = await build();
      await buildMirrorContract(database, {
        ...on,
        psaCompanyId: "2001",
        psaContractId: "8",
        cycle: "quarterly",
        name: "Q",
      });
      await buildMirrorContract(database, {
        ...on,
        psaCompanyId: "2001",
        psaContractId: "9",
        currency: "EUR",
        name: "E",
      });
      await buildMirrorContract(database, {
        ...on,
        psaCompanyId: "2001",
        psaContractId: "10",
        startDate: "2026-05-01",
        name: "S",
      });
      expect((await link("8")).rejected[0]?.message).toContain("'Q' is billed quarterly");
      expect((await link("9")).rejected[0]?.message).toContain("The order is in GBP, the contract in EUR.");
      expect((await link("10")).rejected[0]?.message).toBe(
        "The contract starts on 1 May; the subscription on 17 March. Use 1 May, or change the contract's start in Autotask.",
      );
      expect((await link("10", { useContractStart: true })).saved).toHaveLength(1);
    });

    it("is not moved away from a live line, nor taken off it", async () => {
      const bed = await build();
      const { ctx, link, mapProduct, product, on, subscription } = bed;
      await mapProduct(product.id, "5");
      await link("7");
      await addLiveLine(bed);
      await buildMirrorContract(database, { ...on, psaCompanyId: "2001", psaContractId: "11" });
      expect((await link("11")).rejected).toMatchObject([
        { code: "conflict", current: { psaContractId: "7" } },
      ]);
      expect((await link("11", { version: 1 })).rejected).toMatchObject([{ code: "precondition_failed" }]);
      const removed = removeContractLink(ctx, { subscriptionId: subscription.id });
      await expect(removed).rejects.toMatchObject({ code: "precondition_failed" });
    });

    it("is moved and removed while there is no line", async () => {
      const { ctx, link, on, subscription, partnerId } = await build();
      await link("7");
      await buildMirrorContract(database, { ...on, psaCompanyId: "2001", psaContractId: "11" });
      expect((await link("11", { version: 1 })).saved).toMatchObject([{ psaContractId: "11", version: 2 }]);
      await removeContractLink(ctx, { subscriptionId: subscription.id, version: 2 });
      expect(await auditOf(database, partnerId, "contract_link")).toEqual([
        "contract_link.created",
        "contract_link.changed",
        "contract_link.removed",
      ]);
    });

    it("needs its customer mapped; unmapped its line lies dormant, the same pair brings it back", async () => {
      const bed = await build();
      const { ctx, customer, link, mapProduct, product, on, connectionId } = bed;
      await mapProduct(product.id, "5");
      await link("7");
      const lineState = await addLiveLine(bed);
      await buildMirrorCompany(database, { ...on, psaCompanyId: "2002" });
      const map = (psaCompanyId: string, version: number) =>
        confirmCustomerMappings(ctx, {
          connectionId,
          rows: [{ customerId: customer.id, state: "mapped", psaCompanyId, version }],
        });
      expect((await map("2002", 1)).rejected).toMatchObject([{ code: "precondition_failed" }]);
      await unmapCustomer(ctx, { customerId: customer.id });
      expect(await lineState()).toBe("dormant");
      expect((await link("7", { version: 1 })).rejected).toMatchObject([
        {
          code: "precondition_failed",
          message: `Customer ${customer.companyName} is not mapped on this connection. Map it to its company first.`,
        },
      ]);
      await map("2001", 2);
      expect(await lineState()).toBe("live");
      await unmapCustomer(ctx, { customerId: customer.id });
      expect((await map("2002", 4)).saved).toHaveLength(1);
      expect((await listContractLinks(ctx, { limit: 5 })).items).toMatchObject([{ psaContractId: null }]);
    });
  });

  it("are refused to a viewer and find nothing of another partner", async () => {
    const mine = await build();
    const other = await build();
    const viewer = testContext(database.pool, { partnerId: mine.partnerId, role: "partner_viewer" });
    const { connectionId } = mine;
    const product = {
      connectionId,
      rows: [{ productId: mine.product.id, state: "mapped", psaItemId: "5" }],
    } as const;
    const contract = { connectionId, rows: [{ subscriptionId: mine.subscription.id, psaContractId: "7" }] };
    await expect(confirmProductMappings(viewer, product)).rejects.toMatchObject({ code: "forbidden" });
    await expect(confirmContractLinks(viewer, contract)).rejects.toMatchObject({ code: "forbidden" });
    await expect(confirmProductMappings(other.ctx, product)).rejects.toMatchObject({ code: "not_found" });
    await expect(confirmContractLinks(other.ctx, contract)).rejects.toMatchObject({ code: "not_found" });
    await mine.mapProduct(mine.product.id, "5");
    const unmapped = unmapProduct(other.ctx, {
      connectionId: other.connectionId,
      productId: mine.product.id,
    });
    await expect(unmapped).rejects.toMatchObject({ code: "not_found" });
    const foreign = { ...contract, connectionId: other.connectionId };
    expect(await confirmContractLinks(other.ctx, foreign)).toMatchObject({
      saved: [],
      rejected: [{ code: "not_found" }],
    });
  });
});
