import { sql } from "drizzle-orm";
import type { MappingState } from "@/db/schema/mappings";
import type { Tx } from "@/lib/auth/context";

export type CustomerMappingRow = {
  customerId: string;
  vendorCustomerId: string;
  companyName: string;
  currency: string | null;
  state: MappingState;
  connectionId: string | null;
  psaCompanyId: string | null;
  psaCompanyName: string | null;
  externalReference: string | null;
  reason: string | null;
  version: number | null;
};

export type ProductMappingRow = {
  productId: string;
  sku: string;
  name: string;
  billingCycle: string;
  term: string;
  unit: string;
  kind: string;
  state: MappingState;
  psaItemId: string | null;
  itemName: string | null;
  factor: string | null;
  allowance: string | null;
  minimum: string | null;
  driver: "orders" | "usage" | null;
  reason: string | null;
  version: number | null;
};

export type ContractLinkRow = {
  subscriptionId: string;
  vendorSubscriptionId: string;
  customerId: string;
  productId: string;
  connectionId: string | null;
  psaContractId: string | null;
  contractName: string | null;
  psaLineId: string | null;
  lineState: "live" | "dormant" | null;
  version: number | null;
};

export type Page = { after?: string; limit: number };

/** Every customer with its mapping or none, by name; the key of a row is its name and id. */
export async function pageOfCustomers(
  tx: Tx,
  page: Page & { states?: readonly MappingState[] },
): Promise<(CustomerMappingRow & { key: string })[]> {
  const { rows } = await tx.db.execute<CustomerMappingRow & { key: string }>(sql`
    select * from (
      select c.id as "customerId", c.vendor_customer_id as "vendorCustomerId", c.company_name as "companyName",
             c.currency, coalesce(m.state, 'not_mapped') as state, m.connection_id as "connectionId",
             m.psa_company_id as "psaCompanyId", m.psa_company_name as "psaCompanyName",
             m.external_reference as "externalReference", m.reason, m.version, c.id::text as key
        from customers as c
        left join customer_mappings as m on m.partner_id = c.partner_id and m.customer_id = c.id
       where c.partner_id = ${tx.ctx.partnerId}::uuid) as listed
     where ${keyed(page)} and ${stated(page.states)}
     order by key limit ${page.limit}`);
  return rows;
}

/** Products that customers of this partner hold, with their mapping on the connection or none. */
export async function pageOfProducts(
  tx: Tx,
  connectionId: string,
  page: Page & { states?: readonly MappingState[] },
): Promise<(ProductMappingRow & { key: string })[]> {
  const partner = sql`${tx.ctx.partnerId}::uuid`;
  const { rows } = await tx.db.execute<ProductMappingRow & { key: string }>(sql`
    select * from (
      select p.id as "productId", p.sku, p.name, p.billing_cycle as "billingCycle", p.term, p.unit, p.kind,
             coalesce(m.state, 'not_mapped') as state, m.psa_item_id as "psaItemId", i.name as "itemName",
             m.legs -> 0 ->> 'factor' as factor, trim_scale(m.allowance)::text as allowance,
             trim_scale(m.minimum)::text as minimum, m.driver, m.reason, m.version, p.id::text as key
        from products as p
        left join product_mappings as m
          on m.partner_id = ${partner} and m.connection_id = ${connectionId}::uuid and m.product_id = p.id
        left join mirror_catalog_items as i on i.partner_id = ${partner} and i.connection_id = m.connection_id
          and i.psa_item_id = m.psa_item_id
       where m.id is not null
          or exists (select from subscriptions as s where s.partner_id = ${partner} and s.product_id = p.id)) as listed
     where ${keyed(page)} and ${stated(page.states)}
     order by key limit ${page.limit}`);
  return rows;
}

/** Subscriptions with their contract and line, or none yet. */
export async function pageOfLinks(
  tx: Tx,
  page: Page & { customerId?: string },
): Promise<(ContractLinkRow & { key: string })[]> {
  const ofCustomer =
    page.customerId === undefined ? sql`true` : sql`s.customer_id = ${page.customerId}::uuid`;
  const { rows } = await tx.db.execute<ContractLinkRow & { key: string }>(sql`
    select s.id as "subscriptionId", s.vendor_subscription_id as "vendorSubscriptionId",
           s.customer_id as "customerId", s.product_id as "productId", l.connection_id as "connectionId",
           l.psa_contract_id as "psaContractId", c.name as "contractName", line.psa_line_id as "psaLineId",
           line.state as "lineState", l.version, s.id::text as key
      from subscriptions as s
      left join contract_links as l on l.partner_id = s.partner_id and l.subscription_id = s.id
      left join mirror_contracts as c on c.partner_id = l.partner_id and c.connection_id = l.connection_id
        and c.psa_contract_id = l.psa_contract_id
      left join line_links as line on line.partner_id = l.partner_id and line.id = l.line_link_id
     where s.partner_id = ${tx.ctx.partnerId}::uuid and ${ofCustomer}
       and ${page.after === undefined ? sql`true` : sql`s.id > ${page.after}::uuid`}
     order by s.id limit ${page.limit}`);
  return rows;
}

const keyed = (page: Page) => (page.after === undefined ? sql`true` : sql`key > ${page.after}`);

const stated = (states: readonly MappingState[] | undefined) =>
  states === undefined
    ? sql`true`
    : sql`state in (${sql.join(
        states.map((state) => sql`${state}`),
        sql`, `,
      )})`;
