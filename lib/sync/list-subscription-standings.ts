import type { Ctx } from "@/lib/auth/context";
import { requirePermission } from "@/lib/auth/require-permission";
import { AppError } from "@/lib/errors";
import { resolveMappings } from "@/lib/mappings/resolve";
import { sayQuantity } from "@/lib/plans/line-words";
import { type StandingFacts, selectCustomerStandings } from "./subscription-standing-query";
import { subscriptionState } from "./subscription-state";

const most = 200;

/** The badge of each subscription of a customer, the newest first, with why and the task that waits. No PSA call. */
export async function listSubscriptionStandings(ctx: Ctx, input: { customerId: string }) {
  requirePermission(ctx, "partner.read");
  const found = await ctx.transaction((tx) => selectCustomerStandings(tx, input.customerId, most + 1));
  if (!found) throw new AppError("not_found", "There is no such customer.");
  return {
    checkedAt: found.checkedAt,
    subscriptions: found.subscriptions.slice(0, most).map(standingOf),
    isCut: found.subscriptions.length > most,
  };
}

function standingOf({
  customerMapping,
  productMapping,
  hasContract,
  isBillingExcluded,
  hasUnseen,
  openTasks,
  isLinked,
  isDrifting,
  ...shown
}: StandingFacts) {
  const resolution = resolveMappings({
    ...(customerMapping && { customer: customerMapping }),
    ...(productMapping && { product: productMapping }),
    hasContract,
    isBillingExcluded,
  });
  const held = sayQuantity(shown.quantity, shown.unit);
  return { ...shown, held, ...subscriptionState({ resolution, hasUnseen, openTasks, isLinked, isDrifting }) };
}
