import { sql } from "drizzle-orm";
import type { Tx } from "@/lib/auth/context";
import type { RecurringCycle } from "@/lib/billing/periods";
import type { ExampleLine } from "./example-line";

type Row = {
  customer: string;
  product: string;
  unit: string;
  quantity: string;
  price: string;
  vendor_price: string | null;
  vendor_cost: string | null;
  currency: string;
  start_date: string;
  cycle: RecurringCycle;
  end_date: string | null;
  contract: string | null;
};

/**
 * The partner's subscription that shows most: one that stands on a line of this connection, monthly, with several units;
 * failing that any that runs. Undefined when no customer holds one with a price. Reads across concepts.
 */
export async function findExampleLine(
  tx: Tx,
  connectionId: string,
  today: string,
): Promise<ExampleLine | undefined> {
  const { rows } = await tx.db.execute<Row>(sql`
    select c.company_name as customer, p.name as product, p.unit, trim_scale(s.quantity)::text as quantity,
      trim_scale(coalesce(ml.unit_price, i.unit_price, s.unit_price))::text as price,
      trim_scale(s.unit_price)::text as vendor_price, trim_scale(s.unit_cost)::text as vendor_cost,
      coalesce(mc.currency, s.currency) as currency, coalesce(mc.start_date, s.start_date)::text as start_date,
      coalesce(mc.cycle, p.billing_cycle) as cycle, mc.end_date::text as end_date, mc.name as contract
    from subscriptions as s
    join customers as c on c.partner_id = s.partner_id and c.id = s.customer_id
    join products as p on p.id = s.product_id
    left join contract_links as cl on cl.partner_id = s.partner_id and cl.subscription_id = s.id
          and cl.connection_id = ${connectionId}::uuid
    left join mirror_contracts as mc on mc.partner_id = cl.partner_id and mc.connection_id = cl.connection_id
          and mc.psa_contract_id = cl.psa_contract_id and not mc.is_gone and mc.cycle is not null
          and mc.start_date <= ${today}::date and (mc.end_date is null or mc.end_date >= ${today}::date)
    left join line_links as ll on ll.partner_id = cl.partner_id and ll.id = cl.line_link_id and ll.state = 'live'
    left join mirror_lines as ml on ml.partner_id = ll.partner_id and ml.connection_id = ll.connection_id
          and ml.psa_line_id = ll.psa_line_id and not ml.is_gone and mc.psa_contract_id is not null
    left join product_mappings as pm on pm.partner_id = s.partner_id and pm.product_id = s.product_id
          and pm.connection_id = ${connectionId}::uuid and pm.state = 'mapped'
    left join mirror_catalog_items as i on i.partner_id = pm.partner_id and i.connection_id = pm.connection_id
          and i.psa_item_id = pm.psa_item_id
    where s.partner_id = ${tx.ctx.partnerId}::uuid and s.status = 'active' and p.kind = 'licence' and s.quantity > 0
      and coalesce(mc.cycle, p.billing_cycle) <> 'one_time' and coalesce(mc.start_date, s.start_date) <= ${today}::date
      and coalesce(ml.unit_price, i.unit_price, s.unit_price) > 0
    order by (ml.psa_line_id is not null) desc, (mc.psa_contract_id is not null) desc,
      (coalesce(mc.cycle, p.billing_cycle) = 'monthly') desc, (s.quantity between 3 and 50) desc, c.company_name, s.id
    limit 1`);
  return rows[0] && lineOf(rows[0]);
}

function lineOf(row: Row): ExampleLine {
  const { customer, product, unit, quantity, currency, cycle } = row;
  return {
    customer,
    product,
    unit,
    quantity,
    unitPrice: row.price,
    ...(row.vendor_price !== null && { vendorPrice: row.vendor_price }),
    ...(row.vendor_cost !== null && { vendorCost: row.vendor_cost }),
    currency,
    schedule: {
      anchorDate: row.start_date,
      cycle,
      ...(row.end_date !== null && { endDate: row.end_date }),
    },
    ...(row.contract !== null && { contract: row.contract }),
  };
}

/** Company types that are not the PSA's own "customer", with how many active companies carry each: one statement. */
export async function selectOtherCompanyTypes(
  tx: Tx,
  connectionId: string,
): Promise<{ typeName: string; companies: number; example: string }[]> {
  const { rows } = await tx.db.execute<{ type_name: string; companies: number; example: string }>(sql`
    select type_name, count(*)::int as companies, min(name) as example from mirror_companies
     where partner_id = ${tx.ctx.partnerId}::uuid and connection_id = ${connectionId}::uuid
       and not is_customer and is_active and not is_owner and not is_gone
     group by type_name order by type_name limit 50`);
  return rows.map(({ type_name, companies, example }) => ({ typeName: type_name, companies, example }));
}

/** Active billing codes as they were read, each with what the PSA uses it for. */
export async function selectBillingCodes(
  tx: Tx,
  connectionId: string,
): Promise<{ id: string; name: string }[]> {
  const { rows } = await tx.db.execute<{ id: string; name: string }>(sql`
    select psa_billing_code_id as id, name || case when use_name = '' then '' else ' (' || use_name || ')' end as name
      from mirror_billing_codes
     where partner_id = ${tx.ctx.partnerId}::uuid and connection_id = ${connectionId}::uuid
       and is_active and not is_gone
     order by name limit 500`);
  return rows;
}
