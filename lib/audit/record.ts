import type { Tx } from "@/lib/auth/context";
import { auditDifference } from "./diff";
import { insertEntries } from "./store";

export type AuditedChange = {
  /** What happened, as "concept.past_tense": "connection.credentials_changed". */
  action: `${string}.${string}`;
  recordKind: string;
  recordId: string;
  /** The record's members before and after; only those that differ are kept. */
  before?: Record<string, unknown>;
  after?: Record<string, unknown>;
  /** Whose log it belongs to, where that is not the tenant of the request (a vendor's key writing for a partner). */
  partnerId?: string;
};

/**
 * Writes the entry in the transaction of the change, so that neither exists without the other. Its place in the hash
 * chain is given later by `sealChain`.
 */
export async function recordAudit(tx: Tx, change: AuditedChange): Promise<void> {
  await recordAudits(tx, [change]);
}

/** As `recordAudit`, for many changes in one statement. An empty list is nothing. */
export async function recordAudits(tx: Tx, changes: readonly AuditedChange[]): Promise<void> {
  if (changes.length === 0) return;
  const entries = changes.map((change) => {
    const { before, after } = auditDifference(change.before, change.after);
    return {
      partnerId: change.partnerId ?? tx.ctx.partnerId,
      action: change.action,
      recordKind: change.recordKind,
      recordId: change.recordId,
      before: before ?? null,
      after: after ?? null,
    };
  });
  await insertEntries(tx, entries);
}
