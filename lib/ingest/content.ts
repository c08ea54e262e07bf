import { createHash } from "node:crypto";
import { canonicalText, toJson } from "@/lib/json";

/** SHA-256 of what an item says; equal for equal content, whatever the order of its members. */
export function contentHash(item: Record<string, unknown>, without: readonly string[]): string {
  const content = Object.fromEntries(Object.entries(item).filter(([member]) => !without.includes(member)));
  return createHash("sha256")
    .update(canonicalText(toJson(content)))
    .digest("hex");
}

/** A stored edition of a mutable record: what it says and when that was true at the vendor. */
export type Edition = { asOf: Date; hash: string };

/**
 * Newer content wins, by the vendor's own `asOf` and never by arrival. Same content, newer `asOf`: `renewed` (only
 * `asOf` moves on, so that something older than it stays old). Same content, not newer: `unchanged`. Other content,
 * not newer: `stale`, which is kept and not applied.
 */
export function judgeEdition(
  stored: Edition | undefined,
  sent: Edition,
): "new" | "newer" | "renewed" | "unchanged" | "stale" {
  if (!stored) return "new";
  const isNewer = sent.asOf > stored.asOf;
  if (sent.hash === stored.hash) return isNewer ? "renewed" : "unchanged";
  return isNewer ? "newer" : "stale";
}
