import type { SubscriptionLine } from "@/lib/subscriptions/subscription-line";

export type OrderStatus = SubscriptionLine["orderStatus"];

/**
 * An order's content never changes; its status moves on: accepted > completed | failed > withdrawn. An earlier status
 * that arrives late is no news; completed and failed exclude each other.
 */
const rank: Readonly<Record<OrderStatus, number>> = { accepted: 0, completed: 1, failed: 1, withdrawn: 2 };

export function judgeStatus(stored: OrderStatus, sent: OrderStatus): "unchanged" | "moves" | "illegal" {
  if (stored === sent || rank[sent] < rank[stored]) return "unchanged";
  return rank[sent] > rank[stored] ? "moves" : "illegal";
}

/**
 * Whether a check has something to see in a line whose order moves to `to`: a completed line always, a withdrawn one
 * when a check has seen it completed.
 */
export function isUncheckedAfter(
  line: { orderStatus: OrderStatus; isUnchecked: boolean },
  to: OrderStatus,
): boolean {
  if (to === "completed") return true;
  return to === "withdrawn" && line.orderStatus === "completed" && !line.isUnchecked;
}
