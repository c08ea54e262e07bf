import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { buildPartner, buildVendor } from "@/db/builders/partner";
import { createTestDatabase, type TestDatabase } from "@/db/test-database";
import type { Ctx } from "@/lib/auth/context";
import { scopes } from "@/lib/auth/scopes";
import { testContext, testKeyContext } from "@/lib/auth/test-context";
import { customer, order, orderLine, product, send, subscription } from "./test-feed";

let database: TestDatabase;
let vendorId: string;
let vendor: Ctx;
let code: string;
let ctx: Ctx;

const rows = async (text: string, values: unknown[] = [ctx.partnerId]) =>
  (await database.superuserPool.query(text, values)).rows;

beforeAll(async () => {
  database = await createTestDatabase();
  vendorId = await buildVendor(database);
  vendor = testKeyContext(database.pool, { partnerId: vendorId, scopes, vendorWide: [] });
  await send(vendor, "products", [product()]);
});
afterAll(() => database.drop());
beforeEach(async () => {
  const partner = await buildPartner(database);
  code = partner.code;
  ctx = testKeyContext(database.pool, { partnerId: partner.partnerId, scopes });
});

describe("a batch", () => {
  it("is stored and told in counts, with the numbers of arrival", async () => {
    const answer = await send(ctx, "customers", [customer("19652"), customer("19653")]);
    expect(answer).toMatchObject({ accepted: 2, unchanged: 0, stale: 0, waiting: [], rejected: [] });
    expect(answer.sequence?.to).toBe((answer.sequence?.from ?? 0) + 1);
  });

  it("keeps its good items and names exactly the bad ones", async () => {
    const answer = await send(ctx, "customers", [
      customer("1"),
      customer("2", { phone: "1".repeat(26) }),
      customer("3", { asOf: "yesterday" }),
    ]);
    expect(answer).toMatchObject({ accepted: 1 });
    expect(answer.rejected).toEqual([
      {
        index: 1,
        id: "2",
        field: "phone",
        code: "too_long",
        message: "phone may have at most 25 characters",
      },
      expect.objectContaining({ index: 2, id: "3", field: "asOf", code: "not_a_date" }),
    ]);
  });

  it("of only bad items is nothing accepted", async () => {
    const answer = await send(ctx, "customers", [customer("1", { colour: "red" })]);
    expect(answer).toMatchObject({ code: "nothing_accepted", accepted: 0, sequence: null });
  });

  it("writes one audit entry for the partner it changed, and none when nothing changed", async () => {
    await send(ctx, "customers", [customer("1")]);
    await send(ctx, "customers", [customer("1")]);
    const entries = await rows("select action, after from audit_entries where partner_id = $1");
    expect(entries).toEqual([
      { action: "customers.ingested", after: { accepted: 1, waiting: 0, released: 0 } },
    ]);
  });

  it("of a vendor-wide key names the partner of each item", async () => {
    const answer = await send(vendor, "customers", [
      customer("1", { partnerCode: code }),
      customer("2"),
      customer("3", { partnerCode: "P-nobody" }),
    ]);
    expect(answer).toMatchObject({ accepted: 1 });
    expect(answer.rejected.map(({ field, code: item }) => [field, item])).toEqual([
      ["partnerCode", "required"],
      ["partnerCode", "unknown_partner"],
    ]);
    expect(await rows("select 1 from customers where partner_id = $1")).toHaveLength(1);
  });

  it("of a partner's key cannot name another partner", async () => {
    const other = await buildPartner(database);
    const answer = await send(ctx, "customers", [customer("1", { partnerCode: other.code })]);
    expect(answer.rejected[0]).toMatchObject({
      code: "unknown_partner",
      message: `partnerCode '${other.code}' does not exist`,
    });
  });

  it("is refused to people, to keys without the scope, and products to keys of a partner", async () => {
    const person = testContext(database.pool, { partnerId: ctx.partnerId });
    await expect(send(person, "customers", [customer("1")])).rejects.toMatchObject({ code: "forbidden" });
    const reader = testKeyContext(database.pool, { partnerId: ctx.partnerId, scopes: ["read"] });
    await expect(send(reader, "orders", [order("1")])).rejects.toMatchObject({ code: "forbidden" });
    await expect(send(ctx, "products", [product("X")])).rejects.toMatchObject({ code: "forbidden" });
  });
});

