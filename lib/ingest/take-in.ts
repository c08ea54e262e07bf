import type { Tx } from "@/lib/auth/context";
import { noRevision, reviseImplied } from "@/lib/orders/implied-revision";
import { saveOrders } from "@/lib/orders/save-orders";
import { impliedOrders } from "@/lib/subscriptions/implied-orders";
import { saveSubscriptions } from "@/lib/subscriptions/save-subscriptions";
import type { Verdict } from "./answer";
import { endWaiting, keepWaiting, type OpenWaiting } from "./keep-waiting";
import { type Entry, type Known, nothingKnown, providedBy, type Reference } from "./known";
import { learn } from "./known-query";
import { type Changes, settle } from "./placing";
import { findReleased, saveWaiting, takeNumbers } from "./store";

export type TakenIn = {
  /** By place in the batch. */
  verdicts: Map<number, Verdict>;
  numbers: number[];
  /** Partners whose rows changed, with how many of their waiting items took effect. */
  released: Map<string, number>;
};

/**
 * Takes subscriptions and orders in, together with the items that waited for what arrives now: `arrived` names the
 * customers or products that the caller has just stored. Everything is read first, decided in memory and stored set by
 * set, so that a thousand items cost as many statements as one.
 */
export async function takeIn(
  tx: Tx,
  entries: readonly Entry[],
  options: { arrived?: readonly Reference[]; isStrict?: boolean; furtherNumbers?: number } = {},
): Promise<TakenIn> {
  const known = nothingKnown();
  const changes: Changes = { versions: [], orders: [], moves: [] };
  await learn(tx, known, entries);
  const before = new Set(known.subscriptions.keys());
  const first = settle(known, changes, entries, tx.now);
  const waiting = await findReleased(tx, [
    ...(options.arrived ?? []),
    ...newSubscriptions(known, before),
    ...first.open.flatMap(({ entry }) =>
      providedBy(entry).map((id) => ({ kind: "subscription" as const, partnerId: entry.partnerId, id })),
    ),
  ]);
  await learn(tx, known, waiting);
  const second = settle(known, changes, [...waiting, ...first.open.map(({ entry }) => entry)], tx.now);

  const verdicts = new Map<number, Verdict>();
  const released = new Map<string, number>();
  const rows: OpenWaiting = { add: [], update: [], remove: [] };
  for (const { entry, verdict } of [...first.settled, ...second.settled]) {
    if (entry.index !== undefined) verdicts.set(entry.index, verdict);
    endWaiting(known, rows, entry, verdict);
    if (entry.waited && verdict.outcome === "accepted")
      released.set(entry.partnerId, (released.get(entry.partnerId) ?? 0) + 1);
  }
  for (const { entry, missing } of second.open) {
    const verdict = keepWaiting(tx.now, known, rows, entry, missing, options.isStrict ?? false);
    if (entry.index !== undefined) verdicts.set(entry.index, verdict);
  }
  const numbers = await store(tx, known, changes, rows, verdicts, options.furtherNumbers ?? 0);
  return { verdicts, numbers, released };
}

const newSubscriptions = (known: Known, before: ReadonlySet<string>): Reference[] =>
  [...known.subscriptions]
    .filter(([key]) => !before.has(key))
    .map(([, { partnerId, vendorSubscriptionId }]) => ({
      kind: "subscription",
      partnerId,
      id: vendorSubscriptionId,
    }));

async function store(
  tx: Tx,
  known: Known,
  changes: Changes,
  rows: OpenWaiting,
  verdicts: ReadonlyMap<number, Verdict>,
  furtherNumbers: number,
): Promise<number[]> {
  const touched = [...known.subscriptions.values()].filter(({ isTouched }) => isTouched);
  const implied = noRevision();
  for (const subscription of touched)
    reviseImplied(subscription, impliedOrders(subscription.lines, subscription.versions), tx.now, implied);
  const lines = [...changes.orders, ...implied.add].reduce((sum, order) => sum + order.lines.length, 0);
  const accepted = [...verdicts.values()].filter(({ outcome }) => outcome === "accepted").length;
  const numbers = await takeNumbers(tx, Math.max(lines, accepted) + rows.add.length + furtherNumbers);
  let next = 0;
  await saveSubscriptions(tx, touched, changes.versions);
  await saveOrders(tx, { ...changes, implied }, () => {
    const number = numbers[next];
    if (number === undefined) throw new Error("More lines than numbers were taken.");
    next += 1;
    return number;
  });
  await saveWaiting(tx, rows);
  return numbers;
}
