import { sql } from "drizzle-orm";
import { findings } from "@/db/schema/findings";
import { uuidArray } from "@/db/uuid-array";
import type { Tx } from "@/lib/auth/context";
import type { FindingClass, Found } from "./finding";

export type FindingRow = typeof findings.$inferSelect;

export type Opened = { id: string; class: FindingClass; sentence: string; isNew: boolean };

const rowOf = (found: Found) => ({
  class: found.class,
  subject: found.subject,
  ids: found.ids,
  connection_id: found.connectionId,
  customer_id: found.customerId ?? null,
  subscription_id: found.subscriptionId ?? null,
  amount_minor: found.money?.amountMinor.toString() ?? null,
  currency: found.money?.currency ?? null,
  is_once: found.isOnce ?? false,
  is_about_cost: found.isAboutCost ?? false,
  sentence: found.sentence,
  reason: found.reason ?? null,
  cause: found.cause ?? null,
  detail: found.detail ?? null,
});

/**
 * Opens what is not open yet and brings what is up to date, in one statement; gives those that were opened or changed.
 * A muted one stays muted. Where a hand edit follows a hand edit, `before` becomes what stood there in between.
 */
export async function upsertFindings(tx: Tx, found: readonly Found[]): Promise<Opened[]> {
  if (found.length === 0) return [];
  const now = sql`${tx.now.toISOString()}::timestamptz`;
  const { rows } = await tx.db.execute<Opened>(sql`
    insert into findings as old (partner_id, created_at, updated_at, opened_at, class, subject, ids, connection_id,
      customer_id, subscription_id, amount_minor, currency, is_once, is_about_cost, sentence, reason, cause, detail)
    select distinct on (given.class, given.subject) ${tx.ctx.partnerId}::uuid, ${now}, ${now}, ${now}, given.*
      from jsonb_to_recordset(${JSON.stringify(found.map(rowOf))}::jsonb) as given(class text, subject text, ids jsonb,
        connection_id uuid, customer_id uuid, subscription_id uuid, amount_minor bigint, currency text, is_once boolean,
        is_about_cost boolean, sentence text, reason text, cause text, detail jsonb)
    on conflict (partner_id, class, subject) where state <> 'closed' do update
       set amount_minor = excluded.amount_minor, currency = excluded.currency, sentence = excluded.sentence,
           reason = coalesce(excluded.reason, old.reason), cause = excluded.cause, ids = excluded.ids,
           detail = case when old.detail ->> 'now' is distinct from excluded.detail ->> 'now'
                         then excluded.detail || jsonb_build_object('before', old.detail ->> 'now')
                         else old.detail end,
           updated_at = excluded.updated_at, version = old.version + 1
     where (old.amount_minor, old.currency, old.sentence, coalesce(excluded.reason, old.reason), old.detail ->> 'now')
           is distinct from
           (excluded.amount_minor, excluded.currency, excluded.sentence, old.reason, excluded.detail ->> 'now')
    returning id, class, sentence, version = 1 as "isNew"`);
  return rows;
}

/** Closes what is not closed yet of these subjects; gives the ids of those. */
export async function closeSubjects(
  tx: Tx,
  classes: readonly FindingClass[],
  subjects: readonly string[],
  because: string,
): Promise<string[]> {
  if (subjects.length === 0) return [];
  const { rows } = await tx.db.execute<{ id: string }>(sql`
    update findings set state = 'closed', closed_at = ${tx.now.toISOString()}::timestamptz, closed_because = ${because},
           updated_at = ${tx.now.toISOString()}::timestamptz, version = version + 1
     where partner_id = ${tx.ctx.partnerId}::uuid and state <> 'closed'
       and class in (select jsonb_array_elements_text(${JSON.stringify(classes)}::jsonb))
       and subject in (select jsonb_array_elements_text(${JSON.stringify(subjects)}::jsonb))
    returning id`);
  return rows.map(({ id }) => id);
}

/** Of these ids, locked until the transaction ends. */
export async function lockFindings(tx: Tx, ids: readonly string[]): Promise<FindingRow[]> {
  return tx.db
    .select()
    .from(findings)
    .where(sql`${findings.partnerId} = ${tx.ctx.partnerId}::uuid and ${findings.id} = any(${uuidArray(ids)})`)
    .for("update");
}
