import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { buildConnection } from "@/db/builders/connection";
import { buildPartner, buildVendor } from "@/db/builders/partner";
import { createTestDatabase, type TestDatabase } from "@/db/test-database";
import type { Ctx } from "@/lib/auth/context";
import { scopes } from "@/lib/auth/scopes";
import { testKeyContext } from "@/lib/auth/test-context";
import { getPartnerStatus } from "@/lib/partners/get-partner-status";
import { customer, order, orderLine, product, send, subscription } from "./test-feed";

let database: TestDatabase;
let vendor: Ctx;
let one: { ctx: Ctx; code: string };
let two: { ctx: Ctx; code: string };

const newPartner = async () => {
  const { partnerId, code } = await buildPartner(database);
  return { ctx: testKeyContext(database.pool, { partnerId, scopes }), code };
};
const ordersOf = async ({ partnerId }: Ctx) =>
  (
    await database.superuserPool.query("select vendor_order_id as id from orders where partner_id = $1", [
      partnerId,
    ])
  ).rows
    .map(({ id }) => id)
    .sort();

beforeAll(async () => {
  database = await createTestDatabase();
  const partnerId = await buildVendor(database);
  vendor = testKeyContext(database.pool, { partnerId, scopes, vendorWide: [] });
  await send(vendor, "products", [product()]);
});
afterAll(() => database.drop());
beforeEach(async () => {
  one = await newPartner();
  two = await newPartner();
});

describe("an item that waits", () => {
  it("does not find another partner's customer", async () => {
    await send(one.ctx, "customers", [customer("19652")]);
    expect(await send(two.ctx, "orders", [order("1")])).toMatchObject({
      waiting: [{ for: "vendorCustomerId 19652" }],
    });
    await send(one.ctx, "customers", [customer("19653")]);
    expect(await ordersOf(two.ctx)).toEqual([]);
    await send(two.ctx, "customers", [customer("19652")]);
    expect(await ordersOf(two.ctx)).toEqual(["1"]);
  });

  it("takes effect at every partner when the product arrives", async () => {
    const sku = `LATE-${one.code}`;
    for (const { ctx } of [one, two]) {
      await send(ctx, "customers", [customer("19652")]);
      const late = order("1", { lines: [orderLine("SUB-1", { sku })] });
      expect((await send(ctx, "orders", [late])).waiting[0]?.for).toBe(`sku ${sku} monthly P1Y`);
    }
    await send(vendor, "products", [product(sku)]);
    expect([await ordersOf(one.ctx), await ordersOf(two.ctx)]).toEqual([["1"], ["1"]]);
    const { rows } = await database.superuserPool.query(
      "select count(*)::int from outbox where name = 'orders/ingested' and partner_id = any($1)",
      [[one.ctx.partnerId, two.ctx.partnerId]],
    );
    expect(rows).toEqual([{ count: 2 }]);
  });

  it("is told again when it is sent again, and stored once", async () => {
    const first = await send(one.ctx, "orders", [order("1")]);
    expect(first.sequence).not.toBeNull();
    expect(await send(one.ctx, "orders", [order("1")])).toMatchObject({
      waiting: [{ id: "1" }],
      sequence: null,
    });
    const other = await send(one.ctx, "orders", [order("1", { reference: "SO1" })]);
    expect(other.rejected[0]?.code).toBe("already_exists_different");
  });

  it("that proves wrong when its turn comes is kept with the reason, for the vendor to see", async () => {
    const inEuro = order("2", { type: "change", lines: [orderLine("SUB-1", { currency: "EUR" })] });
    await send(one.ctx, "customers", [customer("19652")]);
    await send(one.ctx, "orders", [inEuro]);
    await send(one.ctx, "subscriptions", [subscription("SUB-1")]);
    const status = await getPartnerStatus(vendor, one.code);
    expect(status).toMatchObject({
      customers: [{ vendorCustomerId: "19652", isMapped: false }],
      waiting: {
        count: 1,
        refused: [{ kind: "orders", id: "2", field: "lines.0.currency", code: "wrong_currency" }],
      },
    });
  });

  it("that proved wrong is gone once the same record comes in a way that counts", async () => {
    await send(one.ctx, "subscriptions", [subscription("SUB-1"), subscription("SUB-1", { currency: "EUR" })]);
    await send(one.ctx, "customers", [customer("19652")]);
    const waiting = async () => (await getPartnerStatus(vendor, one.code)).waiting;
    expect(await waiting()).toMatchObject({ count: 1, refused: [{ code: "wrong_currency" }] });
    expect(await send(one.ctx, "subscriptions", [subscription("SUB-1")])).toMatchObject({ unchanged: 1 });
    expect(await waiting()).toEqual({ count: 0, refused: [] });
  });

  it("follows a chain of orders each of which brings what the next one needs", async () => {
    const links = Array.from({ length: 30 }, (_, place) =>
      order(`${place}`, {
        lines: [orderLine(`SUB-${place}`, { vendorLineId: "new" })],
        ...(place > 0 && {
          type: "change",
          lines: [orderLine(`SUB-${place - 1}`)],
        }),
      }),
    );
    await send(one.ctx, "orders", links.slice(1).reverse());
    await send(one.ctx, "customers", [customer("19652")]);
    expect(await ordersOf(one.ctx)).toEqual([]);
    const sales = Array.from({ length: 30 }, (_, place) =>
      order(`S-${place}`, { lines: [orderLine(`SUB-${place}`)] }),
    );
    await send(one.ctx, "orders", sales);
    expect(await ordersOf(one.ctx)).toHaveLength(59);
  });
});

describe("a partner's status", () => {
  it("is not found for a key of another partner", async () => {
    await expect(getPartnerStatus(two.ctx, one.code)).rejects.toMatchObject({ code: "not_found" });
    await expect(getPartnerStatus(one.ctx, one.code)).resolves.toMatchObject({ partnerCode: one.code });
  });

  it("tells when each connection was last checked", async () => {
    const { partnerId } = one.ctx;
    const checked = await buildConnection(database, { partnerId });
    await buildConnection(database, { partnerId });
    for (const [state, at] of [
      ["finished", "2026-03-17T09:40:00Z"],
      ["failed", "2026-03-17T09:55:00Z"],
    ]) {
      await database.superuserPool.query(
        `insert into sync_runs (partner_id, connection_id, trigger, state, finished_at, counts, created_at, updated_at)
         values ($1, $2, 'person', $3, $4, '{}', $4, $4)`,
        [partnerId, checked.id, state, at],
      );
    }
    const { connections } = await getPartnerStatus(vendor, one.code);
    // Both were made at the same instant, so nothing says which comes first.
    expect(connections.map(({ lastSyncAt }) => lastSyncAt ?? "never").sort()).toEqual([
      "2026-03-17T09:40:00.000Z",
      "never",
    ]);
  });
});
