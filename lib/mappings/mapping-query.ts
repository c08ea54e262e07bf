import { and, eq, inArray, type SQL, sql } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";
import { products } from "@/db/schema/catalogue";
import { customers } from "@/db/schema/customers";
import { contractLinks, customerMappings, lineLinks, productMappings } from "@/db/schema/mappings";
import { mirrorCatalogItems, mirrorCompanies, mirrorContracts } from "@/db/schema/mirror";
import { subscriptions } from "@/db/schema/orders";
import type { Tx } from "@/lib/auth/context";

export type CustomerMapping = typeof customerMappings.$inferSelect;
export type ProductMapping = typeof productMappings.$inferSelect;
export type ContractLink = typeof contractLinks.$inferSelect;

const byKey = <Row, Key>(rows: readonly Row[], key: (row: Row) => Key): Map<Key, Row> =>
  new Map(rows.map((row) => [key(row), row]));

/** Rows of this partner on this connection. */
const isOnConnection = (
  tx: Tx,
  connectionId: string,
  table: { partnerId: PgColumn; connectionId: PgColumn },
): SQL | undefined => and(eq(table.partnerId, tx.ctx.partnerId), eq(table.connectionId, connectionId));

/** Companies as last read, vanished ones left out: those are asked for again. */
export async function mirroredCompanies(tx: Tx, connectionId: string, ids: readonly string[]) {
  const m = mirrorCompanies;
  const rows = await tx.db
    .select()
    .from(m)
    .where(and(isOnConnection(tx, connectionId, m), inArray(m.psaCompanyId, [...ids]), eq(m.isGone, false)));
  return byKey(rows, (row) => row.psaCompanyId);
}

export async function mirroredContracts(tx: Tx, connectionId: string, ids: readonly string[]) {
  const m = mirrorContracts;
  const rows = await tx.db
    .select()
    .from(m)
    .where(and(isOnConnection(tx, connectionId, m), inArray(m.psaContractId, [...ids]), eq(m.isGone, false)));
  return byKey(rows, (row) => row.psaContractId);
}

export async function mirroredItems(tx: Tx, connectionId: string, ids: readonly string[]) {
  const m = mirrorCatalogItems;
  const rows = await tx.db
    .select()
    .from(m)
    .where(and(isOnConnection(tx, connectionId, m), inArray(m.psaItemId, [...ids]), eq(m.isGone, false)));
  return byKey(rows, (row) => row.psaItemId);
}

export async function customersById(tx: Tx, ids: readonly string[]) {
  const rows = await tx.db
    .select({ id: customers.id, name: customers.companyName, vendorCustomerId: customers.vendorCustomerId })
    .from(customers)
    .where(and(eq(customers.partnerId, tx.ctx.partnerId), inArray(customers.id, [...ids])));
  return byKey(rows, (row) => row.id);
}

export async function productsById(tx: Tx, ids: readonly string[]) {
  const rows = await tx.db
    .select()
    .from(products)
    .where(inArray(products.id, [...ids]));
  return byKey(rows, (row) => row.id);
}

/** Mappings of these customers, on any connection. */
export async function mappingsOfCustomers(
  tx: Tx,
  ids: readonly string[],
): Promise<Map<string, CustomerMapping>> {
  const m = customerMappings;
  const rows = await tx.db
    .select()
    .from(m)
    .where(and(eq(m.partnerId, tx.ctx.partnerId), inArray(m.customerId, [...ids])));
  return byKey(rows, (row) => row.customerId);
}

/** Who stands on these companies: the mapping with the customer's name, by company. */
export async function takersOfCompanies(tx: Tx, connectionId: string, psaCompanyIds: readonly string[]) {
  const m = customerMappings;
  const rows = await tx.db
    .select({ mapping: m, customerName: customers.companyName })
    .from(m)
    .innerJoin(customers, and(eq(customers.partnerId, m.partnerId), eq(customers.id, m.customerId)))
    .where(
      and(
        isOnConnection(tx, connectionId, m),
        inArray(m.psaCompanyId, [...psaCompanyIds]),
        eq(m.state, "mapped"),
      ),
    );
  return byKey(rows, (row) => row.mapping.psaCompanyId ?? "");
}

export async function mappingsOfProducts(
  tx: Tx,
  connectionId: string,
  ids: readonly string[],
): Promise<Map<string, ProductMapping>> {
  const m = productMappings;
  const rows = await tx.db
    .select()
    .from(m)
    .where(and(isOnConnection(tx, connectionId, m), inArray(m.productId, [...ids])));
  return byKey(rows, (row) => row.productId);
}

