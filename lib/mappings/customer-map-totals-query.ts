import { sql } from "drizzle-orm";
import { isoText } from "@/db/iso-text";
import type { ConnectionState } from "@/db/schema/connections";
import type { Tx } from "@/lib/auth/context";
import type { MapState } from "./customer-map";
import { heldMoney, mapCustomers, mapState, type YearlyMoney } from "./customer-map-query";

export type StateTotal = { state: MapState; customers: number; money: YearlyMoney[] };

/** Customers and their money by state, each customer counted once. */
export async function totalsOfCustomerMap(tx: Tx): Promise<StateTotal[]> {
  const { rows } = await tx.db.execute<StateTotal>(sql`
    with listed as materialized (select c.id, ${mapState} as state from ${mapCustomers(tx)}),
    money as (
      select l.state, h.currency, sum(h.per_year) as per_year
        from (${heldMoney(sql`s.partner_id = ${tx.ctx.partnerId}::uuid`)}) as h join listed as l on l.id = h.customer_id
       group by 1, 2)
    select counted.state, counted.customers,
           coalesce((select json_agg(json_build_object('currency', m.currency, 'perYear', trim_scale(m.per_year)::text)
                                     order by m.currency)
                       from money as m where m.state = counted.state and m.per_year <> 0), '[]'::json) as money
      from (select state, count(*)::int as customers from listed group by state) as counted`);
  return rows;
}

export type MapConnectionRow = {
  id: string;
  name: string;
  provider: string;
  state: ConnectionState;
  timeZone: string;
  /** When its state last changed. */
  stateSince: string;
  readAt: string | null;
  problem: string | null;
  /** Companies of type Customer that no customer is mapped to. */
  freeCompanies: number;
};

/** Connections that customers can be mapped on, oldest first, with how their list of companies stands. */
export async function connectionsOfCustomerMap(tx: Tx): Promise<MapConnectionRow[]> {
  const { rows } = await tx.db.execute<MapConnectionRow>(sql`
    select k.id, k.name, k.provider, k.state, k.time_zone as "timeZone", ${isoText(sql`k.updated_at`)} as "stateSince",
           ${isoText(sql`lists.read_at`)} as "readAt", lists.problem,
           (select count(*)::int from mirror_companies as co
             where co.partner_id = k.partner_id and co.connection_id = k.id
               and co.is_customer and co.is_active and not co.is_owner and not co.is_gone
               and not exists (select from customer_mappings as m
                    where m.partner_id = co.partner_id and m.connection_id = co.connection_id
                      and m.psa_company_id = co.psa_company_id and m.state = 'mapped')) as "freeCompanies"
      from connections as k
      left join mirror_lists as lists on lists.partner_id = k.partner_id and lists.connection_id = k.id
        and lists.list = 'companies'
     where k.partner_id = ${tx.ctx.partnerId}::uuid and k.state not in ('draft', 'disabled')
     order by k.created_at, k.id`);
  return rows;
}
