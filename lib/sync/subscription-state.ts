import type { SyncTaskState } from "@/db/schema/sync";
import type { Resolution } from "@/lib/mappings/resolve";

/** How a subscription stands against the PSA, as its badge says it. */
export type SubscriptionState = "in_sync" | "out_of_sync" | "waiting" | "not_mapped" | "excluded";

export type SubscriptionStanding = { state: SubscriptionState; why: string };

export type SubscriptionFacts = {
  resolution: Resolution;
  /** Changes that no check has seen. */
  hasUnseen: boolean;
  /** Of its tasks that have not ended, and of ignored ones that nothing has replaced. */
  openTasks: readonly SyncTaskState[];
  /** Something of it was written or found in the PSA, and is ours. */
  isLinked: boolean;
  /** Somebody changed its line in the PSA, and nobody has decided about it. */
  isDrifting: boolean;
};

/**
 * One word for a subscription, the one that needs a person first. Excluded: nobody asked for it in the PSA. Not mapped:
 * nothing can be written. Out of sync: the PSA refused, an outcome is in doubt, somebody changed it there, or a change was
 * put aside, so both sides differ until somebody acts. Waiting: a change is on its way. In sync: every change is in the PSA.
 */
export function subscriptionState(facts: SubscriptionFacts): SubscriptionStanding {
  const { resolution, openTasks } = facts;
  if (resolution.kind === "excluded") {
    return { state: "excluded", why: `The ${resolution.because} is left out of sync on purpose.` };
  }
  const has = (...states: SyncTaskState[]) => openTasks.some((state) => states.includes(state));
  if (has("needs_review"))
    return { state: "out_of_sync", why: "The outcome of a write could not be proved." };
  if (has("failed")) return { state: "out_of_sync", why: "The PSA refused a change." };
  if (resolution.kind === "incomplete") {
    return { state: "not_mapped", why: `Not mapped yet: ${resolution.missing.join(", ")}.` };
  }
  if (facts.isDrifting) {
    return { state: "out_of_sync", why: "Somebody changed it in the PSA, and nobody has decided about it." };
  }
  if (has("approved", "applying", "scheduled")) {
    return { state: "waiting", why: "A change is approved and on its way." };
  }
  if (openTasks.some((state) => state !== "ignored")) {
    return { state: "waiting", why: "A change waits for a decision." };
  }
  if (facts.hasUnseen) return { state: "waiting", why: "A change was received that no check has seen." };
  if (has("ignored")) return { state: "out_of_sync", why: "A change was put aside, so both sides differ." };
  if (!facts.isLinked) return { state: "waiting", why: "No check has looked at it yet." };
  return { state: "in_sync", why: "Every change is in the PSA." };
}
