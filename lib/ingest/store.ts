import { sql } from "drizzle-orm";
import { insertRecords } from "@/db/insert-records";
import { ingestAnswers, ingestEditions, ingestWaiting } from "@/db/schema/ingest";
import type { Tx } from "@/lib/auth/context";
import type { BatchAnswer, ItemError } from "./answer";
import type { Entry, Reference } from "./known";

/** Any numbers; the same in every process. Order of taking: answer, catalogue, partners, so that nothing deadlocks. */
const answerLocks = 7_203_201;
const catalogueLock = 7_203_202;
const partnerLocks = 7_203_203;

/**
 * Puts the batches of a partner one after the other: two deliveries of the same items at the same time end as one, and
 * an item cannot start waiting for a record that arrives at that moment. Products wait for everybody's turn, because
 * every partner's items may wait for them.
 */
export async function lockPartners(tx: Tx, partnerIds: readonly string[]): Promise<void> {
  await tx.db.execute(sql`
    with catalogue as materialized (select pg_advisory_xact_lock_shared(${catalogueLock}))
    select pg_advisory_xact_lock(hashtextextended(id, ${partnerLocks}))
      from catalogue,
           (select id from jsonb_array_elements_text(${JSON.stringify(partnerIds)}::jsonb) as t(id) order by id) ids`);
}

export async function lockCatalogue(tx: Tx): Promise<void> {
  await tx.db.execute(sql`select pg_advisory_xact_lock(${catalogueLock})`);
}

/** The first answer to a key, held against a second request of the same key until this transaction ends. */
export async function findAnswer(
  tx: Tx,
  apiKeyId: string,
  idempotencyKey: string,
): Promise<{ bodyHash: string; status: number; answer: BatchAnswer } | undefined> {
  // Two statements: the second must see what the holder of the lock has committed.
  await tx.db.execute(
    sql`select pg_advisory_xact_lock(hashtextextended(${`${apiKeyId} ${idempotencyKey}`}, ${answerLocks}))`,
  );
  const { rows } = await tx.db.execute<{ bodyHash: string; status: number; answer: BatchAnswer }>(sql`
    select body_hash as "bodyHash", status, answer from ingest_answers
     where api_key_id = ${apiKeyId} and idempotency_key = ${idempotencyKey}`);
  return rows[0];
}

export async function keepAnswer(
  tx: Tx,
  answer: Omit<typeof ingestAnswers.$inferInsert, "createdAt">,
): Promise<void> {
  await insertRecords(tx.db, ingestAnswers, [{ ...answer, createdAt: tx.now }]);
}

/** See db/sql/ingest-slots.sql. */
export async function takeSlot(
  tx: Tx,
  apiKeyId: string,
  id: string,
  limits: { perMinute: number; atOnce: number },
): Promise<{ isOpen: boolean; retryAfterMs: number }> {
  const { rows } = await tx.db.execute<{ isOpen: boolean; retryAfterMs: number }>(sql`
    select is_open as "isOpen", retry_after_ms as "retryAfterMs"
      from take_ingest_slot(${apiKeyId}, ${id}, ${limits.perMinute}, ${limits.atOnce})`);
  return rows[0] ?? { isOpen: false, retryAfterMs: 1000 };
}

export async function giveSlotBack(tx: Tx, apiKeyId: string, id: string): Promise<void> {
  await tx.db.execute(sql`delete from ingest_leases where api_key_id = ${apiKeyId} and id = ${id}`);
}

/** See db/sql/first-statistics.sql. */
export async function takeFirstStatistics(tx: Tx): Promise<void> {
  await tx.db.execute(sql`select take_first_statistics()`);
}

/** Numbers of arrival, ascending. */
export async function takeNumbers(tx: Tx, count: number): Promise<number[]> {
  if (count === 0) return [];
  const { rows } = await tx.db.execute<{ number: string }>(
    sql`select nextval('ingest_sequence') as number from generate_series(1, ${count}::int)`,
  );
  return rows.map(({ number }) => Number.parseInt(number, 10)).sort((one, other) => one - other);
}

