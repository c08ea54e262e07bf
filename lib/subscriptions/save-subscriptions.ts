import { insertRecords } from "@/db/insert-records";
import { subscriptions, subscriptionVersions } from "@/db/schema/orders";
import type { Tx } from "@/lib/auth/context";
import { foldSubscription, type SubscriptionState, type SubscriptionVersion } from "./subscription";
import type { SubscriptionLine } from "./subscription-line";

export type NewVersion = SubscriptionVersion & { partnerId: string; subscriptionId: string };

/** A subscription whose lines or editions have changed, with all of them. */
export type RevisedSubscription = {
  id: string;
  partnerId: string;
  vendorSubscriptionId: string;
  customerId: string;
  currency: string;
  lines: readonly SubscriptionLine[];
  versions: readonly SubscriptionVersion[];
  /** What its row says; undefined for one that has no row yet. */
  stored?: SubscriptionState;
};

const stateColumns = [
  "productId",
  "quantity",
  "assignedQuantity",
  "unitPrice",
  "unitCost",
  "status",
  "startDate",
  "endDate",
  "termStartDate",
  "termEndDate",
  "autoRenew",
  "renewedFromId",
  "asOf",
] as const satisfies readonly (keyof SubscriptionState)[];

const isSame = (one: SubscriptionState, other: SubscriptionState): boolean =>
  stateColumns.every((column) =>
    column === "asOf" ? one.asOf.getTime() === other.asOf.getTime() : one[column] === other[column],
  );

/** Folds subscriptions anew and stores those whose state is another one, with the editions that were posted. */
export async function saveSubscriptions(
  tx: Tx,
  revised: readonly RevisedSubscription[],
  versions: readonly NewVersion[],
): Promise<void> {
  const rows = revised.flatMap((subscription) => {
    const state = foldSubscription(subscription.lines, subscription.versions);
    if (!state || (subscription.stored && isSame(subscription.stored, state))) return [];
    const { id, partnerId, vendorSubscriptionId, customerId, currency } = subscription;
    const own = { id, partnerId, vendorSubscriptionId, customerId, currency };
    return [{ ...own, ...state, createdAt: tx.now, updatedAt: tx.now, version: 1 }];
  });
  await insertRecords(tx.db, subscriptions, rows, {
    columns: ["partnerId", "vendorSubscriptionId"],
    update: [...stateColumns, "updatedAt"],
  });
  await insertRecords(
    tx.db,
    subscriptionVersions,
    versions.map(({ hash, ...version }) => ({ ...version, contentHash: hash, createdAt: tx.now })),
  );
}
