import { orderLines, orders, subscriptions } from "@/db/schema/orders";
import { type Building, buildingDb, builtAt, builtColumns, nextNumber } from "./build";

export type BuiltSubscription = typeof subscriptions.$inferSelect;
export type BuiltOrderLine = typeof orderLines.$inferSelect;

/** An active subscription of 10 seats at 9.40. It has no order of its own; see `buildOrderLine`. */
export async function buildSubscription(
  building: Building,
  overrides: { partnerId: string; customerId: string; productId: string } & Partial<
    typeof subscriptions.$inferInsert
  >,
): Promise<BuiltSubscription> {
  const number = nextNumber();
  const [subscription] = await buildingDb(building)
    .insert(subscriptions)
    .values({
      vendorSubscriptionId: `SUB-${number}`,
      quantity: "10",
      unitPrice: "9.4",
      unitCost: "7.1",
      currency: "GBP",
      status: "active",
      startDate: "2026-01-01",
      asOf: builtAt,
      ...builtColumns,
      ...overrides,
    })
    .returning();
  if (!subscription) throw new Error("The subscription was not stored.");
  return subscription;
}

type OrderLineOptions = Partial<typeof orderLines.$inferInsert> & {
  /** Default: sales. */
  type?: (typeof orders.$inferInsert)["type"];
  status?: (typeof orders.$inferInsert)["status"];
};

/** A completed order with one line for a subscription; the line is one that no check has seen. */
export async function buildOrderLine(
  building: Building,
  subscription: BuiltSubscription,
  options: OrderLineOptions = {},
): Promise<BuiltOrderLine> {
  const db = buildingDb(building);
  const number = nextNumber();
  const { type = "sales", status = "completed", ...overrides } = options;
  const { partnerId, customerId } = subscription;
  const orderedAt = overrides.orderedAt ?? builtAt;
  const [order] = await db
    .insert(orders)
    .values({
      partnerId,
      customerId,
      vendorOrderId: String(1_000_000 + number),
      reference: `SO${1_000_000 + number}`,
      type,
      status,
      orderedAt,
      contentHash: `built-${number}`,
      ingestSequence: number,
      ...builtColumns,
    })
    .returning();
  if (!order) throw new Error("The order was not stored.");
  const [line] = await db
    .insert(orderLines)
    .values({
      partnerId,
      customerId,
      orderId: order.id,
      subscriptionId: subscription.id,
      productId: subscription.productId,
      vendorLineId: `L-${number}`,
      sequence: number,
      orderType: type,
      orderStatus: status,
      quantity: subscription.quantity,
      unitPrice: subscription.unitPrice,
      unitCost: subscription.unitCost,
      currency: subscription.currency,
      ...builtColumns,
      ...overrides,
      orderedAt,
    })
    .returning();
  if (!line) throw new Error("The order line was not stored.");
  return line;
}