describe("orders", () => {
  beforeEach(() => send(ctx, "customers", [customer("19652")]));

  it("make a subscription by a sales line and move it by the others", async () => {
    const answer = await send(ctx, "orders", [
      order("2", {
        type: "change",
        orderedAt: "2026-03-02T09:00:00Z",
        lines: [orderLine("SUB-1", { quantity: "12" })],
      }),
      order("1"),
    ]);
    expect(answer).toMatchObject({ accepted: 2, waiting: [] });
    expect(await rows("select quantity::float, status from subscriptions where partner_id = $1")).toEqual([
      { quantity: 12, status: "active" },
    ]);
    expect(await rows("select name from outbox where partner_id = $1")).toEqual([
      { name: "orders/ingested" },
    ]);
  });

  it("sent again change nothing and announce nothing", async () => {
    await send(ctx, "orders", [order("1")]);
    const before = await rows("select xmin::text, * from order_lines where partner_id = $1");
    expect(await send(ctx, "orders", [order("1")])).toMatchObject({
      accepted: 0,
      unchanged: 1,
      sequence: null,
    });
    expect(await rows("select xmin::text, * from order_lines where partner_id = $1")).toEqual(before);
    expect(await rows("select 1 from outbox where partner_id = $1")).toHaveLength(1);
  });

  it("with other content under the same id are rejected", async () => {
    await send(ctx, "orders", [order("1")]);
    const answer = await send(ctx, "orders", [order("1", { reference: "SO1" })]);
    expect(answer.rejected[0]).toMatchObject({ code: "already_exists_different", field: "vendorOrderId" });
  });

  it("wait for a subscription that is not known, and take effect when it arrives", async () => {
    const change = order("2", { type: "change", lines: [orderLine("SUB-9", { quantity: "3" })] });
    expect(await send(ctx, "orders", [change])).toMatchObject({
      accepted: 0,
      waiting: [{ index: 0, id: "2", for: "vendorSubscriptionId SUB-9" }],
    });
    await send(ctx, "orders", [
      order("1", { orderedAt: "2026-02-01T00:00:00Z", lines: [orderLine("SUB-9")] }),
    ]);
    expect(await rows("select quantity::float from subscriptions where partner_id = $1")).toEqual([
      { quantity: 3 },
    ]);
    expect(await rows("select 1 from ingest_waiting where partner_id = $1")).toEqual([]);
  });

  it("are rejected instead of waiting when the batch is strict", async () => {
    const change = order("2", { type: "change", lines: [orderLine("SUB-9")] });
    const answer = await send(ctx, "orders", [change], { isStrict: true });
    expect(answer.rejected[0]).toMatchObject({
      code: "unknown_reference",
      field: "lines.0.vendorSubscriptionId",
    });
  });

  it("move from accepted to completed to withdrawn, and never back", async () => {
    await send(ctx, "orders", [order("1", { status: "accepted" })]);
    expect(await rows("select status, quantity::float from subscriptions where partner_id = $1")).toEqual([
      { status: "pending", quantity: 0 },
    ]);
    await send(ctx, "orders", [order("1")]);
    expect(await send(ctx, "orders", [order("1", { status: "accepted" })])).toMatchObject({ unchanged: 1 });
    const answer = await send(ctx, "orders", [order("1", { status: "failed" })]);
    expect(answer.rejected[0]).toMatchObject({ code: "illegal_move", field: "status" });
    await send(ctx, "orders", [order("1", { status: "withdrawn" })]);
    expect(await rows("select order_status, is_unchecked from order_lines where partner_id = $1")).toEqual([
      { order_status: "withdrawn", is_unchecked: false },
    ]);
    const names = await rows("select name from outbox where partner_id = $1 order by position");
    expect(names.map(({ name }) => name)).toEqual(["orders/ingested", "orders/withdrawn"]);
  });

  it("show a check the withdrawal of a line that it has seen", async () => {
    await send(ctx, "orders", [order("1")]);
    await database.superuserPool.query("update order_lines set is_unchecked = false where partner_id = $1", [
      ctx.partnerId,
    ]);
    await send(ctx, "orders", [order("1", { status: "withdrawn" })]);
    expect(await rows("select order_status, is_unchecked from order_lines where partner_id = $1")).toEqual([
      { order_status: "withdrawn", is_unchecked: true },
    ]);
  });

  it("in another currency than their subscription are rejected", async () => {
    await send(ctx, "orders", [order("1")]);
    const other = order("2", { type: "change", lines: [orderLine("SUB-1", { currency: "EUR" })] });
    const answer = await send(ctx, "orders", [other]);
    expect(answer.rejected[0]).toMatchObject({ code: "wrong_currency", field: "lines.0.currency" });
  });
});

