import { createHash } from "node:crypto";
import { canonicalText, toJson } from "@/lib/json";
import type { AuditRow } from "./store";

/**
 * SHA-256 over everything that an entry tells, its place in the tenant's chain, and the hash of the entry before it
 * ("" for the first).
 */
export function entryHash(
  entry: Omit<AuditRow, "hash" | "previousHash">,
  position: number,
  previousHash: string,
): string {
  const told: Record<string, unknown> = { ...entry, position };
  delete told.hash;
  delete told.previousHash;
  return createHash("sha256")
    .update(`${previousHash}\n${canonicalText(toJson(told))}`)
    .digest("hex");
}

/** Where a walk along the chain stands. */
export type ChainEnd = { position: number; hash: string };
export type Broken = { position: number; entryId: string; problem: "altered" | "gap_before" };

/**
 * Walks on from `end` over the next sealed entries, in order. An altered entry no longer has its hash; where entries
 * were taken out, places are missing. The walk goes on behind a fault, so that one fault is reported once.
 */
export function walkChain(end: ChainEnd, entries: readonly AuditRow[]): { end: ChainEnd; broken: Broken[] } {
  const broken: Broken[] = [];
  let { position, hash } = end;
  for (const entry of entries) {
    const at = entry.position ?? 0;
    const isNext = at === position + 1 && entry.previousHash === hash;
    if (!isNext) broken.push({ position: at, entryId: entry.id, problem: "gap_before" });
    else if (entryHash(entry, at, hash) !== entry.hash) {
      broken.push({ position: at, entryId: entry.id, problem: "altered" });
    }
    position = at;
    hash = entry.hash ?? "";
  }
  return { end: { position, hash }, broken };
}
