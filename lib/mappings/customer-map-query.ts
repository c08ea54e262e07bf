import { type SQL, sql } from "drizzle-orm";
import { isoText } from "@/db/iso-text";
import type { Actor, Tx } from "@/lib/auth/context";
import type { Place } from "@/lib/http/paging";
import { likeText } from "@/lib/like-text";
import type { MapFilter, MapSort, MapState } from "./customer-map";

/** Money of a year as exact decimals; its month is a twelfth. */
export type YearlyMoney = { currency: string; perYear: string };

export type MapRow = {
  customerId: string;
  vendorCustomerId: string;
  companyName: string;
  currency: string | null;
  state: MapState;
  connectionId: string | null;
  psaCompanyId: string | null;
  psaCompanyName: string | null;
  /** As the mirror names the company now. */
  mirrorName: string | null;
  isGone: boolean | null;
  isActive: boolean | null;
  reason: string | null;
  version: number | null;
  changedAt: string | null;
  changedBy: Actor | null;
  services: number;
  money: YearlyMoney[];
  place: string;
};

/** What a customer holds now, by currency. Cycles are brought to a year, because twelve months divide no price. */
export const heldMoney = (where: SQL): SQL => sql`
  select s.customer_id, s.currency, count(*)::int as services,
         sum(s.quantity * s.unit_price * case p.billing_cycle when 'monthly' then 12 when 'quarterly' then 4
                                              when 'semiannual' then 2 when 'annual' then 1 else 0 end) as per_year
    from subscriptions as s join products as p on p.id = s.product_id
   where s.status = 'active' and ${where}
   group by s.customer_id, s.currency`;

/** A mapping onto a company that no longer answers, or is switched off, is shown as broken. */
export const mapState = sql`case
  when m.state = 'do_not_map' then 'do_not_map'
  when m.state = 'broken' or (m.state = 'mapped' and (co.is_gone or not co.is_active)) then 'broken'
  when m.state = 'mapped' then 'mapped' else 'not_mapped' end`;

/** Every customer with its mapping or none; closed ones only while they are mapped. */
export const mapCustomers = (tx: Tx, join = sql``): SQL => sql`
  customers as c
  left join customer_mappings as m on m.partner_id = c.partner_id and m.customer_id = c.id
  left join mirror_companies as co on co.partner_id = m.partner_id and co.connection_id = m.connection_id
    and co.psa_company_id = m.psa_company_id ${join}
 where c.partner_id = ${tx.ctx.partnerId}::uuid and (c.status <> 'closed' or m.state in ('mapped', 'broken'))`;

/** For lists that go by money, the largest amount of each customer in any one currency, worked out once. */
const peaks = (tx: Tx): SQL => sql`peaks as materialized (
  select h.customer_id, max(h.per_year) as peak
    from (${heldMoney(sql`s.partner_id = ${tx.ctx.partnerId}::uuid`)}) as h group by h.customer_id)`;
const joinPeaks = sql`left join peaks on peaks.customer_id = c.id`;
const peak = sql`coalesce(peaks.peak, 0)`;

/** Each sort's key; the id decides among equals. A key travels as text and comes back as its type. */
const keys: Record<MapSort, { key: SQL; text: SQL; type: SQL }> = {
  name: { key: sql`c.company_name`, text: sql`c.company_name`, type: sql`text` },
  money: { key: peak, text: sql`${peak}::text`, type: sql`numeric` },
  changed: {
    key: sql`coalesce(m.updated_at, timestamptz 'epoch')`,
    text: isoText(sql`coalesce(m.updated_at, timestamptz 'epoch')`),
    type: sql`timestamptz`,
  },
};

