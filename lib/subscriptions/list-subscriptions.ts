import type { Ctx } from "@/lib/auth/context";
import { requirePermission } from "@/lib/auth/require-permission";
import { cut, type Page } from "@/lib/http/paging";
import { type PricedSubscription, withMoney } from "./priced-subscription";
import { type SubscriptionFilter, selectSubscriptions } from "./store";

/** A page of the tenant's subscriptions, by the vendor's id; with `updatedSince` by the time of change. */
export async function listSubscriptions(
  ctx: Ctx,
  filter: SubscriptionFilter,
  page: Page,
): Promise<{ subscriptions: PricedSubscription[]; next: string | null }> {
  requirePermission(ctx, "vendor_data.read");
  const rows = await ctx.transaction((tx) => selectSubscriptions(tx, filter, page));
  const { shown, next } = cut(rows, page, (row) => ({
    value: filter.updatedSince ? row.updatedAt.toISOString() : row.vendorSubscriptionId,
    id: row.id,
  }));
  return { subscriptions: shown.map((row) => withMoney(ctx, row)), next };
}
