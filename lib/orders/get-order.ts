import type { Ctx } from "@/lib/auth/context";
import { requirePermission } from "@/lib/auth/require-permission";
import { AppError } from "@/lib/errors";
import { type OrderWithLines, withLines } from "./order-with-lines";
import { findOrder, selectLines } from "./orders-query";

/** One order with its lines. Throws `not_found`, for an order of another tenant too. */
export async function getOrder(
  ctx: Ctx,
  by: { id: string } | { vendorOrderId: string },
): Promise<OrderWithLines> {
  requirePermission(ctx, "vendor_data.read");
  return ctx.transaction(async (tx) => {
    const found = await findOrder(tx, by);
    const [order] = found ? withLines(ctx, [found], await selectLines(tx, [found])) : [];
    if (!order) throw new AppError("not_found", "There is no such order.");
    return order;
  });
}
