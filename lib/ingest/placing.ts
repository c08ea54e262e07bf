import type { NewOrder, OrderMove } from "@/lib/orders/save-orders";
import type { NewVersion } from "@/lib/subscriptions/save-subscriptions";
import type { Verdict } from "./answer";
import type { Entry, Known, Missing } from "./known";
import { placeOrder } from "./place-order";
import { placeSubscription } from "./place-subscription";

/** What the placed items will store. */
export type Changes = { versions: NewVersion[]; orders: NewOrder[]; moves: OrderMove[] };

export type Placed = { verdict: Verdict } | { missing: Missing };

export type Settled = {
  settled: { entry: Entry; verdict: Verdict }[];
  open: { entry: Entry; missing: Missing }[];
};

/**
 * Places every item whose references are known, again and again until no further one finds its own: a sale in the
 * middle of a batch makes the subscription that a change at its beginning names.
 */
export function settle(known: Known, changes: Changes, entries: readonly Entry[], now: Date): Settled {
  const settled: Settled["settled"] = [];
  let open: Settled["open"] = [];
  let rest: readonly Entry[] = entries;
  for (;;) {
    open = [];
    for (const entry of rest) {
      const placed =
        entry.kind === "orders"
          ? placeOrder(known, changes, entry, now)
          : placeSubscription(known, changes, entry);
      if ("missing" in placed) open.push({ entry, missing: placed.missing });
      else settled.push({ entry, verdict: placed.verdict });
    }
    if (open.length === 0 || open.length === rest.length) return { settled, open };
    rest = open.map(({ entry }) => entry);
  }
}
