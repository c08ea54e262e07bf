import type pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildPartner, buildVendor } from "@/db/builders/partner";
import { createTestDatabase, type TestDatabase } from "@/db/test-database";
import type { Ctx } from "@/lib/auth/context";
import { scopes } from "@/lib/auth/scopes";
import { testKeyContext } from "@/lib/auth/test-context";
import type { IngestKind } from "./schemas";
import { customer, order, orderLine, product, send, subscription } from "./test-feed";

let database: TestDatabase;
let vendor: Ctx;
let ctx: Ctx;
let statements: string[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  const partnerId = await buildVendor(database);
  vendor = testKeyContext(database.pool, { partnerId, scopes, vendorWide: [] });
  const partner = await buildPartner(database);
  ctx = testKeyContext(database.pool, { partnerId: partner.partnerId, scopes });
  database.pool.on("connect", count);
});
afterAll(() => database.drop());

/** Notes every statement that goes to the server, transaction frames too. */
function count(client: pg.ClientBase): void {
  const query = client.query.bind(client);
  client.query = ((...given: Parameters<typeof query>) => {
    const [first] = given as unknown[];
    statements.push(typeof first === "string" ? first : String((first as { text?: unknown }).text));
    return query(...given);
  }) as typeof client.query;
}

async function statementsOf(kind: IngestKind, items: Record<string, unknown>[]): Promise<number> {
  statements = [];
  const answer = await send(kind === "products" ? vendor : ctx, kind, items);
  expect(answer.accepted).toBe(items.length);
  return statements.length;
}

const many = (make: (number: number) => Record<string, unknown>, from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) => make(from + index));

describe("a batch of a thousand", () => {
  // Beside the work: taking and giving back the key's place, and begin, settings and commit of each transaction.
  it.each([
    ["products", (number: number) => product(`SKU-${number}`), 32],
    ["customers", (number: number) => customer(`${number}`), 24],
    [
      "subscriptions",
      (number: number) =>
        subscription(`S-${number}`, { vendorCustomerId: `${number}`, sku: `SKU-${number}` }),
      26,
    ],
    [
      "orders",
      (number: number) =>
        order(`${number}`, {
          vendorCustomerId: `${number}`,
          lines: [orderLine(`N-${number}`, { sku: `SKU-${number}` })],
        }),
      26,
    ],
  ] as const)("of %s costs as many statements as one of a hundred", async (kind, make, most) => {
    const ofHundred = await statementsOf(kind, many(make, 0, 100));
    const ofThousand = await statementsOf(kind, many(make, 100, 1100));
    expect(ofThousand).toBe(ofHundred);
    expect(ofThousand).toBeLessThanOrEqual(most);
  });

  it("that all waited for one product takes effect in as many statements", async () => {
    const waiting = many(
      (number) =>
        order(`W-${number}`, {
          vendorCustomerId: "1",
          lines: [orderLine(`W-${number}`, { sku: "LATE" })],
        }),
      0,
      1000,
    );
    expect((await send(ctx, "orders", waiting)).waiting).toHaveLength(1000);
    expect(await statementsOf("products", [product("LATE")])).toBeLessThanOrEqual(36);
    const { rows } = await database.superuserPool.query("select count(*)::int from ingest_waiting");
    expect(rows).toEqual([{ count: 0 }]);
  });
});
