import type { Tx } from "@/lib/auth/context";
import type { GoodItem } from "./batch";
import { contentHash } from "./content";
import type { Entry } from "./known";
import type { OrderItem } from "./schemas";
import { lockPartners } from "./store";
import { type TakenIn, takeIn } from "./take-in";

/** Stores orders. Their content never changes; sent again with a later status, they move on. */
export async function ingestOrders(
  tx: Tx,
  items: readonly GoodItem<OrderItem>[],
  isStrict: boolean,
): Promise<TakenIn> {
  await lockPartners(tx, [...new Set(items.map(({ partnerId }) => partnerId))]);
  const entries = items.map(
    ({ index, partnerId, item }): Entry => ({
      kind: "orders",
      index,
      partnerId,
      vendorId: item.vendorOrderId,
      hash: contentHash(item, ["partnerCode", "status"]),
      edition: item.status,
      item,
    }),
  );
  return takeIn(tx, entries, { isStrict });
}
