import { sql } from "drizzle-orm";
import { isoText } from "@/db/iso-text";
import type { Tx } from "@/lib/auth/context";

/** Older than this a sum says too little about today. */
const keptHours = 12;

/** The value that was kept under a name, with its time as ISO text. */
export async function findKept<Value>(
  tx: Tx,
  name: string,
): Promise<{ value: Value; addedUpAt: string } | undefined> {
  const now = sql`${tx.now.toISOString()}::timestamptz`;
  const { rows } = await tx.db.execute<{ value: Value; addedUpAt: string }>(sql`
    select value, ${isoText(sql`added_up_at`)} as "addedUpAt" from kept_sums
     where partner_id = ${tx.ctx.partnerId}::uuid and name = ${name}
       and added_up_at between ${now} - interval '1 hour' * ${keptHours}::int and ${now}`);
  return rows[0];
}

/** Keeps a value where the partner has more than `from` subscriptions. */
export async function keep(tx: Tx, name: string, value: unknown, from: number): Promise<void> {
  const partner = sql`${tx.ctx.partnerId}::uuid`;
  await tx.db.execute(sql`
    insert into kept_sums (partner_id, name, added_up_at, value)
    select ${partner}, ${name}, ${tx.now.toISOString()}::timestamptz, ${JSON.stringify(value)}::jsonb
     where exists (select from subscriptions where partner_id = ${partner} offset ${from}::int)
    on conflict (partner_id, name) do update set added_up_at = excluded.added_up_at, value = excluded.value`);
}
