import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildPartner, buildVendor } from "@/db/builders/partner";
import { createTestDatabase, type TestDatabase } from "@/db/test-database";
import type { Ctx } from "@/lib/auth/context";
import { scopes } from "@/lib/auth/scopes";
import { testKeyContext } from "@/lib/auth/test-context";
import type { IngestKind } from "./schemas";
import { customer, order, orderLine, product, send, subscription } from "./test-feed";

type Delivery = { kind: IngestKind; item: Record<string, unknown> };

let database: TestDatabase;
let vendor: Ctx;
let runs = 0;

beforeAll(async () => {
  database = await createTestDatabase();
  const partnerId = await buildVendor(database);
  vendor = testKeyContext(database.pool, { partnerId, scopes, vendorWide: [] });
});
afterAll(() => database.drop());

const day = (date: number): string => `2026-03-${String(date).padStart(2, "0")}T09:00:00.000Z`;

/** A vendor's month with everything that depends on order: editions, statuses, chains, and orders nobody sent. */
function feed(run: number): Delivery[] {
  const [a, b] = [`A run ${run}`, `B run ${run}`];
  const family = { code: `F run ${run}`, name: "Office" };
  const change = (id: string, date: number, sub: string, quantity: string, given = {}) =>
    order(id, {
      type: "change",
      orderedAt: day(date),
      lines: [orderLine(sub, { sku: a, quantity, ...given })],
    });
  const sub = (id: string, date: number, given = {}) =>
    subscription(id, { sku: a, asOf: day(date), ...given });
  const of = (kind: IngestKind, ...items: Record<string, unknown>[]) => items.map((item) => ({ kind, item }));
  const withdrawn = change("7", 15, "SUB-1", "99");
  return [
    ...of(
      "products",
      product(a, { family, asOf: day(1) }),
      product(a, { family: { ...family, name: "Office Suite" }, asOf: day(5), prices: [] }),
      product(b, { family }),
    ),
    ...of(
      "customers",
      customer("19652", { asOf: day(1) }),
      customer("19652", { asOf: day(4), city: "London" }),
      customer("19652", { asOf: day(9) }),
    ),
    ...of(
      "subscriptions",
      sub("SUB-1", 3),
      sub("SUB-1", 12, { quantity: "14" }),
      sub("SUB-1", 13, { quantity: "14" }),
      sub("SUB-4", 2, { status: "trial" }),
      sub("SUB-4", 6),
      sub("SUB-4", 16, { status: "cancelled" }),
      sub("SUB-5", 8, { sku: b, quantity: "3", unitPrice: "5" }),
    ),
    ...of(
      "orders",
      order("1", { orderedAt: day(2), status: "accepted", lines: [orderLine("SUB-1", { sku: a })] }),
      order("1", { orderedAt: day(2), lines: [orderLine("SUB-1", { sku: a })] }),
      change("2", 5, "SUB-1", "12"),
      // Each sale stands in an order that first needs the one before it.
      order("3", {
        orderedAt: day(6),
        lines: [
          orderLine("SUB-1", { sku: a, quantity: "13" }),
          orderLine("SUB-2", { sku: b, vendorLineId: "2" }),
        ],
      }),
      change("4", 7, "SUB-2", "6", { sku: b }),
      change("5", 7, "SUB-2", "8", { sku: b }),
      order("6", {
        type: "cancellation",
        orderedAt: day(20),
        lines: [orderLine("SUB-2", { sku: b, quantity: undefined, effectiveDate: "2026-04-01" })],
      }),
      withdrawn,
      { ...withdrawn, status: "withdrawn" },
      change("8", 11, "SUB-1", "14", { effectiveDate: "2026-03-20" }),
    ),
  ];
}

async function deliver(ctx: Ctx, deliveries: readonly Delivery[], sizes: readonly number[]): Promise<void> {
  let rest = [...deliveries];
  for (let turn = 0; rest.length > 0; turn += 1) {
    const size = sizes[turn % sizes.length] ?? 1;
    const kind = rest[0]?.kind ?? "orders";
    // A batch holds one kind: the next items of that kind, wherever they stand.
    const batch = rest.filter((each) => each.kind === kind).slice(0, size);
    rest = rest.filter((each) => !batch.includes(each));
    const answer = await send(
      kind === "products" ? vendor : ctx,
      kind,
      batch.map(({ item }) => item),
    );
    expect(answer.rejected).toEqual([]);
  }
}

