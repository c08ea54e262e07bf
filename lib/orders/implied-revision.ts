import { createHash, randomUUID } from "node:crypto";
import type { ImpliedOrder } from "@/lib/subscriptions/implied-orders";
import type { SubscriptionLine } from "@/lib/subscriptions/subscription-line";
import type { NewOrder, OrderMove } from "./save-orders";

export type ImpliedOf = { partnerId: string; orderId: string };

/** What no check has seen of an implied order may still be said better, now that more is known from before it. */
export type ImpliedAmendment = ImpliedOf &
  Pick<ImpliedOrder, "type" | "reason" | "previousQuantity" | "unitPrice" | "unitCost">;

/**
 * How the stored implied orders of some subscriptions become the ones that their facts imply. `drop`: explained
 * meanwhile by a real order; one that no check has seen disappears, one that a check has seen is withdrawn.
 */
export type ImpliedRevision = {
  add: NewOrder[];
  drop: ImpliedOf[];
  amend: ImpliedAmendment[];
  /** Withdrawn once, implied again. */
  revive: OrderMove[];
};

export const noRevision = (): ImpliedRevision => ({ add: [], drop: [], amend: [], revive: [] });

type Subscription = {
  id: string;
  partnerId: string;
  vendorSubscriptionId: string;
  customerId: string;
  currency: string;
  lines: readonly SubscriptionLine[];
};

/** An implied order is known by its subscription and the instant of the edition that implies it. */
const impliedId = (subscription: Subscription, at: Date): string =>
  `implied:${subscription.vendorSubscriptionId}:${at.toISOString()}`;

/** Adds to `revision` what one subscription needs. */
export function reviseImplied(
  subscription: Subscription,
  wanted: readonly ImpliedOrder[],
  now: Date,
  revision: ImpliedRevision,
): void {
  const { partnerId } = subscription;
  const stored = new Map(
    subscription.lines.filter(({ isImplied }) => isImplied).map((line) => [line.vendorOrderId, line]),
  );
  for (const implied of wanted) {
    const line = stored.get(impliedId(subscription, implied.at));
    stored.delete(impliedId(subscription, implied.at));
    if (!line) revision.add.push(impliedOrder(subscription, implied, now));
    else if (line.orderStatus === "withdrawn")
      revision.revive.push({ partnerId, orderId: line.orderId, status: "completed" });
    else if (line.isUnchecked && !saysTheSame(line, implied)) {
      const { type, reason, previousQuantity, unitPrice, unitCost } = implied;
      revision.amend.push({
        partnerId,
        orderId: line.orderId,
        type,
        reason,
        previousQuantity,
        unitPrice,
        unitCost,
      });
    }
  }
  for (const { orderStatus, orderId } of stored.values())
    if (orderStatus === "completed") revision.drop.push({ partnerId, orderId });
}

const saysTheSame = (line: SubscriptionLine, implied: ImpliedOrder): boolean =>
  line.orderType === implied.type &&
  line.reason === implied.reason &&
  line.previousQuantity === implied.previousQuantity &&
  line.unitPrice === implied.unitPrice &&
  line.unitCost === implied.unitCost;

function impliedOrder(subscription: Subscription, implied: ImpliedOrder, now: Date): NewOrder {
  const { partnerId, customerId, currency } = subscription;
  const vendorOrderId = impliedId(subscription, implied.at);
  const shared = { partnerId, customerId, createdAt: now, updatedAt: now, orderedAt: implied.at };
  const orderId = randomUUID();
  return {
    order: {
      ...shared,
      id: orderId,
      vendorOrderId,
      reference: null,
      type: implied.type,
      reason: implied.reason,
      status: "completed",
      psaHint: null,
      isImplied: true,
      contentHash: createHash("sha256").update(vendorOrderId).digest("hex"),
    },
    lines: [
      {
        ...shared,
        id: randomUUID(),
        orderId,
        vendorLineId: "1",
        subscriptionId: subscription.id,
        productId: implied.productId,
        orderType: implied.type,
        orderStatus: "completed",
        quantity: implied.quantity,
        previousQuantity: implied.previousQuantity,
        unitPrice: implied.unitPrice,
        unitCost: implied.unitCost,
        currency,
        effectiveDate: null,
        endDate: null,
        prorated: null,
        fees: null,
        text: null,
        isUnchecked: true,
      },
    ],
  };
}
