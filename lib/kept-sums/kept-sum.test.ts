import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildCustomer } from "@/db/builders/customer";
import { buildPartner } from "@/db/builders/partner";
import { buildProduct } from "@/db/builders/product";
import { buildSubscription } from "@/db/builders/subscription";
import { createTestDatabase, type TestDatabase } from "@/db/test-database";
import type { Ctx } from "@/lib/auth/context";
import { testContext } from "@/lib/auth/test-context";
import { keptSum } from "./kept-sum";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  await database.superuserPool.query("select set_business_clock('frozen', '2026-03-17T09:00:00Z')");
});
afterAll(() => database.drop());

/** A partner without any subscription, and one with a single one. */
const small = async () => testContext(database.pool, await buildPartner(database));
async function large() {
  const { partnerId } = await buildPartner(database);
  const customer = await buildCustomer(database, { partnerId });
  const product = await buildProduct(database, {});
  await buildSubscription(database, { partnerId, customerId: customer.id, productId: product.id });
  return testContext(database.pool, { partnerId });
}

/** Asks for a sum that has a new value each time. */
function asker(ctx: Ctx, largeFrom = 0) {
  let value = 0;
  return (name: string | undefined, mayBeKept: boolean) =>
    ctx.transaction((tx) =>
      keptSum(tx, { name, mayBeKept, largeFrom }, async () => {
        value += 1;
        return { value };
      }),
    );
}

describe("a sum over everything a partner holds", () => {
  it("is of now for a small partner, whoever asks", async () => {
    const ask = asker(await small());
    await ask("all", true);
    expect(await ask("all", true)).toMatchObject({ value: { value: 2 }, isKept: false });
  });

  it("is the last one for a page of a large partner, and of now for who asks for it", async () => {
    const ask = asker(await large());
    expect(await ask("all", true)).toMatchObject({ value: { value: 1 }, isKept: false });
    expect(await ask("all", true)).toMatchObject({ value: { value: 1 }, isKept: true });
    expect(await ask("all", false)).toMatchObject({ value: { value: 2 }, isKept: false });
    const kept = await ask("all", true);
    expect(kept).toMatchObject({ value: { value: 2 }, isKept: true });
    expect(kept.asOf.toISOString()).toBe("2026-03-17T09:00:00.000Z");
    expect(await ask("other", true)).toMatchObject({ isKept: false });
    expect(await ask(undefined, true)).toMatchObject({ value: { value: 4 }, isKept: false });
  });

  it("is never another partner's, nor older than half a day", async () => {
    const [ctx, stranger] = [await large(), await large()];
    await asker(ctx)("all", true);
    expect(await asker(stranger)("all", true)).toMatchObject({ isKept: false });
    await database.superuserPool.query(
      "update kept_sums set added_up_at = added_up_at - interval '13 hours'",
    );
    expect(await asker(ctx)("all", true)).toMatchObject({ isKept: false });
  });
});
