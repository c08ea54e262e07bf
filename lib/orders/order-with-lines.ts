import type { Ctx } from "@/lib/auth/context";
import { seesCost } from "@/lib/products/product";
import type { StoredLine, StoredOrder } from "./orders-query";

/** Orders with their lines; cost only for whoever may see cost. */
export function withLines(ctx: Ctx, orders: readonly StoredOrder[], lines: readonly StoredLine[]) {
  const isCostShown = seesCost(ctx);
  return orders.map((order) => ({
    ...order,
    lines: lines
      .filter(({ orderId }) => orderId === order.id)
      .map((line) => ({
        ...line,
        unitCost: isCostShown ? line.unitCost : null,
        fees: (line.fees ?? []).map((fee) => ({
          ...fee,
          unitCost: (isCostShown && fee.unitCost) || null,
          text: fee.text ?? null,
          date: fee.date ?? null,
        })),
      })),
  }));
}

export type OrderWithLines = ReturnType<typeof withLines>[number];
