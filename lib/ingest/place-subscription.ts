import { toInstant } from "@/lib/clock";
import { canBecome } from "@/lib/subscriptions/legal-moves";
import type { SubscriptionVersion } from "@/lib/subscriptions/subscription";
import type { Verdict } from "./answer";
import { judgeEdition } from "./content";
import { itemError } from "./item-error";
import { type Known, keyOf, newSubscription, productKey, type SubscriptionEntry } from "./known";
import type { Changes, Placed } from "./placing";

/**
 * Adds one posted edition to its subscription, or names what is missing. An older edition is kept too: it tells what
 * was true between, and what it shows may be an order that nobody sent.
 */
export function placeSubscription(known: Known, changes: Changes, entry: SubscriptionEntry): Placed {
  const { partnerId, item } = entry;
  const customerId = known.customers.get(keyOf(partnerId, item.vendorCustomerId));
  if (customerId === undefined)
    return {
      missing: { kind: "customer", partnerId, id: item.vendorCustomerId, field: "vendorCustomerId" },
    };
  const product = known.products.get(productKey(item));
  if (!product) return { missing: { kind: "product", partnerId: null, id: productKey(item), field: "sku" } };

  const key = keyOf(partnerId, item.vendorSubscriptionId);
  const existing = known.subscriptions.get(key);
  const version: SubscriptionVersion = {
    asOf: toInstant(item.asOf),
    hash: entry.hash,
    content: contentOf(entry, product),
  };
  const { verdict, isKept } = judge(existing, customerId, item.currency, version);
  if (!isKept) return { verdict };
  const subscription =
    existing ??
    newSubscription({
      partnerId,
      vendorSubscriptionId: item.vendorSubscriptionId,
      customerId,
      currency: item.currency,
    });
  known.subscriptions.set(key, subscription);
  subscription.versions.push(version);
  subscription.isTouched = true;
  changes.versions.push({ partnerId, subscriptionId: subscription.id, ...version });
  return { verdict };
}

function judge(
  existing: { customerId: string; currency: string; versions: SubscriptionVersion[] } | undefined,
  customerId: string,
  currency: string,
  version: SubscriptionVersion,
): { verdict: Verdict; isKept: boolean } {
  const rejected = (field: string, ...error: [Parameters<typeof itemError>[1], string]) => ({
    verdict: { outcome: "rejected" as const, error: itemError(field, ...error) },
    isKept: false,
  });
  if (!existing) return { verdict: { outcome: "accepted" }, isKept: true };
  if (existing.customerId !== customerId)
    return rejected(
      "vendorCustomerId",
      "already_exists_different",
      "The subscription belongs to another customer",
    );
  if (existing.currency !== currency)
    return rejected("currency", "wrong_currency", `The subscription is in ${existing.currency}`);
  const newest = existing.versions.reduce<SubscriptionVersion | undefined>(
    (latest, each) => (latest && latest.asOf > each.asOf ? latest : each),
    undefined,
  );
  const isTaken = existing.versions.some(({ asOf }) => asOf.getTime() === version.asOf.getTime());
  switch (judgeEdition(newest, version)) {
    case "unchanged":
      return { verdict: { outcome: "unchanged" }, isKept: !isTaken };
    case "stale": {
      const isAgain = existing.versions.some(
        ({ asOf, hash }) => hash === version.hash && asOf.getTime() === version.asOf.getTime(),
      );
      return { verdict: { outcome: isAgain ? "unchanged" : "stale" }, isKept: !isTaken };
    }
    case "renewed":
      return { verdict: { outcome: "unchanged" }, isKept: true };
    default:
      if (newest && !canBecome(newest.content.status, version.content.status))
        return rejected(
          "status",
          "illegal_move",
          `A ${newest.content.status} subscription cannot become ${version.content.status}`,
        );
      return { verdict: { outcome: "accepted" }, isKept: true };
  }
}

function contentOf(
  { item }: SubscriptionEntry,
  product: { id: string; kind: "licence" | "usage" | "fee" },
): SubscriptionVersion["content"] {
  const {
    partnerCode: _partner,
    vendorSubscriptionId: _id,
    vendorCustomerId: _customer,
    sku: _sku,
    billingCycle: _cycle,
    term: _term,
    currency: _currency,
    asOf: _asOf,
    ...stated
  } = item;
  return { ...stated, productId: product.id, productKind: product.kind };
}
