import { toInstant } from "@/lib/clock";
import type { LineState } from "./records";

/** A line's state as it is stored in plans and in the ledger: instants as ISO text. */
export type StoredLineState = Omit<LineState, "periods"> & {
  periods: readonly { startDate: string; endDate: string; quantity: string; postedAt?: string }[];
};

export function storeLineState(state: LineState): StoredLineState {
  return {
    ...state,
    periods: state.periods.map(({ postedAt, ...period }) =>
      postedAt === undefined ? period : { ...period, postedAt: postedAt.toISOString() },
    ),
  };
}

export function readLineState(stored: StoredLineState): LineState {
  return {
    ...stored,
    periods: stored.periods.map(({ postedAt, ...period }) =>
      postedAt === undefined ? period : { ...period, postedAt: toInstant(postedAt) },
    ),
  };
}
