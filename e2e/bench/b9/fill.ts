import type pg from "pg";
import type { BillingStage } from "../../support/billing-stage";

const at = "'2026-01-01T09:00:00Z'::timestamptz";

/**
 * Fills a stage up to `size` subscriptions with what the portal holds of its own: customers with ten subscriptions each,
 * mapped, with an applied task for each, in bulk with triggers off. No line in the PSA stands behind them.
 */
export async function fillAround(superuser: pg.Pool, stage: BillingStage, size: number): Promise<void> {
  const more = size - stage.lines;
  if (more <= 0) return;
  const own = `'${stage.partnerId}'::uuid`;
  const made = `${own}, ${at}, ${at}`;
  const customers = Math.ceil(more / 10);
  const client = await superuser.connect();
  try {
    await client.query("set session_replication_role = replica; set synchronous_commit = off; begin");
    await client.query(`
      insert into product_families (id, code, name, as_of, created_at, updated_at)
      select ('00000000-0000-4000-8000-0000000000f' || n)::uuid, 'F' || n, 'Family ' || n, ${at}, ${at}, ${at}
        from generate_series(0, 9) as n;
      insert into products (id, family_id, sku, billing_cycle, term, name, kind, unit, as_of, content_hash, created_at, updated_at)
      select ('00000000-0000-4000-8000-' || lpad(to_hex(n), 12, '0'))::uuid,
             ('00000000-0000-4000-8000-0000000000f' || n % 10)::uuid, 'BENCH-' || n, 'monthly', 'P1Y', 'Product ' || n,
             'licence', 'seat', ${at}, 'filled', ${at}, ${at}
        from generate_series(0, 99) as n;
      insert into product_mappings (partner_id, created_at, updated_at, product_id, connection_id, state, legs, psa_item_id)
      select ${made}, id, '${stage.connectionId}', 'mapped', '[{"psaItemId":"1","factor":"1"}]', sku
        from products where content_hash = 'filled' and sku like 'BENCH-%' and sku <> 'BENCH-7';
      create temp table fill_customers on commit drop as
      select gen_random_uuid() as id, n from generate_series(1, ${customers}) as n;
      insert into customers (partner_id, created_at, updated_at, id, vendor_customer_id, company_name, currency, as_of, content_hash)
      select ${made}, id, 'C-' || n, 'Filled customer ' || n, 'GBP', ${at}, 'filled' from fill_customers;
      insert into customer_mappings (partner_id, created_at, updated_at, customer_id, connection_id, psa_company_id, psa_company_name, state, external_reference)
      select ${made}, id, '${stage.connectionId}', (500000 + n)::text, 'Filled customer ' || n, 'mapped', 'EFS-F' || n
        from fill_customers where n % 50 <> 0;
      create temp table fill_subscriptions on commit drop as
      select gen_random_uuid() as id, gen_random_uuid() as order_id, gen_random_uuid() as line_id, g.n, c.id as customer_id,
             ('00000000-0000-4000-8000-' || lpad(to_hex(g.n % 100), 12, '0'))::uuid as product_id
        from generate_series(1, ${more}) as g(n) join fill_customers as c on c.n = 1 + g.n % ${customers};
      insert into subscriptions (partner_id, created_at, updated_at, id, vendor_subscription_id, customer_id, product_id,
        quantity, unit_price, unit_cost, currency, status, start_date, as_of)
      select ${made}, id, 'FILL-' || n, customer_id, product_id, 10, 9.4, 7.1, 'GBP', 'active', '2026-01-01', ${at}
        from fill_subscriptions;
      insert into contract_links (partner_id, created_at, updated_at, subscription_id, connection_id, psa_contract_id)
      select ${made}, id, '${stage.connectionId}', 'K-' || customer_id from fill_subscriptions;
      insert into orders (partner_id, created_at, updated_at, id, vendor_order_id, type, customer_id, ordered_at, status, content_hash, ingest_sequence)
      select ${made}, order_id, 'OF-' || n, 'sales', customer_id, ${at}, 'completed', 'filled', n from fill_subscriptions;
      insert into order_lines (partner_id, created_at, updated_at, id, order_id, vendor_line_id, customer_id, subscription_id,
        product_id, sequence, ordered_at, order_type, order_status, quantity, unit_price, unit_cost, currency, is_unchecked)
      select ${made}, line_id, order_id, '1', customer_id, id, product_id, n, ${at}, 'sales', 'completed', 10, 9.4, 7.1, 'GBP', false
        from fill_subscriptions;
      insert into sync_tasks (partner_id, created_at, updated_at, number, connection_id, sync_run_id, customer_id, subscription_id,
        product_id, type, origin, state, order_line_ids, order_sequence, ordered_at, effective_date, quantity, unit_price,
        unit_cost, currency, sentence)
      select ${made}, n, '${stage.connectionId}', gen_random_uuid(), customer_id, id, product_id, 'sales', 'order', 'applied',
        array[line_id], n, ${at}, '2026-01-01', 10, 9.4, 7.1, 'GBP', '10 seats from 1 January'
        from fill_subscriptions;
      insert into sync_counters (partner_id, next_task_number) values (${own}, ${more + 1})
      on conflict (partner_id) do update set next_task_number = excluded.next_task_number`);
    await client.query("commit; reset session_replication_role; reset synchronous_commit");
  } finally {
    client.release();
  }
}
