import { and, asc, desc, eq, getTableColumns, gte, inArray, sql } from "drizzle-orm";
import { products } from "@/db/schema/catalogue";
import { customers } from "@/db/schema/customers";
import { orderLines, orders, subscriptions } from "@/db/schema/orders";
import type { Tx } from "@/lib/auth/context";
import type { Page } from "@/lib/http/paging";

export type OrderFilter = {
  customerId?: string | undefined;
  type?: (typeof orders.$inferSelect)["type"] | undefined;
  status?: (typeof orders.$inferSelect)["status"] | undefined;
  updatedSince?: Date | undefined;
};

const seen = (tx: Tx) => inArray(orders.partnerId, [...tx.ctx.scope.vendorSide]);

const withCustomer = (tx: Tx) =>
  tx.db
    .select({
      ...getTableColumns(orders),
      customer: {
        id: customers.id,
        vendorCustomerId: customers.vendorCustomerId,
        companyName: customers.companyName,
      },
    })
    .from(orders)
    .innerJoin(
      customers,
      and(eq(customers.partnerId, orders.partnerId), eq(customers.id, orders.customerId)),
    );

export type StoredOrder = Awaited<ReturnType<typeof selectOrders>>[number];

/** One row more than the page holds, the latest first; with `updatedSince` by the time of change, earliest first. */
export async function selectOrders(tx: Tx, filter: OrderFilter, { after, limit }: Page) {
  const byChange = filter.updatedSince !== undefined;
  const order = byChange ? orders.updatedAt : orders.orderedAt;
  const way = byChange ? asc : desc;
  return await withCustomer(tx)
    .where(
      and(
        seen(tx),
        filter.customerId === undefined ? undefined : eq(orders.customerId, filter.customerId),
        filter.type && eq(orders.type, filter.type),
        filter.status && eq(orders.status, filter.status),
        filter.updatedSince && gte(orders.updatedAt, filter.updatedSince),
        after &&
          (byChange
            ? sql`(${order}, ${orders.id}) > (${after.value}, ${after.id})`
            : sql`(${order}, ${orders.id}) < (${after.value}, ${after.id})`),
      ),
    )
    .orderBy(way(order), way(orders.id))
    .limit(limit + 1);
}

export async function findOrder(
  tx: Tx,
  by: { id: string } | { vendorOrderId: string },
): Promise<StoredOrder | undefined> {
  const [found] = await withCustomer(tx)
    .where(and(seen(tx), "id" in by ? eq(orders.id, by.id) : eq(orders.vendorOrderId, by.vendorOrderId)))
    .limit(1);
  return found;
}

export type StoredLine = Awaited<ReturnType<typeof selectLines>>[number];

export async function selectLines(tx: Tx, of: readonly { id: string }[]) {
  if (of.length === 0) return [];
  return await tx.db
    .select({
      ...getTableColumns(orderLines),
      vendorSubscriptionId: subscriptions.vendorSubscriptionId,
      product: { id: products.id, sku: products.sku, name: products.name },
    })
    .from(orderLines)
    .innerJoin(
      subscriptions,
      and(eq(subscriptions.partnerId, orderLines.partnerId), eq(subscriptions.id, orderLines.subscriptionId)),
    )
    .innerJoin(products, eq(products.id, orderLines.productId))
    .where(
      and(
        inArray(orderLines.partnerId, [...tx.ctx.scope.vendorSide]),
        inArray(
          orderLines.orderId,
          of.map(({ id }) => id),
        ),
      ),
    )
    .orderBy(asc(orderLines.sequence));
}
