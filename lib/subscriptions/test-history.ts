import { toInstant } from "@/lib/clock";
import type { SubscriptionVersion } from "./subscription";
import type { SubscriptionLine } from "./subscription-line";

/** A completed sales line of 10 seats on 1 March 2026, and an active edition of 10 seats, for tests of the rules. */
export function line(
  vendorOrderId: string,
  given: Partial<Omit<SubscriptionLine, "orderedAt">> & { on?: string } = {},
): SubscriptionLine {
  const { on = "2026-03-01", ...facts } = given;
  return {
    orderId: `order ${vendorOrderId}`,
    orderLineId: `line ${vendorOrderId}`,
    vendorOrderId,
    vendorLineId: "1",
    orderType: "sales",
    reason: null,
    orderStatus: "completed",
    orderedAt: toInstant(`${on}T09:00:00Z`),
    isImplied: false,
    isUnchecked: true,
    productId: "OS-STD",
    quantity: "10",
    previousQuantity: null,
    unitPrice: "9.4",
    unitCost: "7.1",
    currency: "GBP",
    effectiveDate: null,
    endDate: null,
    ...facts,
  };
}

export function version(
  on: string,
  content: Partial<SubscriptionVersion["content"]> = {},
): SubscriptionVersion {
  return {
    asOf: toInstant(`${on}T12:00:00Z`),
    hash: JSON.stringify(content),
    content: {
      productId: "OS-STD",
      productKind: "licence",
      quantity: "10",
      unitPrice: "9.4",
      unitCost: "7.1",
      status: "active",
      ...content,
    },
  };
}
