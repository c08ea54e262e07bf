import { sql } from "drizzle-orm";
import type { SubscriptionContent } from "@/db/schema/orders";
import type { Tx } from "@/lib/auth/context";
import { toInstant } from "@/lib/clock";
import { canonicalDecimal } from "@/lib/decimal-text";
import type { SubscriptionState } from "@/lib/subscriptions/subscription";
import type { SubscriptionLine } from "@/lib/subscriptions/subscription-line";
import { type Entry, type Known, type KnownOrder, type KnownWaiting, keyOf, productKey } from "./known";

type WireLine = Omit<SubscriptionLine, "orderedAt"> & { orderedAt: string };
type WireState = Omit<SubscriptionState, "asOf"> & { asOf: string };

/** One row of the query: a kind and what belongs to it, as the SELECTs below put it together. */
type Row = { key: string } & (
  | { kind: "customer"; body: { id: string } }
  | { kind: "product"; body: { id: string; kind: "licence" | "usage" | "fee" } }
  | { kind: "order"; body: KnownOrder }
  | { kind: "waiting"; body: KnownWaiting }
  | {
      kind: "subscription";
      body: {
        id: string;
        partnerId: string;
        vendorSubscriptionId: string;
        customerId: string;
        currency: string;
        state: WireState;
        lines: WireLine[];
        versions: { asOf: string; hash: string; content: SubscriptionContent }[];
      };
    }
);

/** Reads everything that the entries name and `known` does not hold yet, in one statement whatever their number. */
export async function learn(tx: Tx, known: Known, entries: readonly Entry[]): Promise<void> {
  if (entries.length === 0) return;
  const { rows } = await tx.db.execute<Row>(knownQuery(JSON.stringify(namedBy(entries))));
  for (const row of rows) remember(known, row);
}

function remember(known: Known, row: Row): void {
  switch (row.kind) {
    case "customer":
      known.customers.set(row.key, row.body.id);
      return;
    case "product":
      known.products.set(row.key, row.body);
      return;
    case "order":
      // What this batch has placed already is newer than what is stored.
      if (!known.orders.has(row.key)) known.orders.set(row.key, row.body);
      return;
    case "waiting":
      known.waiting.set(row.key, [...(known.waiting.get(row.key) ?? []), row.body]);
      return;
    case "subscription": {
      if (known.subscriptions.has(row.key)) return;
      const { state, lines, versions, ...identity } = row.body;
      known.subscriptions.set(row.key, {
        ...identity,
        stored: decimals(instants(state)),
        lines: lines.map((line) => decimals({ ...line, orderedAt: toInstant(line.orderedAt) })),
        versions: versions.map(instants),
        isTouched: false,
      });
    }
  }
}

const instants = <T extends { asOf: string }>(wire: T): Omit<T, "asOf"> & { asOf: Date } => ({
  ...wire,
  asOf: toInstant(wire.asOf),
});

const decimalMembers = ["quantity", "previousQuantity", "assignedQuantity", "unitPrice", "unitCost"];

/** PostgreSQL writes 12 as "12.000000"; comparisons here are of canonical text. */
function decimals<T extends object>(record: T): T {
  const entries = Object.entries(record).map(([name, value]): [string, unknown] => [
    name,
    decimalMembers.includes(name) && typeof value === "string" ? canonicalDecimal(value) : value,
  ]);
  return Object.fromEntries(entries) as T;
}

function namedBy(entries: readonly Entry[]) {
  const customers = new Map<string, object>();
  const products = new Map<string, object>();
  const subscriptions = new Map<string, object>();
  const items = new Map<string, object>();
  for (const { partnerId, kind, vendorId, item } of entries) {
    const named = (map: Map<string, object>, id: string): unknown =>
      map.set(keyOf(partnerId, id), { partner: partnerId, id });
    named(customers, item.vendorCustomerId);
    items.set(`${kind}|${keyOf(partnerId, vendorId)}`, { partner: partnerId, id: vendorId, kind });
    for (const line of "lines" in item ? item.lines : [item]) {
      named(subscriptions, line.vendorSubscriptionId);
      const { sku, billingCycle, term } = line;
      products.set(productKey(line), { sku, cycle: billingCycle, term });
    }
  }
  const lists = { customers, products, subscriptions, items };
  return Object.fromEntries(Object.entries(lists).map(([name, map]) => [name, [...map.values()]]));
}