/** Which product uses these items already, by item. */
export async function takersOfItems(tx: Tx, connectionId: string, psaItemIds: readonly string[]) {
  const m = productMappings;
  const rows = await tx.db
    .select({ mapping: m, productName: products.name })
    .from(m)
    .innerJoin(products, eq(products.id, m.productId))
    .where(
      and(isOnConnection(tx, connectionId, m), inArray(m.psaItemId, [...psaItemIds]), eq(m.state, "mapped")),
    );
  return byKey(rows, (row) => row.mapping.psaItemId ?? "");
}

/** Live lines by subscription's customer or product: what a mapping cannot be moved away from. */
export async function liveLinesOf(
  tx: Tx,
  connectionId: string,
  of: { customerIds?: readonly string[]; productIds?: readonly string[] },
): Promise<Map<string, number>> {
  const key = of.customerIds ? subscriptions.customerId : subscriptions.productId;
  const ids = of.customerIds ?? of.productIds ?? [];
  const rows = await tx.db
    .select({ id: key, lines: sql<number>`count(*)::int` })
    .from(contractLinks)
    .innerJoin(
      subscriptions,
      and(
        eq(subscriptions.partnerId, contractLinks.partnerId),
        eq(subscriptions.id, contractLinks.subscriptionId),
      ),
    )
    .innerJoin(
      lineLinks,
      and(eq(lineLinks.partnerId, contractLinks.partnerId), eq(lineLinks.id, contractLinks.lineLinkId)),
    )
    .where(
      and(
        eq(contractLinks.partnerId, tx.ctx.partnerId),
        eq(contractLinks.connectionId, connectionId),
        eq(lineLinks.state, "live"),
        inArray(key, [...ids]),
      ),
    )
    .groupBy(key);
  return new Map(rows.map((row) => [row.id, row.lines]));
}

export type LinkableSubscription = {
  id: string;
  vendorSubscriptionId: string;
  customerId: string;
  currency: string;
  billingCycle: typeof products.$inferSelect.billingCycle;
  /** Earliest change that waits for a decision. */
  waitingFromDate: string | null;
  link: ContractLink | null;
  lineState: "live" | "dormant" | null;
};

/** Subscriptions with what decides whether they may stand on a contract. */
export async function linkableSubscriptions(
  tx: Tx,
  ids: readonly string[],
): Promise<Map<string, LinkableSubscription>> {
  const s = subscriptions;
  const rows = await tx.db
    .select({
      id: s.id,
      vendorSubscriptionId: s.vendorSubscriptionId,
      customerId: s.customerId,
      currency: s.currency,
      billingCycle: products.billingCycle,
      waitingFromDate: sql<string | null>`(select min(t.effective_date)::text from sync_tasks as t
        where t.partner_id = ${s.partnerId} and t.subscription_id = ${s.id}
          and t.state in ('needs_mapping', 'ready', 'held'))`,
      link: contractLinks,
      lineState: lineLinks.state,
    })
    .from(s)
    .innerJoin(products, eq(products.id, s.productId))
    .leftJoin(
      contractLinks,
      and(eq(contractLinks.partnerId, s.partnerId), eq(contractLinks.subscriptionId, s.id)),
    )
    .leftJoin(
      lineLinks,
      and(eq(lineLinks.partnerId, s.partnerId), eq(lineLinks.id, contractLinks.lineLinkId)),
    )
    .where(and(eq(s.partnerId, tx.ctx.partnerId), inArray(s.id, [...ids])));
  return byKey(rows, (row) => row.id);
}

/** Undecided tasks of a customer (or of a product on a connection): what unmapping puts back. */
export async function countWaitingTasks(
  tx: Tx,
  of: { customerId: string } | { productId: string; connectionId: string },
): Promise<number> {
  const where =
    "customerId" in of
      ? sql`customer_id = ${of.customerId}::uuid`
      : sql`product_id = ${of.productId}::uuid and connection_id = ${of.connectionId}::uuid`;
  const { rows } = await tx.db.execute<{ count: number }>(sql`
    select count(*)::int as count from sync_tasks
     where partner_id = ${tx.ctx.partnerId}::uuid and ${where} and state in ('ready', 'held')`);
  return rows[0]?.count ?? 0;
}