/** Everything stored for the partner, by the vendor's ids; ids, numbers and times of arrival left out. */
async function stateOf({ partnerId }: Ctx, run: number): Promise<unknown> {
  const read = async (text: string, value: unknown = partnerId) =>
    (await database.superuserPool.query(text, [value])).rows.map((row) =>
      JSON.stringify(row.content).replaceAll(` run ${run}"`, '"'),
    );
  const ours =
    "'{id,partner_id,created_at,updated_at,version,sequence,ingest_sequence,customer_id,order_id,subscription_id,product_id,family_id,content_hash}'::text[]";
  return {
    customers: await read(
      `select to_jsonb(c) - ${ours} content from customers c where partner_id = $1 order by 1`,
    ),
    products: await read(
      `select to_jsonb(p) - ${ours} || jsonb_build_object('family', f.name, 'from', f.as_of,
              'prices', (select count(*) from product_prices x where x.product_id = p.id)) content
         from products p join product_families f on f.id = p.family_id where f.code = $1 order by p.sku`,
      `F run ${run}`,
    ),
    subscriptions: await read(
      `select to_jsonb(s) - ${ours} || jsonb_build_object('sku', p.sku) content
         from subscriptions s join products p on p.id = s.product_id where partner_id = $1 order by vendor_subscription_id`,
    ),
    versions: await read(
      `select to_jsonb(v) - ${ours} - 'content' content from subscription_versions v where partner_id = $1
        order by as_of, content_hash`,
    ),
    lines: await read(
      `select to_jsonb(l) - ${ours} || to_jsonb(o) - ${ours} || jsonb_build_object('sub', s.vendor_subscription_id) content
         from order_lines l join orders o on o.id = l.order_id join subscriptions s on s.id = l.subscription_id
        where l.partner_id = $1 order by o.vendor_order_id, l.vendor_line_id`,
    ),
    waiting: await read("select to_jsonb(w) content from ingest_waiting w where partner_id = $1"),
  };
}

async function freshPartner(): Promise<{ ctx: Ctx; run: number }> {
  const { partnerId } = await buildPartner(database);
  runs += 1;
  return { ctx: testKeyContext(database.pool, { partnerId, scopes }), run: runs };
}

describe("a vendor's feed", () => {
  it("ends in the same state in any order, cut into any batches, with doubled deliveries", async () => {
    const first = await freshPartner();
    await deliver(first.ctx, feed(first.run), [1000]);
    const expected = await stateOf(first.ctx, first.run);
    expect(expected).toMatchObject({ waiting: [] });
    const places = feed(0).map((_, place) => place);
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray(places, { minLength: places.length }),
        fc.array(fc.nat({ max: places.length - 1 }), { maxLength: 6 }),
        fc.array(fc.integer({ min: 1, max: 8 }), { minLength: 1, maxLength: 5 }),
        async (shuffled, doubled, sizes) => {
          const { ctx, run } = await freshPartner();
          const items = feed(run);
          const inOrder = [...shuffled, ...doubled].flatMap((place) => items[place] ?? []);
          await deliver(ctx, inOrder, sizes);
          expect(await stateOf(ctx, run)).toEqual(expected);
        },
      ),
      { numRuns: 25 },
    );
  }, 120_000);

  it("sent again as a whole writes nothing", async () => {
    const { ctx, run } = await freshPartner();
    await deliver(ctx, feed(run), [1000]);
    const written = async () => {
      const tables =
        "customers products product_prices product_families subscriptions subscription_versions orders";
      const more = "order_lines ingest_waiting ingest_editions outbox audit_entries";
      const each = `${tables} ${more}`
        .split(" ")
        .map((table) => `select xmin::text, ctid::text from ${table}`);
      return (await database.superuserPool.query(each.join(" union all "))).rows;
    };
    const before = await written();
    await deliver(ctx, feed(run), [1000]);
    expect(await written()).toEqual(before);
  });
});
