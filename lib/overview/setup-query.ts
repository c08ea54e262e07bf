import { sql } from "drizzle-orm";
import { isoText } from "@/db/iso-text";
import type { Tx } from "@/lib/auth/context";

export type SetupFacts = {
  /** Something was written and confirmed: set-up is over, the rest is not counted. */
  isSynced: boolean;
  customers: { total: number; mapped: number } | null;
  /** Products that active subscriptions name. */
  products: { total: number; mapped: number } | null;
  firstCheckAt: string | null;
};

/** What proves the steps of setting up, in one statement. */
export async function readSetup(tx: Tx): Promise<SetupFacts> {
  const partner = sql`${tx.ctx.partnerId}::uuid`;
  const { rows } = await tx.db.execute<SetupFacts>(sql`
    with synced as materialized (
      select exists (select from sync_tasks where partner_id = ${partner} and state = 'applied') as is_synced
    )
    select is_synced as "isSynced",
      case when not is_synced then (
        select jsonb_build_object('total', count(*),
                 'mapped', count(*) filter (where m.state in ('mapped', 'do_not_map') or c.billing = 'excluded'))
          from customers as c
          left join customer_mappings as m on m.partner_id = c.partner_id and m.customer_id = c.id
         where c.partner_id = ${partner} and c.status = 'active') end as customers,
      case when not is_synced then (
        select jsonb_build_object('total', count(*), 'mapped', count(*) filter (where exists (
                 select from product_mappings as m where m.partner_id = ${partner} and m.product_id = held.product_id
                    and m.state in ('mapped', 'free'))))
          from (select distinct product_id from subscriptions
                 where partner_id = ${partner} and status = 'active') as held) end as products,
      (select ${isoText(sql`min(finished_at)`)} from sync_runs
        where partner_id = ${partner} and state = 'finished') as "firstCheckAt"
      from synced`);
  const [facts] = rows;
  if (!facts) throw new Error("The facts of setting up are always one row.");
  return facts;
}
