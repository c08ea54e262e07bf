import type { OrderType } from "@/db/schema/orders";
import type { TaskDirection, TaskType, TaskWarning } from "@/db/schema/sync";
import { compareDecimals, isZero } from "@/lib/money";
import type { Content } from "./picture";

/**
 * The type by content. Nothing of the subscription synced before: a sale. A usage product's later figures: billing,
 * 0 allowed, unless the order ends it. Else nothing left is a cancellation, anything else a change. Where the order says
 * otherwise, content wins and a warning says so.
 */
export function typeByContent(change: {
  orderType: OrderType;
  quantity: string;
  productKind: "licence" | "usage" | "fee";
  isKnown: boolean;
  isFirstRun: boolean;
}): { type: TaskType; warning?: TaskWarning } {
  const type = contentType(change);
  if (type === change.orderType || change.isFirstRun) return { type };
  return {
    type,
    warning: {
      code: "type_corrected",
      message: `The order says ${change.orderType}; ${because(type, change)}`,
    },
  };
}

function contentType(change: {
  orderType: OrderType;
  quantity: string;
  productKind: string;
  isKnown: boolean;
}): TaskType {
  const isNothing = isZero(change.quantity);
  if (change.productKind === "usage") {
    if (isNothing && change.orderType === "cancellation") return "cancellation";
    return change.isKnown ? "billing" : "sales";
  }
  if (isNothing) return "cancellation";
  return change.isKnown ? "change" : "sales";
}

function because(type: TaskType, change: { quantity: string }): string {
  switch (type) {
    case "sales":
      return "nothing of this subscription was synced before, so it is a sale.";
    case "billing":
      return "the product is billed by usage, so it is its figure for the period.";
    case "cancellation":
      return "nothing is left, so it is a cancellation.";
    case "change":
      return `${change.quantity} of a known subscription is a change.`;
  }
}

/** Against what was there before; only of changes. Equal quantities are "same": price, term or renewal. */
export function directionOf(
  type: TaskType,
  content: Content,
  previousQuantity?: string,
): TaskDirection | undefined {
  if (type !== "change" || previousQuantity === undefined) return undefined;
  const order = compareDecimals(content.quantity, previousQuantity);
  if (order === 0) return "same";
  return order > 0 ? "up" : "down";
}
