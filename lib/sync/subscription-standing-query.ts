import { sql } from "drizzle-orm";
import { isoText } from "@/db/iso-text";
import type { MappingState } from "@/db/schema/mappings";
import type { SyncTaskState } from "@/db/schema/sync";
import type { Tx } from "@/lib/auth/context";

/** What decides the badge of one subscription, and what is shown beside it. */
export type StandingFacts = {
  subscriptionId: string;
  vendorSubscriptionId: string;
  productName: string;
  quantity: string;
  unit: string;
  customerMapping: MappingState | null;
  productMapping: MappingState | null;
  hasContract: boolean;
  isBillingExcluded: boolean;
  hasUnseen: boolean;
  openTasks: SyncTaskState[];
  /** The newest open task. */
  openTaskId: string | null;
  isLinked: boolean;
  /** Somebody changed its line in the PSA, and nobody has decided about it. */
  isDrifting: boolean;
};

export type CustomerStandings = {
  /** When the last check of the connection ended that looks after the customer. */
  checkedAt: string | null;
  subscriptions: StandingFacts[];
};

/**
 * How the customer's subscriptions stand, the newest `limit` of them, in one statement; nothing where the partner has no
 * such customer. Ended ones are left out unless a task is open. A customer without a mapping belongs to the oldest
 * connection, as in a check. What is billed once has no line in the PSA: an applied task is its link.
 */
export async function selectCustomerStandings(
  tx: Tx,
  customerId: string,
  limit: number,
): Promise<CustomerStandings | undefined> {
  const partner = sql`${tx.ctx.partnerId}::uuid`;
  const { rows } = await tx.db.execute<CustomerStandings>(sql`
    with c as materialized (
      select c.id, c.billing, cm.state as mapping,
             coalesce(case when cm.state in ('mapped', 'broken', 'do_not_map') then cm.connection_id end,
               (select id from connections where partner_id = ${partner} and state not in ('draft', 'disabled')
                 order by created_at, id limit 1)) as connection_id
        from customers as c
        left join customer_mappings as cm on cm.partner_id = c.partner_id and cm.customer_id = c.id
       where c.partner_id = ${partner} and c.id = ${customerId}::uuid
    ), s as materialized (
      select s.*, c.mapping, c.billing, c.connection_id from c
        join subscriptions as s on s.partner_id = ${partner} and s.customer_id = c.id
       where s.status not in ('cancelled', 'expired')
          or exists (select from sync_tasks as t where t.partner_id = ${partner} and t.subscription_id = s.id
                        and t.state not in ('applied', 'superseded'))
       order by s.created_at desc, s.id desc limit ${limit}
    )
    select (select ${isoText(sql`r.finished_at`)} from sync_runs as r
             where r.partner_id = ${partner} and r.connection_id = c.connection_id and r.state = 'finished'
             order by r.created_at desc limit 1) as "checkedAt",
           (select coalesce(jsonb_agg(jsonb_build_object(
                     'subscriptionId', s.id, 'vendorSubscriptionId', s.vendor_subscription_id,
                     'productName', p.name, 'quantity', trim_scale(s.quantity)::text, 'unit', p.unit,
                     'customerMapping', s.mapping, 'productMapping', pm.state,
                     'hasContract', cl.id is not null, 'isBillingExcluded', s.billing = 'excluded',
                     'hasUnseen', exists (select from order_lines as l where l.partner_id = ${partner}
                        and l.subscription_id = s.id and l.is_unchecked),
                     'openTasks', coalesce(open.states, '[]'), 'openTaskId', open.newest,
                     'isDrifting', exists (select from findings as f where f.partner_id = ${partner}
                        and f.subscription_id = s.id and f.state = 'open' and f.class = 'drift'),
                     'isLinked', ll.id is not null or (p.billing_cycle = 'one_time' and exists (
                        select from sync_tasks as t where t.partner_id = ${partner} and t.subscription_id = s.id
                           and t.state = 'applied')))
                   order by s.created_at desc, s.id desc), '[]')
              from s
              join products as p on p.id = s.product_id
              left join product_mappings as pm on pm.partner_id = ${partner}
               and pm.connection_id = s.connection_id and pm.product_id = s.product_id
              left join contract_links as cl on cl.partner_id = ${partner}
               and cl.connection_id = s.connection_id and cl.subscription_id = s.id
              left join line_links as ll on ll.partner_id = ${partner} and ll.id = cl.line_link_id and ll.state = 'live'
              left join lateral (
                select jsonb_agg(t.state order by t.number) as states,
                       (array_agg(t.id order by t.number desc))[1] as newest
                  from sync_tasks as t where t.partner_id = ${partner} and t.subscription_id = s.id
                   and t.state not in ('applied', 'superseded')) as open on true) as subscriptions
      from c`);
  return rows[0];
}
