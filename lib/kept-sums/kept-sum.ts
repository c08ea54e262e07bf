import { sql } from "drizzle-orm";
import { isoText } from "@/db/iso-text";
import type { Tx } from "@/lib/auth/context";
import { toInstant } from "@/lib/clock";

/** Subscriptions from which on adding them all up is felt. */
const largeFrom = 5_000;
/** Older than this a sum says too little about today. */
const keptHours = 12;

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
 * page opens with it, says its time, and asks for the present one afterwards. Small partners always get the present one.
 */
export async function keptSum<Value>(tx: Tx, wish: Wish, addUp: () => Promise<Value>): Promise<Sum<Value>> {
  const { name, mayBeKept } = wish;
  const kept = name !== undefined && mayBeKept ? await findKept<Value>(tx, name) : undefined;
  if (kept) return kept;
  const value = await addUp();
  if (name !== undefined) await keep(tx, name, value, wish.largeFrom ?? largeFrom);
  return { value, asOf: tx.now, isKept: false };
}

async function findKept<Value>(tx: Tx, name: string): Promise<Sum<Value> | undefined> {
  const now = sql`${tx.now.toISOString()}::timestamptz`;
  const { rows } = await tx.db.execute<{ value: Value; addedUpAt: string }>(sql`
    select value, ${isoText(sql`added_up_at`)} as "addedUpAt" from kept_sums
     where partner_id = ${tx.ctx.partnerId}::uuid and name = ${name}
       and added_up_at between ${now} - interval '1 hour' * ${keptHours}::int and ${now}`);
  const [row] = rows;
  return row && { value: row.value, asOf: toInstant(row.addedUpAt), isKept: true };
}

async function keep(tx: Tx, name: string, value: unknown, from: number): Promise<void> {
  const partner = sql`${tx.ctx.partnerId}::uuid`;
  await tx.db.execute(sql`
    insert into kept_sums (partner_id, name, added_up_at, value)
    select ${partner}, ${name}, ${tx.now.toISOString()}::timestamptz, ${JSON.stringify(value)}::jsonb
     where exists (select from subscriptions where partner_id = ${partner} offset ${from}::int)
    on conflict (partner_id, name) do update set added_up_at = excluded.added_up_at, value = excluded.value`);
}
