import type pg from "pg";
import { withPool } from "./connections";

/**
 * Orders for `count` subscriptions that no check has seen, spread by the seed: sales of those never synced, changes,
 * billing figures of usage products, cancellations. Returns how to take them, and the tasks made of them, back.
 */
export async function makeChanges(
  superuserUrl: string,
  partnerId: string,
  count: number,
  seed: number,
): Promise<() => Promise<void>> {
  if (count > 0) await withPool(superuserUrl, (superuser) => order(superuser, partnerId, count, seed));
  return () => withPool(superuserUrl, (superuser) => takeBack(superuser, partnerId));
}

async function order(superuser: pg.Pool, partnerId: string, count: number, seed: number): Promise<void> {
  await superuser.query(
    `with chosen as (
         select s.*, row_number() over (order by hashtextextended(s.id::text, $2)) as n,
                p.kind, exists (select from sync_tasks as t where t.partner_id = s.partner_id and t.subscription_id = s.id and t.state = 'applied') as is_known
           from subscriptions as s join products as p on p.id = s.product_id where s.partner_id = $1
          order by n limit $3
       ), ordered as (
         insert into orders (partner_id, created_at, updated_at, vendor_order_id, type, customer_id, ordered_at, status,
           content_hash, ingest_sequence)
         select partner_id, business_now(), business_now(), 'X-' || n,
                case when not is_known then 'sales' when kind = 'usage' then 'billing' when n % 5 = 0 then 'cancellation'
                     else 'change' end,
                customer_id, business_now(), 'completed', 'changed', n from chosen
         returning id, vendor_order_id, type
       )
       insert into order_lines (partner_id, created_at, updated_at, order_id, vendor_line_id, customer_id, subscription_id,
         product_id, sequence, ordered_at, order_type, order_status, quantity, unit_price, unit_cost, currency)
       select c.partner_id, business_now(), business_now(), o.id, '1', c.customer_id, c.id, c.product_id, 10000000 + c.n,
              business_now(), o.type, 'completed', case when o.type = 'cancellation' then 0 else 12 end, 9.4, 7.1, 'GBP'
         from chosen as c join ordered as o on o.vendor_order_id = 'X-' || c.n`,
    [partnerId, seed, count],
  );
  await superuser.query(
    `update subscriptions as s set quantity = l.quantity from order_lines as l
        where l.partner_id = $1 and l.sequence > 10000000 and s.partner_id = $1 and s.id = l.subscription_id`,
    [partnerId],
  );
}

async function takeBack(superuser: pg.Pool, partnerId: string): Promise<void> {
  await superuser.query(
    `update subscriptions as s set quantity = 10 from order_lines as l
        where l.partner_id = $1 and l.sequence > 10000000 and s.partner_id = $1 and s.id = l.subscription_id`,
    [partnerId],
  );
  await superuser.query("delete from sync_tasks where partner_id = $1 and state <> 'applied'", [partnerId]);
  await superuser.query("delete from order_lines where partner_id = $1 and sequence > 10000000", [partnerId]);
  await superuser.query("delete from orders where partner_id = $1 and vendor_order_id like 'X-%'", [
    partnerId,
  ]);
  await superuser.query("vacuum analyze sync_tasks, order_lines, orders, subscriptions, sync_runs");
}

/**
 * The reference: the same check as one full compare in SQL, what every subscription holds against what was applied last.
 * Runs as the restricted role. Returns the milliseconds and how many differ.
 */
export function fullCompare(appUrl: string, partnerId: string): Promise<{ ms: number; differing: number }> {
  return withPool(appUrl, async (pool) => {
    const client = await pool.connect();
    try {
      await client.query("begin");
      await client.query(
        "select set_config('app.vendor_side', $1, true), set_config('app.partner_side', $1, true)",
        [`{${partnerId}}`],
      );
      // The first run fills the backend's caches, as the check's connection is warm too.
      await client.query(compare, [partnerId]);
      const start = performance.now();
      const { rows } = await client.query<{ differing: number }>(compare, [partnerId]);
      const ms = performance.now() - start;
      await client.query("commit");
      return { ms, differing: rows[0]?.differing ?? 0 };
    } finally {
      client.release();
    }
  });
}

const compare = `
  select count(*)::int as differing
    from subscriptions as s
    left join sync_tasks as t on t.partner_id = s.partner_id and t.subscription_id = s.id and t.state = 'applied'
   where s.partner_id = $1
     and (s.quantity, s.unit_price, s.unit_cost) is distinct from (t.quantity, t.unit_price, t.unit_cost)`;
