import { type SQL, sql } from "drizzle-orm";
import { isoText } from "@/db/iso-text";
import type { Tx } from "@/lib/auth/context";
import { billingSettings } from "@/lib/connections/settings";
import { lineOwners } from "@/lib/mappings/line-memory";
import type { BillingCycle, LinePeriod } from "@/lib/psa/records";
import type { LineMemory, WrittenChange } from "./drift";

/** A line that is ours to write: what we know of it, whose it is, and our copy of what the PSA shows. */
export type KnownLine = LineMemory & {
  lineLinkId: string;
  connectionId: string;
  psaContractId: string;
  psaItemId: string;
  psaLineId: string;
  provider: string;
  timeZone: string;
  customerId: string | null;
  customerName: string;
  psaCompanyName: string;
  subscriptionId: string | null;
  endDate: string | null;
  productName: string;
  contractName: string;
  unit: string;
  cycle: BillingCycle;
  currency: string;
  /** A write of ours to it is on its way, or nobody knows yet what became of it: what it shows proves nothing. */
  isInDoubt: boolean;
  /** What the vendor asks now, where one PSA unit is one of the vendor's and the subscription runs. */
  vendor: { unitPrice: string | null; unitCost: string | null; movedOn: string | null } | null;
  mirror: {
    periods: readonly Omit<LinePeriod, "postedAt">[];
    unitPrice: string | null;
    unitCost: string | null;
    readAt: string;
  } | null;
};

type Owners = Parameters<typeof lineOwners>[0]["line"];
type Row = Omit<KnownLine, "owners" | "changes"> & {
  settings: unknown;
  lineOwners: Owners;
  productOwners: Owners;
  changes: WrittenChange[];
};

/** Lines of these ids in the PSA, by that id. */
export async function knownLines(
  tx: Tx,
  connectionId: string,
  psaLineIds: readonly string[],
): Promise<Map<string, KnownLine>> {
  if (psaLineIds.length === 0) return new Map();
  const ids = JSON.stringify(psaLineIds);
  const lines = await read(
    tx,
    connectionId,
    sql`l.psa_line_id = any(array(select jsonb_array_elements_text(${ids}::jsonb)))`,
  );
  return new Map(lines.map((line) => [line.psaLineId, line]));
}

/** The next lines of a connection behind one of them, by their own id. */
export function knownLinesAfter(
  tx: Tx,
  connectionId: string,
  after: string | undefined,
  limit: number,
): Promise<KnownLine[]> {
  const from = after === undefined ? sql`true` : sql`l.id > ${after}::uuid`;
  return read(tx, connectionId, sql`${from} order by l.id limit ${limit}`);
}

/** Lines that operations of a plan wrote to. */
export function knownLinesOfPlan(tx: Tx, connectionId: string, planId: string): Promise<KnownLine[]> {
  return read(
    tx,
    connectionId,
    sql`l.psa_line_id in (select o.psa_line_id from operations as o
          where o.partner_id = ${tx.ctx.partnerId}::uuid and o.plan_id = ${planId}::uuid)`,
  );
}

/** More writes than these lie too far back to have a say in what stands there now. */
const rememberedWrites = 60;

