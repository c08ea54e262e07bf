import type { ItemError, Verdict } from "./answer";
import { itemError } from "./item-error";
import { type Known, keyOf, type Missing, type OrderEntry, productKey } from "./known";
import { moveOrder } from "./move-order";
import { addLines, newOrder } from "./new-order";
import type { Changes, Placed } from "./placing";

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
