import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildConnection } from "@/db/builders/connection";
import { buildCustomer } from "@/db/builders/customer";
import { buildContractLink, buildCustomerMapping } from "@/db/builders/mapping";
import { buildMirrorCompany, buildMirrorContract } from "@/db/builders/mirror";
import { buildPartner } from "@/db/builders/partner";
import { buildProduct } from "@/db/builders/product";
import { buildSubscription } from "@/db/builders/subscription";
import { createTestDatabase, type TestDatabase } from "@/db/test-database";
import { testContext } from "@/lib/auth/test-context";
import { pageOf } from "@/lib/http/paging";
import { auditOf } from "@/lib/sync/test-bed";
import { chooseContracts } from "./choose-contracts";
import { confirmCustomerMappings } from "./confirm-customer-mappings";
import type { MapFilter, MapSort } from "./customer-map";
import { getCustomerMapTotals } from "./get-customer-map-totals";
import { getCustomerMapping } from "./get-customer-mapping";
import { listCustomerMap } from "./list-customer-map";
import { unmapCustomer } from "./unmap-customer";

describe("the Customer Map", () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.drop());

  async function build() {
    const { partnerId } = await buildPartner(database);
    const { id: connectionId } = await buildConnection(database, { partnerId });
    const on = { partnerId, connectionId };
    const ctx = testContext(database.pool, { partnerId, name: "Ada Lovelace" });
    const seats = await buildProduct(database, { billingCycle: "monthly" });
    const yearly = await buildProduct(database, { billingCycle: "annual" });
    const customer = (companyName: string) => buildCustomer(database, { partnerId, companyName });
    const hold = (customerId: string, productId: string, more: { quantity?: string; unitPrice?: string }) =>
      buildSubscription(database, { partnerId, customerId, productId, ...more });
    const list = (filter: MapFilter = {}, sort: MapSort = "name", isDescending = false, cursor?: string) =>
      listCustomerMap(ctx, {
        filter,
        sort,
        isDescending,
        page: pageOf({ cursor, limit: 2 }, sort === "money" ? "amount" : sort === "name" ? "text" : "time"),
      });
    return { partnerId, connectionId, on, ctx, seats, yearly, customer, hold, list };
  }

  it("says what each customer holds, in money of a month, whatever the cycle", async () => {
    const { customer, hold, seats, yearly, list } = await build();
    const alder = await customer("Alder");
    await hold(alder.id, seats.id, { quantity: "3", unitPrice: "9.4" });
    await hold(alder.id, yearly.id, { quantity: "1", unitPrice: "100" });
    const { rows } = await list();
    expect(rows).toMatchObject([
      {
        companyName: "Alder",
        state: "not_mapped",
        services: 2,
        // 28.20 + 100 / 12, rounded once.
        money: [{ currency: "GBP", minor: 3653n }],
        slots: [
          { billingCycle: "monthly", label: "monthly", subscriptions: 1, unlinked: 1, contracts: [] },
          { billingCycle: "annual", label: "yearly", subscriptions: 1, unlinked: 1 },
        ],
      },
    ]);
  });

  it("goes on where a page ended, in every order", async () => {
    const { customer, hold, seats, list } = await build();
    for (const [name, quantity] of [
      ["A", "1"],
      ["B", "3"],
      ["C", "2"],
    ] as const) {
      await hold((await customer(name)).id, seats.id, { quantity });
    }
    const walk = async (sort: MapSort, isDescending: boolean) => {
      const names: string[] = [];
      for (let cursor: string | null | undefined; cursor !== null; ) {
        const page = await list({}, sort, isDescending, cursor);
        names.push(...page.rows.map((row) => row.companyName));
        expect(page.total).toBe(3);
        cursor = page.next;
      }
      return names.join("");
    };
    expect(await walk("name", false)).toBe("ABC");
    expect(await walk("name", true)).toBe("CBA");
    expect(await walk("money", true)).toBe("BCA");
    expect((await walk("changed", true)).length).toBe(3);
  });

  it("shows a mapping onto a vanished company as broken, and a new name as a note", async () => {
    const { on, customer, list, ctx } = await build();
    const [one, two] = [await customer("One"), await customer("Two")];
    await buildMirrorCompany(database, { ...on, psaCompanyId: "1", isGone: true });
    await buildMirrorCompany(database, { ...on, psaCompanyId: "2", name: "New name" });
    await buildMirrorCompany(database, { ...on, psaCompanyId: "3" });
    await buildCustomerMapping(database, { ...on, customerId: one.id, psaCompanyId: "1" });
    await buildCustomerMapping(database, {
      ...on,
      customerId: two.id,
      psaCompanyId: "2",
      psaCompanyName: "Old name",
    });
    expect((await list()).rows).toMatchObject([
      {
        state: "broken",
        broken: "Company 1 no longer answers. It may be deleted, merged or hidden from the API user.",
      },
      { state: "mapped", renamed: "Renamed from Old name to New name", psaCompanyName: "New name" },
    ]);
    expect((await list({ states: ["broken"] })).total).toBe(1);
    expect((await list({ search: "new na" })).total).toBe(1);
    expect((await list({ search: "old na" })).total).toBe(1);
    const totals = await getCustomerMapTotals(ctx);
    expect(totals).toMatchObject({ customers: 2, openCustomers: 1, isAllDone: false });
    expect(totals.connections).toMatchObject([{ psa: "Autotask", freeCompanies: 1, silentSince: null }]);
  });

  it("adds the money of each state up, currency by currency, and filters by it", async () => {
    const { ctx, customer, hold, seats, partnerId, list } = await build();
    const [rich, poor] = [await customer("Rich"), await customer("Poor")];
    await hold(rich.id, seats.id, { quantity: "2", unitPrice: "10" });
    await buildSubscription(database, {
      partnerId,
      customerId: rich.id,
      productId: seats.id,
      currency: "EUR",
      quantity: "1",
      unitPrice: "5",
    });
    const { states } = await getCustomerMapTotals(ctx);
    expect(states.find(({ state }) => state === "not_mapped")).toEqual({
      state: "not_mapped",
      customers: 2,
      money: [
        { currency: "EUR", minor: 500n },
        { currency: "GBP", minor: 2000n },
      ],
    });
    const { rows } = await list({ hasMoney: true });
    expect(rows.map((row) => row.customerId)).toEqual([rich.id]);
    expect(rows.map((row) => row.customerId)).not.toContain(poor.id);
  });

  it("puts all of a cycle on one contract, refuses who has not seen the latest, and takes it off", async () => {
    const { ctx, on, customer, hold, seats, list, partnerId } = await build();
    const calder = await customer("Calder");
    await buildMirrorCompany(database, { ...on, psaCompanyId: "10" });
    const contract = await buildMirrorContract(database, { ...on, psaCompanyId: "10", name: "Support" });
    await buildCustomerMapping(database, { ...on, customerId: calder.id, psaCompanyId: "10" });
    await hold(calder.id, seats.id, {});
    await hold(calder.id, seats.id, {});
    const slotNow = async () => (await list()).rows[0]?.slots[0];
    const choose = async (psaContractId: string | null, mark: string) =>
      chooseContracts(ctx, {
        connectionId: on.connectionId,
        rows: [{ customerId: calder.id, billingCycle: "monthly", currency: "GBP", psaContractId, mark }],
      });
    const before = await slotNow();
    expect((await choose(contract.psaContractId, before?.mark ?? "")).saved).toMatchObject([
      { psaContractId: contract.psaContractId, subscriptions: 2 },
    ]);
    expect(await slotNow()).toMatchObject({
      unlinked: 0,
      contracts: [{ name: "Support", subscriptions: 2 }],
    });
    expect((await choose(null, before?.mark ?? "")).rejected).toMatchObject([
      { code: "conflict", current: { contracts: [{ name: "Support" }] } },
    ]);
    expect((await choose("404", (await slotNow())?.mark ?? "")).rejected).toHaveLength(1);
    expect((await choose(null, (await slotNow())?.mark ?? "")).saved).toHaveLength(1);
    expect(await slotNow()).toMatchObject({ unlinked: 2, contracts: [] });
    expect((await auditOf(database, partnerId, "contract_link")).sort()).toEqual([
      "contract_link.created",
      "contract_link.created",
      "contract_link.removed",
      "contract_link.removed",
    ]);
  });

  it("says since when a PSA does not answer, and which connection is stopped", async () => {
    const { partnerId } = await buildPartner(database);
    await buildConnection(database, { partnerId, state: "unreachable" });
    await buildConnection(database, { partnerId, state: "paused" });
    await buildConnection(database, { partnerId, state: "draft" });
    const { connections, customers, isAllDone } = await getCustomerMapTotals(
      testContext(database.pool, { partnerId }),
    );
    expect(connections).toHaveLength(2);
    expect(connections.find(({ isStopped }) => isStopped)).toMatchObject({ silentSince: null });
    expect(connections.find(({ isStopped }) => !isStopped)).toMatchObject({
      silentSince: "2026-01-05T09:00:00.000Z",
      asOf: null,
    });
    expect({ customers, isAllDone }).toEqual({ customers: 0, isAllDone: false });
  });

  it("names one customer with both sides, its history and what unmapping does", async () => {
    const { ctx, on, customer, hold, seats } = await build();
    const one = await customer("One");
    await buildMirrorCompany(database, { ...on, psaCompanyId: "7", name: "One Ltd" });
    const subscription = await hold(one.id, seats.id, {});
    const rows = [{ customerId: one.id, state: "mapped", psaCompanyId: "7" } as const];
    await confirmCustomerMappings(ctx, { connectionId: on.connectionId, rows });
    await unmapCustomer(ctx, { customerId: one.id });
    await confirmCustomerMappings(ctx, { connectionId: on.connectionId, rows });
    await buildContractLink(database, { ...on, subscriptionId: subscription.id, psaContractId: "99" });
    const detail = await getCustomerMapping(ctx, { customerId: one.id });
    expect(detail).toMatchObject({
      row: {
        state: "mapped",
        changedBy: "Ada Lovelace",
        slots: [{ contracts: [{ psaContractId: "99", name: null }] }],
      },
      company: { name: "One Ltd", typeName: "Customer" },
      unmapping: { message: expect.stringContaining("0 waiting tasks") },
    });
    expect(detail.history.map(({ who, what }) => `${who}: ${what}`)).toEqual([
      "Ada Lovelace: Mapped to One Ltd (7)",
      "Ada Lovelace: Unmapped from One Ltd (7)",
      "Ada Lovelace: Mapped to One Ltd (7)",
    ]);
  });

  it("shows another partner nothing, and lets a viewer look but not choose", async () => {
    const mine = await build();
    const other = await build();
    const one = await mine.customer("One");
    expect((await other.list()).rows).toEqual([]);
    await expect(getCustomerMapping(other.ctx, { customerId: one.id })).rejects.toMatchObject({
      code: "not_found",
    });
    const viewer = testContext(database.pool, { partnerId: mine.partnerId, role: "partner_viewer" });
    expect(await getCustomerMapTotals(viewer)).toMatchObject({ customers: 1 });
    const choice = { customerId: one.id, billingCycle: "monthly", currency: "GBP" } as const;
    const input = { connectionId: mine.connectionId, rows: [{ ...choice, psaContractId: "1", mark: "" }] };
    await expect(chooseContracts(viewer, input)).rejects.toMatchObject({ code: "forbidden" });
    expect(await chooseContracts(other.ctx, { ...input, connectionId: other.connectionId })).toMatchObject({
      saved: [],
      rejected: [{ code: "not_found" }],
    });
  });
});
