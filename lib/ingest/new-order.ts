import { randomUUID } from "node:crypto";
import { toInstant } from "@/lib/clock";
import type { NewOrder } from "@/lib/orders/save-orders";
import { type Known, keyOf, newSubscription, type OrderEntry, productKey } from "./known";

/** The row of an order, still without lines. */
export function newOrder({ partnerId, item, hash }: OrderEntry, customerId: string, now: Date): NewOrder {
  return {
    order: {
      partnerId,
      id: randomUUID(),
      createdAt: now,
      updatedAt: now,
      vendorOrderId: item.vendorOrderId,
      reference: item.reference ?? null,
      type: item.type,
      reason: item.reason ?? null,
      customerId,
      orderedAt: toInstant(item.orderedAt),
      status: item.status,
      psaHint: item.psaHint ?? null,
      isImplied: false,
      contentHash: hash,
    },
    lines: [],
  };
}

/** Adds the order's lines to it and to their subscriptions, which a sale makes where there is none. */
export function addLines(
  known: Known,
  { partnerId, item }: OrderEntry,
  { order, lines }: NewOrder,
  now: Date,
): void {
  for (const line of item.lines) {
    const key = keyOf(partnerId, line.vendorSubscriptionId);
    const { vendorSubscriptionId, currency } = line;
    const product = known.products.get(productKey(line));
    if (!product) throw new Error("A line is added before its product is known.");
    const subscription =
      known.subscriptions.get(key) ??
      newSubscription({ partnerId, vendorSubscriptionId, customerId: order.customerId, currency });
    known.subscriptions.set(key, subscription);
    subscription.isTouched = true;
    const facts = {
      vendorLineId: line.vendorLineId,
      orderType: item.type,
      orderStatus: item.status,
      orderedAt: order.orderedAt,
      isUnchecked: item.status === "completed",
      productId: product.id,
      quantity: line.quantity ?? null,
      previousQuantity: line.previousQuantity ?? null,
      unitPrice: line.unitPrice ?? null,
      unitCost: line.unitCost ?? null,
      currency,
      effectiveDate: line.effectiveDate ?? null,
      endDate: line.endDate ?? null,
    };
    const id = randomUUID();
    subscription.lines.push({
      ...facts,
      orderId: order.id,
      reason: item.reason ?? null,
      orderLineId: id,
      vendorOrderId: order.vendorOrderId,
      isImplied: false,
    });
    lines.push({
      ...facts,
      partnerId,
      id,
      createdAt: now,
      updatedAt: now,
      orderId: order.id,
      customerId: order.customerId,
      subscriptionId: subscription.id,
      prorated: line.prorated ?? null,
      fees: line.fees ?? null,
      text: line.text ?? null,
    });
  }
}
