import { type SQL, sql } from "drizzle-orm";
import { digitsOfOtherCurrencies } from "@/lib/currency-digits";

/**
 * The money of a task `t` of product `p` and subscription `s`, in whole minor units, as row `m`: what its plan worked out;
 * before a plan the difference in quantity at the vendor's price, which is an estimate. What was there before is the
 * order's own word, else what our copy of the PSA holds on the day, once it was read since the contract was chosen, and
 * unless another subscription looks after that line.
 * Where neither tells (a first run without a contract, a change of price alone) there is no amount rather than a wrong
 * one. Exact decimals all the way; one row for each task. `mayLookUp`: whether our copy is asked, which takes its time;
 * what only it could tell has no amount otherwise.
 */
export const joinMoney = (mayLookUp: SQL = sql`true`): SQL => sql`
  left join plan_lines as pl on pl.partner_id = t.partner_id and pl.id = t.plan_line_id
  left join lateral (
    select case when count(*) <= 1 then coalesce(sum(one.quantity), 0) end as quantity
      from contract_links as k
      join mirror_contracts as c on c.partner_id = k.partner_id and c.connection_id = k.connection_id
                                and c.psa_contract_id = k.psa_contract_id and not c.is_gone
      join product_mappings as pm on pm.partner_id = k.partner_id and pm.connection_id = k.connection_id
                                 and pm.product_id = t.product_id and pm.state = 'mapped'
                                 and pm.legs -> 0 ->> 'factor' = '1'
      join mirror_lists as seen on seen.partner_id = k.partner_id and seen.connection_id = k.connection_id
                               and seen.list = 'lines' and seen.read_at >= k.created_at
      left join mirror_lines as l on l.partner_id = k.partner_id and l.connection_id = k.connection_id
                                 and l.psa_contract_id = k.psa_contract_id and l.psa_item_id = pm.psa_item_id
                                 and not l.is_gone and not l.is_in_bundle
                                 and not exists (
                                   select from line_links as taken
                                    where taken.partner_id = l.partner_id and taken.connection_id = l.connection_id
                                      and taken.psa_line_id = l.psa_line_id and taken.state = 'live'
                                      and taken.id is distinct from k.line_link_id)
      left join lateral (
        select sum((span ->> 'quantity')::numeric) as quantity from jsonb_array_elements(l.periods) as span
         where t.effective_date::text between span ->> 'startDate' and span ->> 'endDate') as one on true
     where k.partner_id = t.partner_id and k.subscription_id = t.subscription_id
       and pl.id is null and t.previous_quantity is null and ${mayLookUp}
    having count(*) > 0
  ) as standing on true
  cross join lateral (
    select 10::numeric ^ coalesce((${JSON.stringify(digitsOfOtherCurrencies)}::jsonb ->> t.currency)::int, 2) as minors,
           case when t.type = 'change' and t.previous_quantity = t.quantity then null
                when t.previous_quantity is null and not ${mayLookUp} then null
                else (t.quantity - coalesce(t.previous_quantity, standing.quantity,
                                            case when t.type = 'sales' and t.origin <> 'first_run' then 0 end))
                     * coalesce(t.unit_price, s.unit_price) end as worth,
           (select sum((fee ->> 'quantity')::numeric * (fee ->> 'unitPrice')::numeric)
              from jsonb_array_elements(t.extras -> 'fees') as fee) as fees
  ) as e
  cross join lateral (
    select pl.line #> '{plan,money}' as planned, p.billing_cycle = 'one_time' as is_once
  ) as f
  cross join lateral (
    select case when pl.id is not null then (f.planned ->> 'recurringDeltaMinor')::numeric
                when not f.is_once then round(e.worth * e.minors) end as recurring,
           case when pl.id is not null then (f.planned ->> 'currentPeriodMinor')::numeric end as current_period,
           case when pl.id is not null then (f.planned ->> 'oneTimeMinor')::numeric
                when f.is_once then round((e.worth + coalesce(e.fees, 0)) * e.minors)
                else round(e.fees * e.minors) end as one_time,
           coalesce(f.planned ->> 'currency', t.currency) as currency,
           coalesce(f.planned ->> 'cycle', nullif(p.billing_cycle, 'one_time')) as cycle,
           pl.id is not null as is_planned,
           coalesce(f.planned ->> 'exactness', 'estimate') = 'estimate' as is_estimate
  ) as m`;
