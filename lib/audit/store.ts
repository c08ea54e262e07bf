import { and, desc, eq, lt, sql } from "drizzle-orm";
import { auditEntries } from "@/db/schema/audit";
import type { Actor, Tx } from "@/lib/auth/context";

export type AuditRow = typeof auditEntries.$inferSelect;

export type NewEntry = Pick<
  AuditRow,
  "partnerId" | "action" | "recordKind" | "recordId" | "before" | "after"
>;

/** Without `returning`: whoever writes from the vendor's side may not read the partner's log. */
export async function insertEntries(tx: Tx, entries: readonly NewEntry[]): Promise<void> {
  const known = {
    at: tx.now,
    actor: tx.ctx.actor,
    requestId: tx.ctx.requestId,
    fromAddress: tx.ctx.from ?? null,
  };
  await tx.db.insert(auditEntries).values(entries.map((entry) => ({ ...entry, ...known })));
}

export type EntryFilter = {
  recordKind?: string | undefined;
  recordId?: string | undefined;
  action?: string | undefined;
  /** Entries before this one: `next` of the page before. */
  before?: number | undefined;
  /** What this person did, and nothing else. */
  byPersonId?: string | undefined;
  limit: number;
};

/** Of the context's tenant, the latest first. */
export async function selectEntries(tx: Tx, filter: EntryFilter) {
  return tx.db
    .select({
      id: auditEntries.id,
      sequence: auditEntries.sequence,
      at: auditEntries.at,
      actor: sql<Actor>`${auditEntries.actor}`,
      action: auditEntries.action,
      recordKind: auditEntries.recordKind,
      recordId: auditEntries.recordId,
      before: auditEntries.before,
      after: auditEntries.after,
      requestId: auditEntries.requestId,
      from: auditEntries.fromAddress,
    })
    .from(auditEntries)
    .where(
      and(
        eq(auditEntries.partnerId, tx.ctx.partnerId),
        filter.recordKind === undefined ? undefined : eq(auditEntries.recordKind, filter.recordKind),
        filter.recordId === undefined ? undefined : eq(auditEntries.recordId, filter.recordId),
        filter.action === undefined ? undefined : eq(auditEntries.action, filter.action),
        filter.before === undefined ? undefined : lt(auditEntries.sequence, filter.before),
        filter.byPersonId === undefined
          ? undefined
          : sql`${auditEntries.actor}->>'personId' = ${filter.byPersonId}`,
      ),
    )
    .orderBy(desc(auditEntries.sequence))
    .limit(filter.limit);
}
