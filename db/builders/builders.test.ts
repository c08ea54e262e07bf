import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTestDatabase, type TestDatabase } from "@/db/test-database";
import { buildCustomer } from "./customer";
import { buildPartner, buildVendor } from "./partner";
import { buildPerson } from "./person";
import { buildProduct } from "./product";
import { buildOrderLine, buildSubscription } from "./subscription";

describe("builders", () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.drop());

  it("give a valid record of every kind from nothing, twice", async () => {
    await buildVendor(database);
    for (let time = 0; time < 2; time++) {
      const { partnerId } = await buildPartner(database);
      await buildPerson(database, { partnerId, password: "counterpart-demo" });
      const customer = await buildCustomer(database, { partnerId });
      const product = await buildProduct(database);
      const subscription = await buildSubscription(database, {
        partnerId,
        customerId: customer.id,
        productId: product.id,
      });
      const line = await buildOrderLine(database, subscription, { quantity: "12" });
      expect(line).toMatchObject({ quantity: "12", isUnchecked: true, orderStatus: "completed" });
    }
  });
});
