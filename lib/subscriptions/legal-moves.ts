import type { SubscriptionStatus } from "@/db/schema/orders";

/** Nothing leaves cancelled or expired; a return is a new subscription with `renewedFromId`. */
const legalMoves: Readonly<Record<SubscriptionStatus, readonly SubscriptionStatus[]>> = {
  pending: ["trial", "active", "cancelled"],
  trial: ["active", "cancelled", "expired"],
  active: ["suspended", "cancelled", "expired"],
  suspended: ["active", "cancelled", "expired"],
  cancelled: [],
  expired: [],
};

/**
 * Whether a status can follow another, over any number of legal moves: an edition between the two may still be on its
 * way, so "trial" and then "suspended" is a late "active", not a mistake.
 */
export function canBecome(from: SubscriptionStatus, to: SubscriptionStatus): boolean {
  const reached = new Set<SubscriptionStatus>([from]);
  for (const status of reached) for (const next of legalMoves[status]) reached.add(next);
  return reached.has(to);
}

export const isEnded = (status: SubscriptionStatus): boolean => legalMoves[status].length === 0;
