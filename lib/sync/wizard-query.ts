import { sql } from "drizzle-orm";
import { isoText } from "@/db/iso-text";
import { uuidArray } from "@/db/uuid-array";
import type { Tx } from "@/lib/auth/context";
import type { Contract } from "@/lib/psa/records";
import type { WizardTask } from "./wizard-steps";

/** What the wizard shows beside the task itself, in one statement. Reads across concepts, of both sides. */
export type WizardFacts = {
  orders: {
    id: string;
    name: string;
    type: string;
    reason: string | null;
    orderedAt: string;
    effectiveDate: string | null;
    quantity: string | null;
    unitPrice: string | null;
    unitCost: string | null;
    text: string | null;
    psaContractHint: string | null;
  }[];
  customer: {
    id: string;
    vendorCustomerId: string;
    name: string;
    address: string[];
    phone: string | null;
    webAddress: string | null;
    mappingVersion: number | null;
    mappingState: string | null;
    psaCompanyId: string | null;
    psaCompanyName: string | null;
    mappedConnectionId: string | null;
  };
  product: {
    id: string;
    name: string;
    sku: string;
    billingCycle: NonNullable<Contract["cycle"]>;
    term: string;
    unit: string;
    kind: string;
    mappingVersion: number | null;
    mappingState: string | null;
    psaItemId: string | null;
    itemName: string | null;
    itemPrice: string | null;
    itemCost: string | null;
  };
  subscription: {
    id: string;
    vendorSubscriptionId: string;
    startDate: string | null;
    endDate: string | null;
    linkVersion: number | null;
    psaContractId: string | null;
    contractName: string | null;
    psaLineId: string | null;
  };
};

export async function selectWizardFacts(tx: Tx, taskId: string): Promise<WizardFacts | undefined> {
  const { rows } = await tx.db.execute<WizardFacts>(sql`
    select (select coalesce(jsonb_agg(jsonb_build_object('id', o.id,
                     'name', case when o.reference is null then o.vendor_order_id
                                  else o.vendor_order_id || ' (' || o.reference || ')' end,
                     'type', o.type, 'reason', o.reason, 'orderedAt', ${isoText(sql`o.ordered_at`)},
                     'effectiveDate', l.effective_date, 'quantity', trim_scale(l.quantity)::text,
                     'unitPrice', trim_scale(l.unit_price)::text, 'unitCost', trim_scale(l.unit_cost)::text,
                     'text', l.text, 'psaContractHint', o.psa_hint ->> 'psaContractId')
                   order by l.ordered_at, l.sequence), '[]')
              from order_lines as l join orders as o on o.partner_id = l.partner_id and o.id = l.order_id
             where l.partner_id = t.partner_id and l.id = any(t.order_line_ids)) as orders,
           jsonb_build_object('id', c.id, 'vendorCustomerId', c.vendor_customer_id, 'name', c.company_name,
             'address', (select coalesce(jsonb_agg(line), '[]')
                           from unnest(array[c.address_line1, c.address_line2, concat_ws(' ', c.postal_code, c.city),
                                             c.state, c.country]) as line where coalesce(line, '') <> ''),
             'phone', c.phone, 'webAddress', c.web_address, 'mappingVersion', cm.version, 'mappingState', cm.state,
             'psaCompanyId', cm.psa_company_id, 'psaCompanyName', cm.psa_company_name,
             'mappedConnectionId', cm.connection_id) as customer,
           jsonb_build_object('id', p.id, 'name', p.name, 'sku', p.sku, 'billingCycle', p.billing_cycle, 'term', p.term,
             'unit', p.unit, 'kind', p.kind, 'mappingVersion', pm.version, 'mappingState', pm.state,
             'psaItemId', pm.psa_item_id, 'itemName', i.name, 'itemPrice', trim_scale(i.unit_price)::text,
             'itemCost', trim_scale(i.unit_cost)::text) as product,
           jsonb_build_object('id', s.id, 'vendorSubscriptionId', s.vendor_subscription_id, 'startDate', s.start_date,
             'endDate', s.end_date, 'linkVersion', cl.version, 'psaContractId', cl.psa_contract_id,
             'contractName', coalesce(mc.name, cl.psa_contract_id), 'psaLineId', ll.psa_line_id) as subscription
      from sync_tasks as t
      join customers as c on c.partner_id = t.partner_id and c.id = t.customer_id
      join subscriptions as s on s.partner_id = t.partner_id and s.id = t.subscription_id
      join products as p on p.id = t.product_id
      left join customer_mappings as cm on cm.partner_id = t.partner_id and cm.customer_id = t.customer_id
      left join product_mappings as pm on pm.partner_id = t.partner_id and pm.connection_id = t.connection_id
            and pm.product_id = t.product_id
      left join mirror_catalog_items as i on i.partner_id = t.partner_id and i.connection_id = t.connection_id
            and i.psa_item_id = pm.psa_item_id
      left join contract_links as cl on cl.partner_id = t.partner_id and cl.subscription_id = t.subscription_id
            and cl.connection_id = t.connection_id
      left join mirror_contracts as mc on mc.partner_id = t.partner_id and mc.connection_id = t.connection_id
            and mc.psa_contract_id = cl.psa_contract_id
      left join line_links as ll on ll.partner_id = t.partner_id and ll.id = cl.line_link_id and ll.state = 'live'
     where t.partner_id = ${tx.ctx.partnerId}::uuid and t.id = ${taskId}::uuid`);
  return rows[0];
}

