import { sql } from "drizzle-orm";
import type { Tx } from "@/lib/auth/context";

export type PlanGroup = {
  customerId: string | null;
  customerName: string;
  /** Of its first line; the next page goes on after it. */
  position: number;
  lines: number;
  contracts: number;
  needPerson: number;
  states: Record<string, number>;
  /** Per currency and cycle; refused and unticked lines count nothing. */
  money: { currency: string; cycle: string; recurringDeltaMinor: string; currentPeriodMinor: string }[];
};

/** A plan by customer, in the order of its lines: what a page shows folded, whatever the number of lines. */
export async function groupsOfPlan(
  tx: Tx,
  planId: string,
  page: { after: number; limit: number },
): Promise<PlanGroup[]> {
  const { rows } = await tx.db.execute<PlanGroup>(sql`
    with own as (
      select coalesce(l.customer_id::text, l.line #>> '{subject,customerName}') as key, l.customer_id, l.position, l.state,
             l.line #>> '{subject,customerName}' as name, l.line #>> '{plan,address,psaContractId}' as contract,
             l.line #> '{plan,money}' as money,
             jsonb_array_length(l.line #> '{plan,refusals}') > 0 or jsonb_array_length(l.line #> '{plan,warnings}') > 0
               or l.line #> '{plan,confirmation}' is not null as needs
        from plan_lines as l
       where l.partner_id = ${tx.ctx.partnerId}::uuid and l.plan_id = ${planId}::uuid
    ), named as (
      select key, min(customer_id::text) as "customerId", min(name) as "customerName", min(position)::int as position,
             count(*)::int as lines, count(distinct contract)::int as contracts,
             count(*) filter (where needs)::int as "needPerson"
        from own group by key having min(position) > ${page.after} order by min(position) limit ${page.limit}
    )
    select named."customerId", named."customerName", named.position, named.lines, named.contracts, named."needPerson",
           (select jsonb_object_agg(s.state, s.count)
              from (select state, count(*) from own where own.key = named.key group by state) as s) as states,
           (select coalesce(jsonb_agg(m order by m.currency), '[]') from (
              select money ->> 'currency' as currency, money ->> 'cycle' as cycle,
                     sum((money ->> 'recurringDeltaMinor')::numeric)::text as "recurringDeltaMinor",
                     sum((money ->> 'currentPeriodMinor')::numeric)::text as "currentPeriodMinor"
                from own where own.key = named.key and money is not null group by 1, 2) as m) as money
      from named order by named.position`);
  return rows;
}
