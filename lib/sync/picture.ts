import type { MappingState } from "@/db/schema/mappings";
import type { Fee, OrderType, Prorated, SubscriptionStatus } from "@/db/schema/orders";
import type {
  MissingMapping,
  SyncTaskState,
  TaskDirection,
  TaskExtras,
  TaskOrigin,
  TaskType,
  TaskWarning,
} from "@/db/schema/sync";

/** Quantity, price and cost from a day on. What an order leaves out stays as it was. */
export type Content = { quantity: string; unitPrice?: string; unitCost?: string };

/** Where a change stands among those of its subscription: by date, then by order, then by arrival. */
export type Place = { effectiveDate: string; orderedAt: string; orderSequence: number };

/** An order line no check has seen, or one that a withdrawn neighbour set free again. */
export type PictureLine = {
  id: string;
  sequence: number;
  /** ISO text in UTC with milliseconds, so that it compares as text. */
  orderedAt: string;
  orderType: OrderType;
  orderStatus: "accepted" | "completed" | "failed" | "withdrawn";
  quantity?: string;
  previousQuantity?: string;
  unitPrice?: string;
  unitCost?: string;
  effectiveDate?: string;
  endDate?: string;
  prorated?: Prorated;
  fees?: Fee[];
  /** Checked before: set free because another line of its task was withdrawn, or without effect at its time. */
  isReturned?: boolean;
  isOverlooked?: boolean;
};

/** A task of the subscription that has no end yet, or was ignored. */
export type PictureTask = Content &
  Place & {
    id: string;
    version: number;
    state: SyncTaskState;
    connectionId: string;
    type: TaskType;
    origin: TaskOrigin;
    direction?: TaskDirection;
    previousQuantity?: string;
    orderLineIds: readonly string[];
    extras?: TaskExtras;
    sentence: string;
    warnings: readonly TaskWarning[];
    missing: readonly MissingMapping[];
    waitsForTaskId?: string;
  };

/** All that decides the tasks of one subscription: read in one row, judged without looking anything up. */
export type Picture = {
  subscriptionId: string;
  customerId: string;
  productId: string;
  status: SubscriptionStatus;
  /** What the customer holds now. */
  held: Content & { asOf: string };
  currency: string;
  startDate?: string;
  productKind: "licence" | "usage" | "fee";
  unit: string;
  customerMapping?: MappingState;
  productMapping?: MappingState;
  hasContract: boolean;
  isBillingExcluded: boolean;
  lines: readonly PictureLine[];
  tasks: readonly PictureTask[];
  /** The last applied one by place: what our side of the PSA holds. */
  lastApplied?: Content & Place;
};

export function comparePlaces(one: Place, other: Place): number {
  if (one.effectiveDate !== other.effectiveDate) return one.effectiveDate < other.effectiveDate ? -1 : 1;
  return compareOrders(one, other);
}

export function compareOrders(
  one: { orderedAt: string; orderSequence: number },
  other: { orderedAt: string; orderSequence: number },
): number {
  if (one.orderedAt !== other.orderedAt) return one.orderedAt < other.orderedAt ? -1 : 1;
  return one.orderSequence - other.orderSequence;
}
