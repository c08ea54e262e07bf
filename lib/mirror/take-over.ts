import type { Tx } from "@/lib/auth/context";
import { log } from "@/lib/log";
import { shrinkProblem } from "./shrink-guard";
import { countGone, type MirrorListName, markGone, noteReading } from "./store";

export type Reading = {
  list: MirrorListName;
  /** Ids that answered. */
  answered: readonly string[];
  /** Companies (contracts) that were asked for, where a list is read in part. */
  within?: readonly string[];
  calls: number;
  store(tx: Tx): Promise<void>;
};

export type ListResult = {
  list: MirrorListName;
  rows: number;
  calls: number;
  gone: number;
  problem?: string;
};

/**
 * Takes a whole reading over into the mirror: rows that answered are written, rows that did not are marked as gone. A
 * reading that lost too much changes nothing, is noted and raises an alarm; `acceptsFewer` is a person's word that the
 * smaller list is right.
 */
export async function takeOver(
  tx: Tx,
  connectionId: string,
  reading: Reading,
  acceptsFewer: boolean,
): Promise<ListResult> {
  const { list, answered, within, calls } = reading;
  const { known, gone } = await countGone(tx, connectionId, list, answered, within);
  const problem = acceptsFewer ? undefined : shrinkProblem(words[list], known, gone);
  if (problem) {
    await noteReading(tx, connectionId, list, { problem, calls });
    log.warn("mirror reading refused", { partnerId: tx.ctx.partnerId, connectionId, list, known, gone });
    return { list, rows: answered.length, calls, gone, problem };
  }
  await reading.store(tx);
  if (gone > 0) await markGone(tx, connectionId, list, answered, within);
  await noteReading(tx, connectionId, list, { rows: answered.length, calls });
  return { list, rows: answered.length, calls, gone };
}

const words: Record<MirrorListName, string> = {
  companies: "companies",
  catalog_items: "catalog items",
  billing_codes: "billing codes",
  contracts: "contracts",
  lines: "contract lines",
};
