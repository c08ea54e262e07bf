import { randomUUID } from "node:crypto";
import type { Tx } from "@/lib/auth/context";
import { noRevision, reviseImplied } from "@/lib/orders/implied-revision";
import { saveOrders } from "@/lib/orders/save-orders";
import { impliedOrders } from "@/lib/subscriptions/implied-orders";
import { saveSubscriptions } from "@/lib/subscriptions/save-subscriptions";
import type { Verdict } from "./answer";
import { itemError } from "./item-error";
import {
  type Entry,
  type Known,
  type Missing,
  nameOfReference,
  nothingKnown,
  providedBy,
  type Reference,
  waitingKey,
} from "./known";
import { learn } from "./known-query";
import { type Changes, settle } from "./placing";
import { findReleased, saveWaiting, takeNumbers, type WaitingChanges } from "./store";

export type TakenIn = {
  /** By place in the batch. */
  verdicts: Map<number, Verdict>;
  numbers: number[];
  /** Partners whose rows changed, with how many of their waiting items took effect. */
  released: Map<string, number>;
};

type OpenWaiting = { [Part in keyof WaitingChanges]: WaitingChanges[Part][number][] };

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
    const verdict = keepWaiting(tx, known, rows, entry, missing, options.isStrict ?? false);
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

/** A settled item waits no longer; one that proved wrong when its turn came stays, with the reason. */
function endWaiting(known: Known, rows: OpenWaiting, entry: Entry, verdict: Verdict): void {
  const { partnerId, waited } = entry;
  if (waited && verdict.outcome === "rejected")
    rows.update.push({
      partnerId,
      id: waited.id,
      waitsForKind: waited.for.kind,
      waitsForId: waited.for.id,
      problem: verdict.error,
    });
  else if (waited) rows.remove.push({ partnerId, id: waited.id });
  else if (verdict.outcome === "accepted") {
    const again = known.waiting.get(waitingKey(entry))?.find((row) => isSameDelivery(row, entry));
    if (again) rows.remove.push({ partnerId, id: again.id });
  }
}

const isSameDelivery = (row: { hash: string; edition: string }, entry: Entry): boolean =>
  row.hash === entry.hash && row.edition === entry.edition;

function keepWaiting(
  tx: Tx,
  known: Known,
  rows: OpenWaiting,
  entry: Entry,
  missing: Missing,
  isStrict: boolean,
): Verdict {
  const { partnerId, kind, vendorId, waited } = entry;
  const verdict: Verdict = { outcome: "waiting", for: nameOfReference(missing) };
  const awaited = { waitsForKind: missing.kind, waitsForId: missing.id };
  if (waited) {
    if (waited.for.kind !== missing.kind || waited.for.id !== missing.id)
      rows.update.push({ partnerId, id: waited.id, ...awaited, problem: null });
    return verdict;
  }
  const reject = (error: ReturnType<typeof itemError>): Verdict => ({ outcome: "rejected", error });
  if (isStrict)
    return reject(itemError(missing.field, "unknown_reference", `${nameOfReference(missing)} is not known`));
  const key = waitingKey(entry);
  const alike = known.waiting.get(key) ?? [];
  if (alike.some((row) => isSameDelivery(row, entry))) return verdict;
  if (kind === "orders" && alike.some(({ hash }) => hash !== entry.hash))
    return reject(
      itemError(
        "vendorOrderId",
        "already_exists_different",
        `Order ${vendorId} waits with other content; send a correction as a new order`,
      ),
    );
  const id = randomUUID();
  known.waiting.set(key, [...alike, { id, hash: entry.hash, edition: entry.edition }]);
  rows.add.push({
    partnerId,
    id,
    createdAt: tx.now,
    updatedAt: tx.now,
    kind,
    vendorId,
    contentHash: entry.hash,
    edition: entry.edition,
    item: entry.item,
    provides: providedBy(entry),
    ...awaited,
  });
  return verdict;
}

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
