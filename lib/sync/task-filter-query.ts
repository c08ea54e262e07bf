import { type SQL, sql } from "drizzle-orm";
import type { SyncTaskState, TaskType } from "@/db/schema/sync";
import type { Tx } from "@/lib/auth/context";
import { likeText } from "@/lib/like-text";
import { taskSearch } from "./task-search";

export type TaskFilter = {
  connectionId?: string | undefined;
  customerId?: string | undefined;
  subscriptionId?: string | undefined;
  planId?: string | undefined;
  states?: readonly SyncTaskState[] | undefined;
  types?: readonly TaskType[] | undefined;
  /** Customer, product, subscription, number of the task, id or reference of an order. */
  search?: string | undefined;
  hasWarnings?: boolean | undefined;
};

/**
 * What rows of `sync_tasks as t` a filter means. Names are looked up in their own, smaller tables first, once for the
 * statement, so that a search never joins every task. Connections are named even where all are meant: so the index by
 * connection, state and number serves both.
 */
export function whereTasks(tx: Tx, filter: TaskFilter): SQL {
  const partner = sql`${tx.ctx.partnerId}::uuid`;
  const conditions: SQL[] = [
    sql`t.partner_id = ${partner}`,
    filter.connectionId === undefined
      ? sql`t.connection_id = any(array(select id from connections where partner_id = ${partner}))`
      : sql`t.connection_id = ${filter.connectionId}::uuid`,
  ];
  if (filter.customerId !== undefined) conditions.push(sql`t.customer_id = ${filter.customerId}::uuid`);
  if (filter.subscriptionId !== undefined)
    conditions.push(sql`t.subscription_id = ${filter.subscriptionId}::uuid`);
  if (filter.planId !== undefined) conditions.push(sql`t.plan_id = ${filter.planId}::uuid`);
  if (filter.states) conditions.push(sql`t.state in (${listOf(filter.states)})`);
  if (filter.types) conditions.push(sql`t.type in (${listOf(filter.types)})`);
  if (filter.hasWarnings) conditions.push(hasWarnings);
  const found = filter.search === undefined ? undefined : taskSearch(filter.search);
  if (found) {
    const part = `%${likeText(found.text)}%`;
    const byNumber = found.number === undefined ? sql`false` : sql`t.number = ${found.number}`;
    conditions.push(sql`(${byNumber}
      or t.customer_id in (select id from customers where partner_id = ${partner} and company_name ilike ${part})
      or t.product_id in (select id from products where name ilike ${part})
      or t.subscription_id in (select id from subscriptions
                                where partner_id = ${partner} and vendor_subscription_id ilike ${part})
      or t.order_line_ids && array(
           select l.id from order_lines as l join orders as o on o.partner_id = l.partner_id and o.id = l.order_id
            where o.partner_id = ${partner} and (o.vendor_order_id = ${found.text} or o.reference = ${found.text})))`);
  }
  return sql.join(conditions, sql` and `);
}

/** Of the task itself, or of the plan that was made of it: looked up one by one, never by opening all plan lines. */
const hasWarnings = sql`(t.warnings <> '[]'::jsonb or coalesce((
  select w.line #> '{plan,warnings}' <> '[]'::jsonb or w.line #> '{plan,refusals}' <> '[]'::jsonb
    from plan_lines as w where w.partner_id = t.partner_id and w.id = t.plan_line_id), false))`;

const listOf = (values: readonly string[]): SQL =>
  sql.join(
    values.map((value) => sql`${value}`),
    sql`, `,
  );
