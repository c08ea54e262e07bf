import { randomUUID } from "node:crypto";
import type { OrderStatus } from "@/lib/orders/order-status";
import type { SubscriptionState, SubscriptionVersion } from "@/lib/subscriptions/subscription";
import type { SubscriptionLine } from "@/lib/subscriptions/subscription-line";
import type { OrderItem, SubscriptionItem } from "./schemas";

/** What an item names that must exist before it takes effect; a product belongs to no partner. */
export type Reference = {
  kind: "customer" | "product" | "subscription";
  partnerId: string | null;
  id: string;
};

/** A reference that is not known yet, with the field that named it. */
export type Missing = Reference & { field: string };

/** A subscription or order on its way in: from the batch, or one that waited. */
export type Entry = {
  partnerId: string;
  vendorId: string;
  hash: string;
  /** Tells deliveries of one id apart that both count: a subscription's `asOf`, an order's status. */
  edition: string;
  /** Place in the batch; undefined for one that waited. */
  index?: number;
  /** The row of one that waited, and what it waited for. */
  waited?: { id: string; for: Reference };
} & ({ kind: "subscriptions"; item: SubscriptionItem } | { kind: "orders"; item: OrderItem });

export type OrderEntry = Entry & { kind: "orders" };
export type SubscriptionEntry = Entry & { kind: "subscriptions" };

export type KnownSubscription = {
  id: string;
  partnerId: string;
  vendorSubscriptionId: string;
  customerId: string;
  currency: string;
  lines: SubscriptionLine[];
  versions: SubscriptionVersion[];
  /** As its row says; undefined while it is new. */
  stored?: SubscriptionState;
  isTouched: boolean;
};

export type KnownOrder = { id: string; hash: string; status: OrderStatus };

/** `isRefused`: its turn came and it proved wrong. */
export type KnownWaiting = { id: string; hash: string; edition: string; isRefused: boolean };

/** Everything the items at hand refer to, as stored and as the items placed so far have changed it. */
export type Known = {
  customers: Map<string, string>;
  products: Map<string, { id: string; kind: "licence" | "usage" | "fee" }>;
  subscriptions: Map<string, KnownSubscription>;
  orders: Map<string, KnownOrder>;
  waiting: Map<string, KnownWaiting[]>;
};

export const nothingKnown = (): Known => ({
  customers: new Map(),
  products: new Map(),
  subscriptions: new Map(),
  orders: new Map(),
  waiting: new Map(),
});

export const keyOf = (partnerId: string, vendorId: string): string => `${partnerId}|${vendorId}`;
export const waitingKey = (entry: Pick<Entry, "partnerId" | "kind" | "vendorId">): string =>
  `${entry.kind}|${keyOf(entry.partnerId, entry.vendorId)}`;

export const productKey = (product: { sku: string; billingCycle: string; term: string }): string =>
  `${product.sku}|${product.billingCycle}|${product.term}`;

/** How the answer names what an item waits for: "vendorCustomerId 19652". */
export function nameOfReference({ kind, id }: Reference): string {
  if (kind === "product") return `sku ${id.split("|").join(" ")}`;
  return `${kind === "customer" ? "vendorCustomerId" : "vendorSubscriptionId"} ${id}`;
}

/** Subscriptions that exist once the item takes effect: others may wait for them. */
export function providedBy(entry: Entry): string[] {
  if (entry.kind === "subscriptions") return [entry.item.vendorSubscriptionId];
  return entry.item.type === "sales" ? entry.item.lines.map((line) => line.vendorSubscriptionId) : [];
}

export function newSubscription(
  of: Pick<KnownSubscription, "partnerId" | "vendorSubscriptionId" | "customerId" | "currency">,
): KnownSubscription {
  return { ...of, id: randomUUID(), lines: [], versions: [], isTouched: true };
}