export type SentEdition = Omit<typeof ingestEditions.$inferInsert, "createdAt">;

/** Keeps content that was sent, once each. */
export async function keepEditions(tx: Tx, editions: readonly SentEdition[]): Promise<void> {
  await insertRecords(
    tx.db,
    ingestEditions,
    editions.map((edition) => ({ ...edition, createdAt: tx.now })),
    { columns: ["partnerId", "kind", "vendorId", "contentHash"], update: [] },
  );
}

export type WaitingRow = Omit<typeof ingestWaiting.$inferInsert, "arrival" | "version">;

/**
 * Items that may take effect now that these references are known, and those that may follow them, because one waits
 * for a subscription that another brings: one statement, whatever the length of the chain. In order of arrival.
 */
export async function findReleased(tx: Tx, arrived: readonly Reference[]): Promise<Entry[]> {
  if (arrived.length === 0) return [];
  const { rows } = await tx.db.execute<{
    id: string;
    partnerId: string;
    kind: "subscriptions";
    vendorId: string;
    hash: string;
    edition: string;
    item: (Entry & { kind: "subscriptions" })["item"];
    waitsForKind: Reference["kind"];
    waitsForId: string;
  }>(sql`
    with recursive released(partner_id, id, provides) as (
      select w.partner_id, w.id, w.provides
        from jsonb_to_recordset(${JSON.stringify(arrived)}::jsonb) as n(kind text, "partnerId" uuid, id text)
        join ingest_waiting w on w.waits_for_kind = n.kind and w.waits_for_id = n.id
             and (n."partnerId" is null or w.partner_id = n."partnerId")
       where w.problem is null
      union
      select w.partner_id, w.id, w.provides
        from released r join ingest_waiting w on w.partner_id = r.partner_id
             and w.waits_for_kind = 'subscription' and w.waits_for_id = any(r.provides)
       where w.problem is null
    )
    select w.id, w.partner_id as "partnerId", w.kind, w.vendor_id as "vendorId", w.content_hash as hash, w.edition,
           w.item, w.waits_for_kind as "waitsForKind", w.waits_for_id as "waitsForId"
      from ingest_waiting w
     where (w.partner_id, w.id) in (select partner_id, id from released)
     order by w.arrival`);
  return rows.map(({ id, waitsForKind, waitsForId, ...entry }) => ({
    ...entry,
    waited: { id, for: { kind: waitsForKind, partnerId: entry.partnerId, id: waitsForId } },
  }));
}

export type WaitingChanges = {
  add: readonly WaitingRow[];
  /** Now waiting for something else, or stopped by a problem. */
  update: readonly {
    partnerId: string;
    id: string;
    waitsForKind: Reference["kind"];
    waitsForId: string;
    problem: ItemError | null;
  }[];
  remove: readonly { partnerId: string; id: string }[];
};

export async function saveWaiting(tx: Tx, { add, update, remove }: WaitingChanges): Promise<void> {
  await insertRecords(tx.db, ingestWaiting, add);
  if (update.length > 0)
    await tx.db.execute(sql`
      update ingest_waiting w set waits_for_kind = u."waitsForKind", waits_for_id = u."waitsForId",
             problem = nullif(u.problem, 'null'::jsonb), updated_at = ${tx.now}, version = w.version + 1
        from jsonb_to_recordset(${JSON.stringify(update)}::jsonb)
          as u("partnerId" uuid, id uuid, "waitsForKind" text, "waitsForId" text, problem jsonb)
       where w.partner_id = u."partnerId" and w.id = u.id`);
  if (remove.length > 0)
    await tx.db.execute(sql`
      delete from ingest_waiting w
       using jsonb_to_recordset(${JSON.stringify(remove)}::jsonb) as r("partnerId" uuid, id uuid)
       where w.partner_id = r."partnerId" and w.id = r.id`);
}
