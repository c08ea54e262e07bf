import { and, asc, desc, eq, gt, isNotNull, isNull, lt, sql } from "drizzle-orm";
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

/** One sealing run of a tenant at a time; a second one waits. Ends with the transaction. */
export async function lockChain(tx: Tx): Promise<void> {
  await tx.db.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`audit:${tx.ctx.partnerId}`}, 0))`);
}

/** The last sealed entry's place and hash; 0 and "" where nothing is sealed. */
export async function chainEnd(tx: Tx): Promise<{ position: number; hash: string }> {
  const rows = await tx.db
    .select({ position: auditEntries.position, hash: auditEntries.hash })
    .from(auditEntries)
    .where(and(eq(auditEntries.partnerId, tx.ctx.partnerId), isNotNull(auditEntries.position)))
    .orderBy(desc(auditEntries.position))
    .limit(1);
  return { position: rows[0]?.position ?? 0, hash: rows[0]?.hash ?? "" };
}

/** Entries without a place in the chain yet, in the order of their making. */
export async function unsealedEntries(tx: Tx, limit: number): Promise<AuditRow[]> {
  return tx.db
    .select()
    .from(auditEntries)
    .where(and(eq(auditEntries.partnerId, tx.ctx.partnerId), isNull(auditEntries.position)))
    .orderBy(asc(auditEntries.sequence))
    .limit(limit);
}

export type Seal = { id: string; position: number; previousHash: string; hash: string };

export async function writeSeals(tx: Tx, seals: readonly Seal[]): Promise<void> {
  await tx.db.execute(sql`
    update audit_entries e set position = s.position, previous_hash = s."previousHash", hash = s.hash
    from jsonb_to_recordset(${JSON.stringify(seals)}::jsonb)
      as s (id uuid, position bigint, "previousHash" text, hash text)
    where e.partner_id = ${tx.ctx.partnerId} and e.id = s.id and e.position is null`);
}

/** Sealed entries behind a place in the chain, in the chain's order. */
export async function sealedEntries(tx: Tx, afterPosition: number, limit: number): Promise<AuditRow[]> {
  return tx.db
    .select()
    .from(auditEntries)
    .where(and(eq(auditEntries.partnerId, tx.ctx.partnerId), gt(auditEntries.position, afterPosition)))
    .orderBy(asc(auditEntries.position))
    .limit(limit);
}