export async function pageOfCustomerMap(
  tx: Tx,
  wish: {
    filter: MapFilter;
    sort: MapSort;
    isDescending: boolean;
    after: Place | undefined;
    limit: number;
  },
): Promise<MapRow[]> {
  const { key, text, type } = keys[wish.sort];
  const direction = wish.isDescending ? sql`desc` : sql`asc`;
  const goesOn =
    wish.after === undefined
      ? sql`true`
      : sql`(${key}, c.id) ${wish.isDescending ? sql`<` : sql`>`} (${wish.after.value}::${type}, ${wish.after.id}::uuid)`;
  const byMoney = wish.sort === "money" || wish.filter.hasMoney === true;
  const pageOf = sql`
    ${byMoney ? sql`${peaks(tx)},` : sql``} page as materialized (
      select ${rowColumns}, ${key} as key, ${text} as place
        from ${mapCustomers(tx, byMoney ? joinPeaks : undefined)} and ${goesOn} and ${passes(wish.filter)}
       order by ${key} ${direction}, c.id ${direction} limit ${wish.limit})`;
  return described(tx, pageOf, sql`order by page.key ${direction}, page.id ${direction}`);
}

/** One customer as its row shows it, whatever its state. */
export async function findOnCustomerMap(tx: Tx, customerId: string): Promise<MapRow | undefined> {
  const [row] = await described(
    tx,
    sql`page as materialized (
      select ${rowColumns}, c.company_name as place from ${mapCustomers(tx)} and c.id = ${customerId}::uuid)`,
    sql``,
  );
  return row;
}

const rowColumns = sql`c.partner_id, c.id, m.id as mapping_id, c.vendor_customer_id, c.company_name, c.currency,
  ${mapState} as state, m.connection_id, m.psa_company_id, m.psa_company_name, co.name as mirror_name, co.is_gone,
  co.is_active, m.reason, m.version, m.updated_at`;

/** What is worked out only for the rows that are shown: their money and who changed them last. */
async function described(tx: Tx, page: SQL, order: SQL): Promise<MapRow[]> {
  const { rows } = await tx.db.execute<MapRow>(sql`
    with ${page}
    select page.id as "customerId", page.vendor_customer_id as "vendorCustomerId", page.company_name as "companyName",
           page.currency, page.state, page.connection_id as "connectionId", page.psa_company_id as "psaCompanyId",
           page.psa_company_name as "psaCompanyName", page.mirror_name as "mirrorName", page.is_gone as "isGone",
           page.is_active as "isActive", page.reason, page.version, ${isoText(sql`page.updated_at`)} as "changedAt",
           page.place, last.actor as "changedBy", coalesce(held.services, 0) as services,
           coalesce(held.money, '[]'::json) as money
      from page
      left join lateral (
        select sum(h.services)::int as services,
               json_agg(json_build_object('currency', h.currency, 'perYear', trim_scale(h.per_year)::text)
                        order by h.currency) filter (where h.per_year <> 0) as money
          from (${heldMoney(sql`s.partner_id = page.partner_id and s.customer_id = page.id`)}) as h) as held on true
      left join lateral (
        select a.actor from audit_entries as a
         where a.partner_id = page.partner_id and a.record_kind = 'customer_mapping'
           and a.record_id = page.mapping_id::text
         order by a.sequence desc limit 1) as last on true
     ${order}`);
  return rows;
}

/** How many customers pass the filter, counted no further than 10,000 and one. */
export async function countCustomerMap(tx: Tx, filter: MapFilter): Promise<number> {
  const { rows } = await tx.db.execute<{ count: number }>(sql`
    ${filter.hasMoney ? sql`with ${peaks(tx)}` : sql``}
    select count(*)::int as count
      from (select from ${mapCustomers(tx, filter.hasMoney ? joinPeaks : undefined)} and ${passes(filter)} limit 10001) as counted`);
  return rows[0]?.count ?? 0;
}

function passes(filter: MapFilter): SQL {
  const conditions: SQL[] = [sql`true`];
  const text = filter.search?.trim();
  if (text) {
    const held = `%${likeText(text)}%`;
    conditions.push(sql`(c.company_name ilike ${held} or c.vendor_customer_id = ${text} or m.psa_company_id = ${text}
      or m.psa_company_name ilike ${held} or co.name ilike ${held})`);
  }
  if (filter.states && filter.states.length > 0) {
    const states = filter.states.map((state) => sql`${state}`);
    conditions.push(sql`${mapState} in (${sql.join(states, sql`, `)})`);
  }
  if (filter.hasMoney) conditions.push(sql`${peak} > 0`);
  return sql.join(conditions, sql` and `);
}
