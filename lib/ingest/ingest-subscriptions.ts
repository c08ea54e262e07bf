import type { Tx } from "@/lib/auth/context";
import type { GoodItem } from "./batch";
import { contentHash } from "./content";
import type { Entry } from "./known";
import type { SubscriptionItem } from "./schemas";
import { lockPartners } from "./store";
import { type TakenIn, takeIn } from "./take-in";

/** Stores what the vendor says of its subscriptions; what differs from every order becomes an implied order. */
export async function ingestSubscriptions(
  tx: Tx,
  items: readonly GoodItem<SubscriptionItem>[],
  isStrict: boolean,
): Promise<TakenIn> {
  await lockPartners(tx, [...new Set(items.map(({ partnerId }) => partnerId))]);
  const entries = items.map(
    ({ index, partnerId, item }): Entry => ({
      kind: "subscriptions",
      index,
      partnerId,
      vendorId: item.vendorSubscriptionId,
      hash: contentHash(item, ["partnerCode", "asOf"]),
      edition: item.asOf,
      item,
    }),
  );
  return takeIn(tx, entries, { isStrict });
}
