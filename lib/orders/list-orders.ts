import type { Ctx } from "@/lib/auth/context";
import { requirePermission } from "@/lib/auth/require-permission";
import { cut, type Page } from "@/lib/http/paging";
import { type OrderWithLines, withLines } from "./order-with-lines";
import { type OrderFilter, selectLines, selectOrders } from "./orders-query";

/** A page of the tenant's orders, the latest first; with `updatedSince` by the time of change, the earliest first. */
export async function listOrders(
  ctx: Ctx,
  filter: OrderFilter,
  page: Page,
): Promise<{ orders: OrderWithLines[]; next: string | null }> {
  requirePermission(ctx, "vendor_data.read");
  return ctx.transaction(async (tx) => {
    const rows = await selectOrders(tx, filter, page);
    const { shown, next } = cut(rows, page, (row) => ({
      value: (filter.updatedSince ? row.updatedAt : row.orderedAt).toISOString(),
      id: row.id,
    }));
    return { orders: withLines(ctx, shown, await selectLines(tx, shown)), next };
  });
}