/** Tasks of this customer on this connection that wait for a decision, the given one among them, by number. */
export async function selectWaitingOfCustomer(
  tx: Tx,
  of: { connectionId: string; customerId: string },
): Promise<WizardTask[]> {
  const { rows } = await tx.db.execute<WizardTask>(sql`
    select t.id, t.number::int as number, t.state, t.sentence, t.missing, p.name as "productName", t.subscription_id as "subscriptionId"
      from sync_tasks as t join products as p on p.id = t.product_id
     where t.partner_id = ${tx.ctx.partnerId}::uuid and t.connection_id = ${of.connectionId}::uuid
       and t.customer_id = ${of.customerId}::uuid and t.state in ('needs_mapping', 'ready', 'held')
     order by t.number limit 50`);
  return rows;
}

/** The task after these: the list shows the latest first, so the one with the next smaller number, else the highest. */
export async function selectNextTask(
  tx: Tx,
  after: { connectionId: string; number: number; besides: readonly string[] },
): Promise<{ id: string; number: number; sentence: string; customerName: string } | undefined> {
  const { rows } = await tx.db.execute<{
    id: string;
    number: number;
    sentence: string;
    customerName: string;
  }>(sql`
    select t.id, t.number::int as number, t.sentence, c.company_name as "customerName"
      from sync_tasks as t join customers as c on c.partner_id = t.partner_id and c.id = t.customer_id
     where t.partner_id = ${tx.ctx.partnerId}::uuid and t.connection_id = ${after.connectionId}::uuid
       and t.state in ('needs_mapping', 'ready') and not t.id = any(${uuidArray(after.besides)})
     order by t.number < ${after.number} desc, t.number desc limit 1`);
  return rows[0];
}

export type MirroredContract = {
  psaContractId: string;
  psaCompanyId: string;
  name: string;
  kindName: string;
  isRecurring: boolean;
  isActive: boolean;
  cycle: string | null;
  currency: string | null;
  startDate: string;
  endDate: string | null;
  readAt: string;
};

/** Contracts of a company as last read. */
export async function selectContractsOfCompany(
  tx: Tx,
  of: { connectionId: string; psaCompanyId: string },
): Promise<MirroredContract[]> {
  const { rows } = await tx.db.execute<MirroredContract>(sql`
    select psa_contract_id as "psaContractId", psa_company_id as "psaCompanyId", name, kind_name as "kindName",
           is_recurring as "isRecurring", is_active as "isActive", cycle, currency, start_date::text as "startDate",
           end_date::text as "endDate", ${isoText(sql`read_at`)} as "readAt"
      from mirror_contracts
     where partner_id = ${tx.ctx.partnerId}::uuid and connection_id = ${of.connectionId}::uuid
       and psa_company_id = ${of.psaCompanyId} and not is_gone
     order by name, psa_contract_id limit 200`);
  return rows;
}
