import type { OrderType } from "@/db/schema/orders";

/** What the rules of a subscription need of one order line; quantities and prices are canonical decimal text. */
export type SubscriptionLine = {
  orderId: string;
  orderLineId: string;
  vendorOrderId: string;
  vendorLineId: string;
  orderType: OrderType;
  reason: string | null;
  orderStatus: "accepted" | "completed" | "failed" | "withdrawn";
  orderedAt: Date;
  isImplied: boolean;
  /** No check has seen it yet. */
  isUnchecked: boolean;
  productId: string;
  /** The new total. */
  quantity: string | null;
  previousQuantity: string | null;
  unitPrice: string | null;
  unitCost: string | null;
  currency: string;
  effectiveDate: string | null;
  endDate: string | null;
};

/** Vendors count their ids upwards, so the shorter id is the earlier one: "999" before "1000". */
function compareIds(one: string, other: string): number {
  if (one.length !== other.length) return one.length - other.length;
  return one < other ? -1 : one > other ? 1 : 0;
}

/**
 * The order in which lines of one subscription were agreed: by instant, at equal instants by the vendor's ids. Never by
 * arrival, so that the same orders end the same however they are delivered.
 */
export function compareLines(one: SubscriptionLine, other: SubscriptionLine): number {
  return (
    one.orderedAt.getTime() - other.orderedAt.getTime() ||
    compareIds(one.vendorOrderId, other.vendorOrderId) ||
    compareIds(one.vendorLineId, other.vendorLineId)
  );
}
