import { recordAudits } from "@/lib/audit/record";
import type { Tx } from "@/lib/auth/context";
import { answerBatch, type ItemError, type JudgedItem } from "./answer";
import type { Answered } from "./first-answer";
import type { IngestKind } from "./schemas";
import { takeFirstStatistics } from "./store";
import type { TakenIn } from "./take-in";

/** An item that belongs to a partner; products belong to the tenant of the vendor. */
export type LocatedItem<Item> = { index: number; id: string | null } & (
  | { partnerId: string; item: Item }
  | { error: ItemError }
);

/** A batch that may have filled a table of which the planner knows nothing yet. */
const manyRows = 100;

export type GoodItem<Item> = { index: number; partnerId: string; item: Item };

/** Stores the good items of a batch, names the bad ones, and writes the audit entry of each partner it changed. */
export async function storeBatch<Item>(
  tx: Tx,
  kind: IngestKind,
  items: readonly LocatedItem<Item>[],
  store: (tx: Tx, good: readonly GoodItem<Item>[]) => Promise<TakenIn>,
): Promise<Answered> {
  const good = items.flatMap((each) => ("item" in each ? [each] : []));
  const taken: TakenIn =
    good.length > 0 ? await store(tx, good) : { verdicts: new Map(), numbers: [], released: new Map() };
  const judged = items.map((each): JudgedItem => {
    const { index, id } = each;
    if ("error" in each) return { index, id, verdict: { outcome: "rejected", error: each.error } };
    const verdict = taken.verdicts.get(index);
    if (!verdict) throw new Error(`Item ${index} has no verdict.`);
    return { index, id, verdict };
  });
  await recordAudits(tx, auditOf(tx, kind, good, taken));
  if (taken.numbers.length >= manyRows) await takeFirstStatistics(tx);
  return answerBatch(judged, taken.numbers, tx.ctx.requestId);
}

/** One entry for each partner whose rows changed; the items themselves are kept as they came. */
function auditOf<Item>(tx: Tx, kind: IngestKind, good: readonly GoodItem<Item>[], taken: TakenIn) {
  const counts = new Map<string, { accepted: number; waiting: number; released: number }>();
  const of = (partnerId: string) => {
    const count = counts.get(partnerId) ?? { accepted: 0, waiting: 0, released: 0 };
    counts.set(partnerId, count);
    return count;
  };
  for (const { index, partnerId } of good) {
    const outcome = taken.verdicts.get(index)?.outcome;
    if (outcome === "accepted") of(partnerId).accepted += 1;
    // What waits already is not stored again: without a number of arrival nothing new was.
    if (outcome === "waiting" && taken.numbers.length > 0) of(partnerId).waiting += 1;
  }
  for (const [partnerId, released] of taken.released) of(partnerId).released += released;
  return [...counts].map(([partnerId, after]) => ({
    action: `${kind}.ingested` as const,
    recordKind: "ingest_batch",
    recordId: tx.ctx.requestId,
    partnerId,
    after,
  }));
}