async function read(tx: Tx, connectionId: string, where: SQL): Promise<KnownLine[]> {
  const { rows } = await tx.db.execute<Row>(sql`
    select l.id as "lineLinkId", l.connection_id as "connectionId", l.psa_contract_id as "psaContractId",
           l.psa_item_id as "psaItemId", l.psa_line_id as "psaLineId", k.provider, k.time_zone as "timeZone",
           k.settings, l.last_written as "lastWritten", l.owners as "lineOwners", l.accepted, l.pin as pins,
           pm.owners as "productOwners", s.customer_id as "customerId", coalesce(c.company_name, '') as "customerName",
           coalesce(cm.psa_company_name, '') as "psaCompanyName", s.id as "subscriptionId",
           s.end_date::text as "endDate", coalesce(p.name, l.psa_item_id) as "productName",
           coalesce(mc.name, l.psa_contract_id) as "contractName", coalesce(p.unit, 'each') as unit,
           coalesce(p.billing_cycle, mc.cycle, 'monthly') as cycle, coalesce(s.currency, mc.currency, k.currency, 'USD')
             as currency,
           case when s.status = 'active' and coalesce(pm.legs -> 0 ->> 'factor', '1') = '1' then jsonb_build_object(
             'unitPrice', trim_scale(s.unit_price)::text, 'unitCost', trim_scale(s.unit_cost)::text,
             'movedOn', (select max(ol.effective_date)::text from order_lines as ol
                          where ol.partner_id = s.partner_id and ol.subscription_id = s.id)) end as vendor,
           case when m.psa_line_id is null then null else jsonb_build_object('periods', m.periods,
             'unitPrice', trim_scale(m.unit_price)::text, 'unitCost', trim_scale(m.unit_cost)::text,
             'readAt', ${isoText(sql`m.read_at`)}) end as mirror,
           exists (select from operations as o
                    where o.partner_id = l.partner_id and o.connection_id = l.connection_id
                      and o.psa_line_id = l.psa_line_id and o.state in ('sending', 'unknown', 'needs_review')
                  ) as "isInDoubt",
           written.changes
      from line_links as l
      join connections as k on k.partner_id = l.partner_id and k.id = l.connection_id
      left join lateral (
        select s.* from contract_links as cl
          join subscriptions as s on s.partner_id = cl.partner_id and s.id = cl.subscription_id
         where cl.partner_id = l.partner_id and cl.line_link_id = l.id
         order by s.created_at, s.id limit 1) as s on true
      left join customers as c on c.partner_id = l.partner_id and c.id = s.customer_id
      left join customer_mappings as cm on cm.partner_id = l.partner_id and cm.customer_id = s.customer_id
                                       and cm.connection_id = l.connection_id
      left join products as p on p.id = s.product_id
      left join product_mappings as pm on pm.partner_id = l.partner_id and pm.connection_id = l.connection_id
                                      and pm.product_id = s.product_id
      left join mirror_contracts as mc on mc.partner_id = l.partner_id and mc.connection_id = l.connection_id
                                      and mc.psa_contract_id = l.psa_contract_id
      left join mirror_lines as m on m.partner_id = l.partner_id and m.connection_id = l.connection_id
                                 and m.psa_line_id = l.psa_line_id and not m.is_gone and not coalesce(mc.is_gone, false)
     cross join lateral (
        select coalesce(jsonb_agg(jsonb_build_object(
                 'effectiveDate', o.intended ->> 'effectiveDate', 'quantityBefore', o.intended ->> 'quantityBefore',
                 'quantity', o.intended ->> 'quantity', 'unitPrice', o.intended ->> 'unitPrice',
                 'unitPriceBefore', o."unitPriceBefore", 'unitCost', o.intended ->> 'unitCost',
                 'unitCostBefore', o."unitCostBefore") order by o.finished_at, o.position), '[]') as changes
          from (select o.intended, o.finished_at, o.position, pl.line #>> '{before,unitPrice}' as "unitPriceBefore",
                       pl.line #>> '{before,unitCost}' as "unitCostBefore"
                  from operations as o
                  join plan_lines as pl on pl.partner_id = o.partner_id and pl.id = o.plan_line_id
                 where o.partner_id = l.partner_id and o.connection_id = l.connection_id
                   and o.psa_line_id = l.psa_line_id and o.state = 'confirmed'
                   and o.kind in ('set_line_quantity', 'set_line_price')
                 order by o.finished_at desc, o.position desc limit ${rememberedWrites}) as o) as written
     where l.partner_id = ${tx.ctx.partnerId}::uuid and l.connection_id = ${connectionId}::uuid and l.state = 'live'
       and ${where}`);
  return rows.map(({ settings, lineOwners: line, productOwners: product, ...row }) => ({
    ...row,
    owners: lineOwners({ line, product, settings: billingSettings(settings) }),
  }));
}