describe("subscriptions", () => {
  beforeEach(() => send(ctx, "customers", [customer("19652")]));

  it("that no order explains make an implied order, which a late order takes away again", async () => {
    await send(ctx, "subscriptions", [subscription("SUB-1", { asOf: "2026-03-02T09:00:00Z" })]);
    expect(await rows("select type, is_implied from orders where partner_id = $1")).toEqual([
      { type: "sales", is_implied: true },
    ]);
    await send(ctx, "orders", [order("1")]);
    expect(await rows("select vendor_order_id, is_implied from orders where partner_id = $1")).toEqual([
      { vendor_order_id: "1", is_implied: false },
    ]);
  });

  it("withdraw an implied order that a check has seen when the real one arrives", async () => {
    await send(ctx, "subscriptions", [subscription("SUB-1", { asOf: "2026-03-02T09:00:00Z" })]);
    await database.superuserPool.query("update order_lines set is_unchecked = false where partner_id = $1", [
      ctx.partnerId,
    ]);
    await send(ctx, "orders", [order("1")]);
    expect(
      await rows(
        "select o.is_implied, o.status, l.is_unchecked from orders o join order_lines l on l.order_id = o.id where o.partner_id = $1 order by 1",
      ),
    ).toEqual([
      { is_implied: false, status: "completed", is_unchecked: true },
      { is_implied: true, status: "withdrawn", is_unchecked: true },
    ]);
  });

  it("newer content wins and older content is stale, whatever arrives last", async () => {
    const newer = subscription("SUB-1", { quantity: "12", asOf: "2026-03-05T00:00:00Z" });
    const older = subscription("SUB-1", { quantity: "11", asOf: "2026-03-04T00:00:00Z" });
    await send(ctx, "subscriptions", [newer]);
    expect(await send(ctx, "subscriptions", [older])).toMatchObject({ accepted: 0, stale: 1 });
    expect(await rows("select quantity::float from subscriptions where partner_id = $1")).toEqual([
      { quantity: 12 },
    ]);
  });

  it("cannot come back from the end", async () => {
    await send(ctx, "subscriptions", [subscription("SUB-1", { status: "cancelled" })]);
    const back = subscription("SUB-1", { status: "active", asOf: "2026-04-01T00:00:00Z" });
    expect((await send(ctx, "subscriptions", [back])).rejected[0]).toMatchObject({
      code: "illegal_move",
      message: "A cancelled subscription cannot become active",
    });
  });
});

describe("an Idempotency-Key", () => {
  it("gives the first answer again, and is refused for another request", async () => {
    const first = await send(ctx, "customers", [customer("1")], { idempotencyKey: "K-1" });
    expect(await send(ctx, "customers", [customer("1")], { idempotencyKey: "K-1" })).toEqual(first);
    await expect(send(ctx, "customers", [customer("2")], { idempotencyKey: "K-1" })).rejects.toMatchObject({
      status: 409,
      code: "idempotency_key_reused",
    });
  });
});

describe("two deliveries at the same time", () => {
  it("end as one", async () => {
    await send(ctx, "customers", [customer("19652")]);
    const items = Array.from({ length: 20 }, (_, index) =>
      order(`${index}`, { lines: [orderLine(`SUB-${index}`)] }),
    );
    const answers = await Promise.all([1, 2, 3].map(() => send(ctx, "orders", items)));
    expect(answers.map(({ accepted }) => accepted).sort()).toEqual([0, 0, 20]);
    expect(await rows("select 1 from order_lines where partner_id = $1")).toHaveLength(20);
  });

  it("do not lose an item that waits for what arrives at that moment", async () => {
    await Promise.all([send(ctx, "orders", [order("1")]), send(ctx, "customers", [customer("19652")])]);
    expect(await rows("select 1 from ingest_waiting where partner_id = $1")).toEqual([]);
    expect(await rows("select 1 from orders where partner_id = $1")).toHaveLength(1);
  });
});
