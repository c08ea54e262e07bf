import { randomUUID } from "node:crypto";
import { toInstant } from "@/lib/clock";
import { isUncheckedAfter, judgeStatus } from "@/lib/orders/order-status";
import type { NewOrder } from "@/lib/orders/save-orders";
import type { ItemError, Verdict } from "./answer";
import { itemError } from "./item-error";
import {
  type Entry,
  type Known,
  type KnownOrder,
  keyOf,
  type Missing,
  newSubscription,
  productKey,
} from "./known";
import type { Changes, Placed } from "./placing";

type OrderEntry = Entry & { kind: "orders" };

const rejected = (error: ItemError): { verdict: Verdict } => ({ verdict: { outcome: "rejected", error } });

/**
 * Stores one order with its lines, moves the status of one that is stored, or names what is missing. A sales line makes
 * its subscription; a line of any other type waits for it. All or nothing: an order is never half stored.
 */
export function placeOrder(known: Known, changes: Changes, entry: OrderEntry, now: Date): Placed {
  const { partnerId, item } = entry;
  const stored = known.orders.get(keyOf(partnerId, item.vendorOrderId));
  if (stored) return { verdict: moveOrder(known, changes, entry, stored) };
  const customerId = known.customers.get(keyOf(partnerId, item.vendorCustomerId));
  if (customerId === undefined)
    return {
      missing: { kind: "customer", partnerId, id: item.vendorCustomerId, field: "vendorCustomerId" },
    };
  const missing = missingOfLines(known, entry);
  if (missing) return { missing };
  const wrong = wrongLine(known, entry, customerId);
  if (wrong) return rejected(wrong);
  const order = newOrder(entry, customerId, now);
  known.orders.set(keyOf(partnerId, item.vendorOrderId), {
    id: order.order.id,
    hash: entry.hash,
    status: item.status,
  });
  addLines(known, entry, order, now);
  changes.orders.push(order);
  return { verdict: { outcome: "accepted" } };
}

function moveOrder(known: Known, changes: Changes, entry: OrderEntry, stored: KnownOrder): Verdict {
  const { item, partnerId } = entry;
  if (stored.hash !== entry.hash)
    return {
      outcome: "rejected",
      error: itemError(
        "vendorOrderId",
        "already_exists_different",
        `Order ${item.vendorOrderId} exists with other content; send a correction as a new order`,
      ),
    };
  const judged = judgeStatus(stored.status, item.status);
  if (judged === "unchanged") return { outcome: "unchanged" };
  if (judged === "illegal")
    return {
      outcome: "rejected",
      error: itemError("status", "illegal_move", `A ${stored.status} order cannot become ${item.status}`),
    };
  for (const { vendorSubscriptionId } of item.lines) {
    const subscription = known.subscriptions.get(keyOf(partnerId, vendorSubscriptionId));
    if (!subscription) continue;
    subscription.isTouched = true;
    for (const line of subscription.lines) {
      if (line.orderId !== stored.id) continue;
      line.isUnchecked = isUncheckedAfter(line, item.status);
      line.orderStatus = item.status;
    }
  }
  // An order of this very batch is not in the database yet: its rows simply take the later status.
  const fresh = changes.orders.find(({ order }) => order.id === stored.id);
  if (fresh) {
    fresh.order.status = item.status;
    for (const line of fresh.lines) {
      line.orderStatus = item.status;
      line.isUnchecked = item.status === "completed";
    }
  } else changes.moves.push({ partnerId, orderId: stored.id, status: item.status });
  stored.status = item.status;
  return { outcome: "accepted" };
}

function missingOfLines(known: Known, { partnerId, item }: OrderEntry): Missing | undefined {
  for (const [index, line] of item.lines.entries()) {
    if (!known.products.has(productKey(line)))
      return { kind: "product", partnerId: null, id: productKey(line), field: `lines.${index}.sku` };
    const isThere = known.subscriptions.has(keyOf(partnerId, line.vendorSubscriptionId));
    if (!isThere && item.type !== "sales")
      return {
        kind: "subscription",
        partnerId,
        id: line.vendorSubscriptionId,
        field: `lines.${index}.vendorSubscriptionId`,
      };
  }
  return undefined;
}

function wrongLine(known: Known, { partnerId, item }: OrderEntry, customerId: string): ItemError | undefined {
  const currencies = new Map<string, string>();
  for (const [index, line] of item.lines.entries()) {
    const subscription = known.subscriptions.get(keyOf(partnerId, line.vendorSubscriptionId));
    const field = (member: string): string => `lines.${index}.${member}`;
    if (subscription && subscription.customerId !== customerId)
      return itemError(
        field("vendorSubscriptionId"),
        "already_exists_different",
        `Subscription ${line.vendorSubscriptionId} belongs to another customer`,
      );
    const currency = subscription?.currency ?? currencies.get(line.vendorSubscriptionId) ?? line.currency;
    if (currency !== line.currency)
      return itemError(
        field("currency"),
        "wrong_currency",
        `Subscription ${line.vendorSubscriptionId} is in ${currency}`,
      );
    currencies.set(line.vendorSubscriptionId, currency);
  }
  return undefined;
}

function newOrder({ partnerId, item, hash }: OrderEntry, customerId: string, now: Date): NewOrder {
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

function addLines(
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
