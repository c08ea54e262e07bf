import { sql } from "drizzle-orm";
import { uuidArray } from "@/db/uuid-array";
import type { Tx } from "@/lib/auth/context";
import type { TaskForPlan } from "./task-for-plan";

/** jsonb with nulls in place of what is missing. */
type Loaded = { task: unknown; mapping: unknown };

/** Tasks with everything a plan needs, by id, in one statement; unknown ids are left out. */
export async function selectTasksForPlan(
  tx: Tx,
  taskIds: readonly string[],
): Promise<Map<string, TaskForPlan>> {
  const partner = sql`${tx.ctx.partnerId}::uuid`;
  const { rows } = await tx.db.execute<Loaded & { id: string }>(sql`
    select t.id,
      jsonb_build_object(
        'taskId', t.id, 'number', t.number, 'version', t.version, 'state', t.state, 'type', t.type,
        'origin', t.origin, 'direction', t.direction, 'effectiveDate', t.effective_date,
        'quantity', trim_scale(t.quantity)::text, 'previousQuantity', trim_scale(t.previous_quantity)::text,
        'unitPrice', trim_scale(t.unit_price)::text, 'unitCost', trim_scale(t.unit_cost)::text,
        'currency', t.currency, 'extras', coalesce(t.extras, '{}'), 'warnings', t.warnings, 'missing', t.missing,
        'sentence', t.sentence, 'planId', t.plan_id,
        'orders', (select coalesce(jsonb_agg(case when o.reference is null then o.vendor_order_id
                                                  else o.vendor_order_id || ' (' || o.reference || ')' end
                                             order by l.ordered_at, l.sequence), '[]')
                     from order_lines as l
                     join orders as o on o.partner_id = l.partner_id and o.id = l.order_id
                    where l.partner_id = t.partner_id and l.id = any(t.order_line_ids)),
        'customer', jsonb_build_object('id', c.id, 'vendorCustomerId', c.vendor_customer_id, 'name', c.company_name),
        'subscription', jsonb_build_object('id', s.id, 'vendorSubscriptionId', s.vendor_subscription_id,
                                           'startDate', s.start_date, 'endDate', s.end_date),
        'product', jsonb_build_object('id', p.id, 'name', p.name, 'sku', p.sku, 'cycle', p.billing_cycle,
                                      'unit', p.unit, 'kind', p.kind),
        'connection', jsonb_build_object('id', k.id, 'provider', k.provider, 'name', k.name, 'state', k.state,
          'timeZone', k.time_zone, 'currency', k.currency, 'databaseKey', k.database_key, 'settings', k.settings)
      ) as task,
      jsonb_build_object(
        'customerMapping', case when cm.id is null then null else
          jsonb_build_object('psaCompanyId', cm.psa_company_id, 'psaCompanyName', cm.psa_company_name,
                             'externalReference', cm.external_reference) end,
        'productMapping', case when pm.id is null then null else
          jsonb_build_object('id', pm.id, 'psaItemId', pm.psa_item_id,
            'item', case when i.psa_item_id is null then null else
              jsonb_build_object('name', i.name, 'unitPrice', trim_scale(i.unit_price)::text,
                                 'unitCost', trim_scale(i.unit_cost)::text) end,
            'factor', coalesce(pm.legs -> 0 ->> 'factor', '1'), 'allowance', trim_scale(pm.allowance)::text,
            'minimum', trim_scale(pm.minimum)::text, 'driver', pm.driver, 'owners', coalesce(pm.owners, '{}')) end,
        'contractLink', case when cl.id is null then null else
          jsonb_build_object('id', cl.id, 'psaContractId', cl.psa_contract_id,
            'contractName', coalesce(mc.name, cl.psa_contract_id),
            'contractDates', case when mc.psa_contract_id is null then null else
              jsonb_build_object('startDate', mc.start_date, 'endDate', mc.end_date) end,
            'line', case when ll.id is null then null else
              jsonb_build_object('lineLinkId', ll.id, 'psaLineId', ll.psa_line_id, 'psaItemId', ll.psa_item_id,
                'state', ll.state, 'key', ll.key, 'lastWritten', ll.last_written, 'owners', coalesce(ll.owners, '{}'),
                'allowance', trim_scale(ll.allowance)::text,
                'minimum', trim_scale(ll.minimum)::text) end,
            'takenPsaLineIds', (select coalesce(jsonb_agg(other.psa_line_id), '[]') from line_links as other
               where other.partner_id = t.partner_id and other.connection_id = cl.connection_id
                 and other.psa_contract_id = cl.psa_contract_id and other.psa_item_id = pm.psa_item_id
                 and other.state = 'live' and other.id is distinct from cl.line_link_id)) end
      ) as mapping
    from sync_tasks as t
    join customers as c on c.partner_id = t.partner_id and c.id = t.customer_id
    join subscriptions as s on s.partner_id = t.partner_id and s.id = t.subscription_id
    join products as p on p.id = t.product_id
    join connections as k on k.partner_id = t.partner_id and k.id = t.connection_id
    left join customer_mappings as cm on cm.partner_id = t.partner_id and cm.customer_id = t.customer_id
          and cm.connection_id = t.connection_id and cm.state = 'mapped'
    left join product_mappings as pm on pm.partner_id = t.partner_id and pm.connection_id = t.connection_id
          and pm.product_id = t.product_id and pm.state = 'mapped'
    left join mirror_catalog_items as i on i.partner_id = t.partner_id and i.connection_id = t.connection_id
          and i.psa_item_id = pm.psa_item_id
    left join contract_links as cl on cl.partner_id = t.partner_id and cl.subscription_id = t.subscription_id
          and cl.connection_id = t.connection_id
    left join mirror_contracts as mc on mc.partner_id = t.partner_id and mc.connection_id = t.connection_id
          and mc.psa_contract_id = cl.psa_contract_id
    left join line_links as ll on ll.partner_id = t.partner_id and ll.id = cl.line_link_id
   where t.partner_id = ${partner} and t.id = any(${uuidArray(taskIds)})`);

  return new Map(rows.map((row) => [row.id, fromRow(row)]));
}

/** The statement above names every member; nulls of SQL become absent members of TypeScript. */
function fromRow(row: Loaded): TaskForPlan {
  return withoutNulls({ ...(row.task as object), ...(row.mapping as object) }) as TaskForPlan;
}

function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, member]) => member !== null)
      .map(([name, member]) => [name, withoutNulls(member)]),
  );
}