/** Each look-up is lateral and limited, so that it goes through an index however many are named. */
const knownQuery = (named: string) => sql`
  with named as (select ${named}::jsonb as lists)
  select 'customer' as kind, n.partner || '|' || n.id as key, jsonb_build_object('id', c.id) as body
    from named, jsonb_to_recordset(lists->'customers') as n(partner uuid, id text), lateral (
      select id from customers where partner_id = n.partner and vendor_customer_id = n.id limit 1) as c
  union all
  select 'product', n.sku || '|' || n.cycle || '|' || n.term, jsonb_build_object('id', p.id, 'kind', p.kind)
    from named, jsonb_to_recordset(lists->'products') as n(sku text, cycle text, term text), lateral (
      select id, kind from products where sku = n.sku and billing_cycle = n.cycle and term = n.term limit 1) as p
  union all
  select 'order', n.partner || '|' || n.id,
         jsonb_build_object('id', o.id, 'hash', o.content_hash, 'status', o.status)
    from named, jsonb_to_recordset(lists->'items') as n(partner uuid, id text, kind text), lateral (
      select * from orders where partner_id = n.partner and vendor_order_id = n.id limit 1) as o
   where n.kind = 'orders'
  union all
  select 'waiting', n.kind || '|' || n.partner || '|' || n.id,
         jsonb_build_object('id', w.id, 'hash', w.content_hash, 'edition', w.edition,
                                                                          'isRefused', w.problem is not null)
    from named, jsonb_to_recordset(lists->'items') as n(partner uuid, id text, kind text), lateral (
      select * from ingest_waiting
       where partner_id = n.partner and kind = n.kind and vendor_id = n.id limit 1000) as w
  union all
  select 'subscription', n.partner || '|' || n.id, jsonb_build_object(
         'id', s.id, 'partnerId', s.partner_id, 'vendorSubscriptionId', s.vendor_subscription_id,
         'customerId', s.customer_id, 'currency', s.currency,
         'state', jsonb_build_object(
           'productId', s.product_id, 'quantity', s.quantity::text, 'assignedQuantity', s.assigned_quantity::text,
           'unitPrice', s.unit_price::text, 'unitCost', s.unit_cost::text, 'status', s.status,
           'startDate', s.start_date, 'endDate', s.end_date, 'termStartDate', s.term_start_date,
           'termEndDate', s.term_end_date, 'autoRenew', s.auto_renew, 'renewedFromId', s.renewed_from_id,
           'asOf', s.as_of),
         'lines', lines.list, 'versions', versions.list)
    from named, jsonb_to_recordset(lists->'subscriptions') as n(partner uuid, id text), lateral (
      select * from subscriptions where partner_id = n.partner and vendor_subscription_id = n.id limit 1) as s,
      lateral (select coalesce(jsonb_agg(jsonb_build_object(
             'orderId', l.order_id, 'orderLineId', l.id, 'vendorOrderId', o.vendor_order_id,
             'vendorLineId', l.vendor_line_id, 'orderType', l.order_type, 'reason', o.reason,
             'orderStatus', l.order_status, 'orderedAt', l.ordered_at, 'isImplied', o.is_implied,
             'isUnchecked', l.is_unchecked, 'productId', l.product_id, 'quantity', l.quantity::text,
             'previousQuantity', l.previous_quantity::text, 'unitPrice', l.unit_price::text,
             'unitCost', l.unit_cost::text, 'currency', l.currency, 'effectiveDate', l.effective_date,
             'endDate', l.end_date)), '[]') as list
           from (select * from order_lines where partner_id = n.partner and subscription_id = s.id offset 0) as l, lateral (
             select vendor_order_id, reason, is_implied from orders
              where partner_id = n.partner and id = l.order_id limit 1) as o) as lines,
      lateral (select coalesce(jsonb_agg(jsonb_build_object(
             'asOf', v.as_of, 'hash', v.content_hash, 'content', v.content)), '[]') as list
           from subscription_versions v where v.partner_id = n.partner and v.subscription_id = s.id) as versions`;
