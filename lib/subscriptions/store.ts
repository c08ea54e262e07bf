import { and, asc, eq, getTableColumns, gte, inArray, sql } from "drizzle-orm";
import { products } from "@/db/schema/catalogue";
import { customers } from "@/db/schema/customers";
import { orderLines, orders, subscriptions } from "@/db/schema/orders";
import type { Tx } from "@/lib/auth/context";
import type { Page } from "@/lib/http/paging";

export type SubscriptionFilter = {
  customerId?: string | undefined;
  status?: (typeof subscriptions.$inferSelect)["status"] | undefined;
  updatedSince?: Date | undefined;
};

const seen = (tx: Tx) => inArray(subscriptions.partnerId, [...tx.ctx.scope.vendorSide]);

const withNames = (tx: Tx) =>
  tx.db
    .select({
      ...getTableColumns(subscriptions),
      customer: {
        id: customers.id,
        vendorCustomerId: customers.vendorCustomerId,
        companyName: customers.companyName,
      },
      product: {
        id: products.id,
        sku: products.sku,
        billingCycle: products.billingCycle,
        term: products.term,
        name: products.name,
      },
    })
    .from(subscriptions)
    .innerJoin(
      customers,
      and(eq(customers.partnerId, subscriptions.partnerId), eq(customers.id, subscriptions.customerId)),
    )
    .innerJoin(products, eq(products.id, subscriptions.productId));

export type StoredSubscription = Awaited<ReturnType<typeof selectSubscriptions>>[number];

/** One row more than the page holds, by the vendor's id, or by the time of change when `updatedSince` is given. */
export async function selectSubscriptions(tx: Tx, filter: SubscriptionFilter, { after, limit }: Page) {
  const order = filter.updatedSince ? subscriptions.updatedAt : subscriptions.vendorSubscriptionId;
  return await withNames(tx)
    .where(
      and(
        seen(tx),
        filter.customerId === undefined ? undefined : eq(subscriptions.customerId, filter.customerId),
        filter.status && eq(subscriptions.status, filter.status),
        filter.updatedSince && gte(subscriptions.updatedAt, filter.updatedSince),
        after && sql`(${order}, ${subscriptions.id}) > (${after.value}, ${after.id})`,
      ),
    )
    .orderBy(asc(order), asc(subscriptions.id))
    .limit(limit + 1);
}

export async function findSubscription(tx: Tx, by: { id: string } | { vendorSubscriptionId: string }) {
  const [found] = await withNames(tx)
    .where(
      and(
        seen(tx),
        "id" in by
          ? eq(subscriptions.id, by.id)
          : eq(subscriptions.vendorSubscriptionId, by.vendorSubscriptionId),
      ),
    )
    .limit(1);
  return found;
}

export type HistoryRow = Awaited<ReturnType<typeof selectHistory>>[number];

/** All lines of one subscription, in the order in which they were agreed. */
export async function selectHistory(tx: Tx, { partnerId, id }: { partnerId: string; id: string }) {
  return await tx.db
    .select({
      orderLineId: orderLines.id,
      orderId: orderLines.orderId,
      vendorOrderId: orders.vendorOrderId,
      type: orderLines.orderType,
      status: orders.status,
      isImplied: orders.isImplied,
      orderedAt: orderLines.orderedAt,
      effectiveDate: orderLines.effectiveDate,
      endDate: orderLines.endDate,
      quantity: orderLines.quantity,
      unitPrice: orderLines.unitPrice,
      unitCost: orderLines.unitCost,
    })
    .from(orderLines)
    .innerJoin(orders, and(eq(orders.partnerId, orderLines.partnerId), eq(orders.id, orderLines.orderId)))
    .where(and(eq(orderLines.partnerId, partnerId), eq(orderLines.subscriptionId, id)))
    .orderBy(asc(orderLines.orderedAt), asc(orderLines.sequence));
}
