import { randomUUID } from "node:crypto";
import type { Verdict } from "./answer";
import { itemError } from "./item-error";
import {
  type Entry,
  type Known,
  type KnownWaiting,
  type Missing,
  nameOfReference,
  providedBy,
  waitingKey,
} from "./known";
import type { WaitingChanges } from "./store";

/** What a request changes of the items that wait, while it is being decided. */
export type OpenWaiting = { [Part in keyof WaitingChanges]: WaitingChanges[Part][number][] };

/**
 * A settled item waits no longer; one that proved wrong when its turn came stays, with the reason, until the same
 * record is delivered in a way that counts.
 */
export function endWaiting(known: Known, rows: OpenWaiting, entry: Entry, verdict: Verdict): void {
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
  else if (verdict.outcome === "accepted" || verdict.outcome === "unchanged") {
    const key = waitingKey(entry);
    const kept = known.waiting.get(key) ?? [];
    const answered = kept.filter((row) => isSameDelivery(row, entry) || isCorrectedBy(row, entry));
    rows.remove.push(...answered.map(({ id }) => ({ partnerId, id })));
    known.waiting.set(
      key,
      kept.filter((row) => !answered.includes(row)),
    );
  }
}

/** A refused order by the order under its id; a refused edition of a subscription by one that is not older. */
const isCorrectedBy = (row: KnownWaiting, entry: Entry): boolean =>
  row.isRefused && (entry.kind === "orders" || entry.edition >= row.edition);

const isSameDelivery = (row: { hash: string; edition: string }, entry: Entry): boolean =>
  row.hash === entry.hash && row.edition === entry.edition;

/** An item whose references are not known stays for them, or is rejected when the batch is strict. */
export function keepWaiting(
  now: Date,
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
  if (kind === "orders" && alike.some(({ hash, isRefused }) => !isRefused && hash !== entry.hash))
    return reject(
      itemError(
        "vendorOrderId",
        "already_exists_different",
        `Order ${vendorId} waits with other content; send a correction as a new order`,
      ),
    );
  const id = randomUUID();
  known.waiting.set(key, [...alike, { id, hash: entry.hash, edition: entry.edition, isRefused: false }]);
  rows.add.push({
    partnerId,
    id,
    createdAt: now,
    updatedAt: now,
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
