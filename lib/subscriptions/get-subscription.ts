import type { Ctx } from "@/lib/auth/context";
import { requirePermission } from "@/lib/auth/require-permission";
import { AppError } from "@/lib/errors";
import { seesCost } from "@/lib/products/product";
import { type PricedSubscription, withMoney } from "./priced-subscription";
import { findSubscription, type HistoryRow, selectHistory } from "./store";

/** One subscription with its history. Throws `not_found`, for one of another tenant too. */
export async function getSubscription(
  ctx: Ctx,
  by: { id: string } | { vendorSubscriptionId: string },
): Promise<PricedSubscription & { history: HistoryRow[] }> {
  requirePermission(ctx, "vendor_data.read");
  return ctx.transaction(async (tx) => {
    const found = await findSubscription(tx, by);
    if (!found) throw new AppError("not_found", "There is no such subscription.");
    const history = await selectHistory(tx, found);
    const isCostShown = seesCost(ctx);
    return {
      ...withMoney(ctx, found),
      history: history.map((row) => ({ ...row, unitCost: isCostShown ? row.unitCost : null })),
    };
  });
}
