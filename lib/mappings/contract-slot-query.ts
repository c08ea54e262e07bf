import { sql } from "drizzle-orm";
import type { Tx } from "@/lib/auth/context";
import type { BillingCycle } from "@/lib/psa/records";

/**
 * What a customer holds of one billing cycle and currency: its subscriptions stand on contracts together, because a
 * contract has one cycle and one currency.
 */
export type ContractSlot = {
  customerId: string;
  billingCycle: BillingCycle;
  currency: string;
  subscriptions: number;
  /** Subscriptions on no contract. */
  unlinked: number;
  /** Subscriptions whose line in the PSA is ours to write; they do not move. */
  billed: number;
  contracts: { psaContractId: string; name: string | null; subscriptions: number }[];
  /** Earliest date of a change that waits for a decision. */
  waitingFromDate: string | null;
  /** Changes with every link of the slot: who saves tells which state they saw. */
  mark: string;
};

/** The slots of these customers, by cycle. One-time subscriptions stand on no contract. */
export async function slotsOfCustomers(tx: Tx, customerIds: readonly string[]): Promise<ContractSlot[]> {
  if (customerIds.length === 0) return [];
  const ids = `{${customerIds.join(",")}}`;
  const { rows } = await tx.db.execute<ContractSlot>(sql`
    with held as materialized (
      select s.customer_id, p.billing_cycle, s.currency, s.id, l.psa_contract_id, l.connection_id, l.version,
             line.state = 'live' as is_billed
        from subscriptions as s
        join products as p on p.id = s.product_id
        left join contract_links as l on l.partner_id = s.partner_id and l.subscription_id = s.id
        left join line_links as line on line.partner_id = l.partner_id and line.id = l.line_link_id
       where s.partner_id = ${tx.ctx.partnerId}::uuid and s.customer_id = any(${ids}::uuid[])
         and s.status not in ('cancelled', 'expired') and p.billing_cycle <> 'one_time'),
    waiting as materialized (
      select t.subscription_id, min(t.effective_date) as from_date
        from sync_tasks as t
       where t.partner_id = ${tx.ctx.partnerId}::uuid and t.subscription_id in (select id from held)
         and t.state in ('needs_mapping', 'ready', 'held')
       group by t.subscription_id),
    on_contract as (
      select h.customer_id, h.billing_cycle, h.currency, h.psa_contract_id, h.connection_id,
             count(*)::int as subscriptions, count(*) filter (where h.is_billed)::int as billed,
             sum(coalesce(h.version, 0))::bigint as versions, min(w.from_date) as from_date
        from held as h left join waiting as w on w.subscription_id = h.id
       group by 1, 2, 3, 4, 5)
    select o.customer_id as "customerId", o.billing_cycle as "billingCycle", o.currency,
           sum(o.subscriptions)::int as subscriptions, sum(o.billed)::int as billed,
           coalesce(sum(o.subscriptions) filter (where o.psa_contract_id is null), 0)::int as unlinked,
           coalesce(json_agg(json_build_object('psaContractId', o.psa_contract_id, 'name', k.name,
                                               'subscriptions', o.subscriptions) order by o.psa_contract_id)
                    filter (where o.psa_contract_id is not null), '[]'::json) as contracts,
           min(o.from_date)::text as "waitingFromDate",
           concat_ws('.', sum(o.subscriptions), sum(o.versions),
                     string_agg(o.psa_contract_id, '.' order by o.psa_contract_id)) as mark
      from on_contract as o
      left join mirror_contracts as k on k.partner_id = ${tx.ctx.partnerId}::uuid
        and k.connection_id = o.connection_id and k.psa_contract_id = o.psa_contract_id
     group by 1, 2, 3
     order by 1, case o.billing_cycle when 'monthly' then 1 when 'quarterly' then 2 when 'semiannual' then 3 else 4 end,
              o.currency`);
  return rows;
}

/** Subscriptions of these customers' slots, with the link they stand on, for saving a choice of contract. */
export async function subscriptionsOfSlots(tx: Tx, customerIds: readonly string[]) {
  const ids = `{${customerIds.join(",")}}`;
  const { rows } = await tx.db.execute<{
    subscriptionId: string;
    customerId: string;
    billingCycle: BillingCycle;
    currency: string;
    psaContractId: string | null;
    version: number | null;
  }>(sql`
    select s.id as "subscriptionId", s.customer_id as "customerId", p.billing_cycle as "billingCycle", s.currency,
           l.psa_contract_id as "psaContractId", l.version
      from subscriptions as s
      join products as p on p.id = s.product_id
      left join contract_links as l on l.partner_id = s.partner_id and l.subscription_id = s.id
     where s.partner_id = ${tx.ctx.partnerId}::uuid and s.customer_id = any(${ids}::uuid[])
       and s.status not in ('cancelled', 'expired') and p.billing_cycle <> 'one_time'
     order by s.id`);
  return rows;
}
