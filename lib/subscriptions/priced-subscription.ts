import type { Ctx } from "@/lib/auth/context";
import { amountMinor } from "@/lib/money";
import { seesCost } from "@/lib/products/product";
import type { StoredSubscription } from "./store";

export type PricedSubscription = StoredSubscription & { recurringMinor: bigint | null };

/** A subscription with its money of a full period; cost only for whoever may see cost. */
export function withMoney(ctx: Ctx, subscription: StoredSubscription): PricedSubscription {
  const { quantity, unitPrice, currency } = subscription;
  return {
    ...subscription,
    unitCost: seesCost(ctx) ? subscription.unitCost : null,
    recurringMinor:
      unitPrice === null
        ? null
        : amountMinor({ quantity, unitPrice, coveredDays: 1, periodDays: 1, currency }),
  };
}
