import { isUncheckedAfter, judgeStatus } from "@/lib/orders/order-status";
import type { Verdict } from "./answer";
import { itemError } from "./item-error";
import { type Known, type KnownOrder, keyOf, type OrderEntry } from "./known";
import type { Changes } from "./placing";

/** An order that is stored already: the same again, a later status, or something else under its id. */
export function moveOrder(known: Known, changes: Changes, entry: OrderEntry, stored: KnownOrder): Verdict {
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
