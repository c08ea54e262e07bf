import { randomUUID } from "node:crypto";
import type pg from "pg";

export type Filled = { partnerId: string; connectionId: string };

/**
 * Twenty partners, one of them with `size` subscriptions: nine of ten synced before (an applied task each), one of ten
 * usage. Everything is mapped, so that changes become ready tasks. Filled in bulk with triggers off, then analysed.
 */
export async function fill(superuser: pg.Pool, size: number): Promise<{ big: Filled; neighbour: Filled }> {
  const partners = Array.from({ length: 20 }, () => ({
    partnerId: randomUUID(),
    connectionId: randomUUID(),
  }));
  const client = await superuser.connect();
  try {
    await client.query("set session_replication_role = replica; set synchronous_commit = off");
    await fillProducts(client);
    for (const [index, partner] of partners.entries()) {
      await fillPartner(client, partner, index === 0 ? size : Math.max(100, Math.floor(size / 100)));
    }
    await client.query("reset session_replication_role; reset synchronous_commit");
    await client.query("vacuum analyze");
    await client.query("checkpoint");
  } finally {
    client.release();
  }
  const [big, neighbour] = partners;
  if (!big || !neighbour) throw new Error("There are no partners.");
  return { big, neighbour };
}

const at = "'2026-01-01T09:00:00Z'::timestamptz";

async function fillProducts(client: pg.PoolClient): Promise<void> {
  await client.query(`
    insert into product_families (id, code, name, as_of, created_at, updated_at)
    values ('00000000-0000-4000-8000-0000000000fa', '410', 'Office Suite', ${at}, ${at}, ${at});
    insert into products (id, family_id, sku, billing_cycle, term, name, kind, unit, as_of, content_hash, created_at, updated_at)
    select ('00000000-0000-4000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, '00000000-0000-4000-8000-0000000000fa',
           'SKU-' || n, 'monthly', 'P1Y', 'Product ' || n, case when n % 10 = 0 then 'usage' else 'licence' end,
           'seat', ${at}, 'filled', ${at}, ${at}
      from generate_series(0, 99) as n`);
}

async function fillPartner(client: pg.PoolClient, partner: Filled, size: number): Promise<void> {
  const { partnerId, connectionId } = partner;
  const own = `'${partnerId}'::uuid`;
  const made = `${own}, ${at}, ${at}`;
  const customers = Math.ceil(size / 10);
  await client.query(`
    insert into tenants (id, kind, name, created_at) values (${own}, 'partner', 'Partner', ${at});
    insert into partners (partner_id, code, name, country, currency, time_zone, created_at, updated_at)
    values (${own}, '${partnerId.slice(0, 8)}', 'Partner', 'GB', 'GBP', 'Europe/London', ${at}, ${at});
    insert into connections (partner_id, created_at, updated_at, id, provider, name, state, instance, database_key, time_zone, currency)
    values (${made}, '${connectionId}', 'autotask', 'Autotask', 'active', '{"address":"","displayName":""}',
            '${connectionId}', 'Europe/London', 'GBP');
    insert into sync_runs (partner_id, created_at, updated_at, connection_id, trigger, state, finished_at, counts)
    values (${made}, '${connectionId}', 'first', 'finished', ${at}, '{}');
    create temp table fill_customers on commit drop as select gen_random_uuid() as id, n from generate_series(1, ${customers}) as n;
    insert into customers (partner_id, created_at, updated_at, id, vendor_customer_id, company_name, as_of, content_hash)
    select ${made}, id, 'C-' || n, 'Customer ' || n, ${at}, 'filled' from fill_customers;
    insert into customer_mappings (partner_id, created_at, updated_at, customer_id, connection_id, psa_company_id, psa_company_name, state, external_reference)
    select ${made}, id, '${connectionId}', n::text, 'Company ' || n, 'mapped', 'EFS-' || n from fill_customers;
    insert into product_mappings (partner_id, created_at, updated_at, product_id, connection_id, state, legs, psa_item_id)
    select ${made}, id, '${connectionId}', 'mapped', '[{"psaItemId":"1","factor":"1"}]', sku from products;
    create temp table fill_subscriptions on commit drop as
    select gen_random_uuid() as id, gen_random_uuid() as order_id, gen_random_uuid() as line_id, g.n, c.id as customer_id,
           ('00000000-0000-4000-8000-' || lpad(to_hex(g.n % 100), 12, '0'))::uuid as product_id
      from generate_series(1, ${size}) as g(n) join fill_customers as c on c.n = 1 + g.n % ${customers};
    insert into subscriptions (partner_id, created_at, updated_at, id, vendor_subscription_id, customer_id, product_id,
      quantity, unit_price, unit_cost, currency, status, start_date, as_of)
    select ${made}, id, 'SUB-' || n, customer_id, product_id, 10, 9.4, 7.1, 'GBP', 'active', '2026-01-01', ${at}
      from fill_subscriptions;
    insert into contract_links (partner_id, created_at, updated_at, subscription_id, connection_id, psa_contract_id)
    select ${made}, id, '${connectionId}', 'K-' || customer_id from fill_subscriptions;
    insert into orders (partner_id, created_at, updated_at, id, vendor_order_id, type, customer_id, ordered_at, status, content_hash, ingest_sequence)
    select ${made}, order_id, 'O-' || n, 'sales', customer_id, ${at}, 'completed', 'filled', n from fill_subscriptions;
    insert into order_lines (partner_id, created_at, updated_at, id, order_id, vendor_line_id, customer_id, subscription_id,
      product_id, sequence, ordered_at, order_type, order_status, quantity, unit_price, unit_cost, currency, is_unchecked)
    select ${made}, line_id, order_id, '1', customer_id, id, product_id, n, ${at}, 'sales', 'completed', 10, 9.4, 7.1, 'GBP', false
      from fill_subscriptions;
    insert into sync_tasks (partner_id, created_at, updated_at, number, connection_id, sync_run_id, customer_id, subscription_id,
      product_id, type, origin, state, order_line_ids, order_sequence, ordered_at, effective_date, quantity, unit_price,
      unit_cost, currency, sentence)
    select ${made}, n, '${connectionId}', gen_random_uuid(), customer_id, id, product_id, 'sales', 'order', 'applied',
      array[line_id], n, ${at}, '2026-01-01', 10, 9.4, 7.1, 'GBP', '10 seats from 1 January'
      from fill_subscriptions where n % 10 <> 1;
    insert into sync_counters (partner_id, next_task_number) values (${own}, ${size + 1})`);
}
