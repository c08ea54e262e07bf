import type { Tx } from "@/lib/auth/context";
import { toInstant } from "@/lib/clock";
import { findKept, keep } from "./store";

/** Subscriptions from which on adding them all up is felt. */
const largeFrom = 5_000;

/** A sum with the time at which it was added up; `isKept` when that was earlier. */
export type Sum<Value> = { value: Value; asOf: Date; isKept: boolean };

type Wish = {
  /** Which sum it is; undefined for one that is never kept, as a search. */
  name: string | undefined;
  /** Whether the last one will do. */
  mayBeKept?: boolean | undefined;
  largeFrom?: number;
};

/**
 * A sum over everything that a partner holds, `value` being JSON. For large partners the last one is kept, so that a
 * page opens with it and asks for the present one at once. Small partners always get the present one.
 */
export async function keptSum<Value>(tx: Tx, wish: Wish, addUp: () => Promise<Value>): Promise<Sum<Value>> {
  const { name, mayBeKept } = wish;
  const kept = name !== undefined && mayBeKept ? await findKept<Value>(tx, name) : undefined;
  if (kept) return { value: kept.value, asOf: toInstant(kept.addedUpAt), isKept: true };
  const value = await addUp();
  if (name !== undefined) await keep(tx, name, value, wish.largeFrom ?? largeFrom);
  return { value, asOf: tx.now, isKept: false };
}
