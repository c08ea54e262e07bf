import { type SQL, sql } from "drizzle-orm";
import { isoText } from "@/db/iso-text";
import type {
  MissingMapping,
  SyncTaskState,
  TaskDirection,
  TaskExtras,
  TaskOrigin,
  TaskType,
  TaskWarning,
} from "@/db/schema/sync";
import type { Tx } from "@/lib/auth/context";

export type TaskRow = {
  id: string;
  number: number;
  version: number;
  connectionId: string;
  syncRunId: string;
  customerId: string;
  customerName: string;
  subscriptionId: string;
  vendorSubscriptionId: string;
  productId: string;
  productName: string;
  type: TaskType;
  origin: TaskOrigin;
  direction: TaskDirection | null;
  state: SyncTaskState;
  effectiveDate: string;
  quantity: string;
  previousQuantity: string | null;
  unitPrice: string | null;
  unitCost: string | null;
  currency: string;
  sentence: string;
  warnings: TaskWarning[];
  missing: MissingMapping[];
  extras: TaskExtras | null;
  /** Shown as they were ordered: "1000311 (SO000311)". */
  orders: string[];
  waitsForTaskId: string | null;
  waitsForNumber: number | null;
  supersededByTaskId: string | null;
  planId: string | null;
  reason: string | null;
  createdAt: string;
  decidedAt: string | null;
};

export type TaskFilter = {
  connectionId?: string;
  customerId?: string;
  subscriptionId?: string;
  states?: readonly SyncTaskState[];
  types?: readonly TaskType[];
  /** Tasks with a smaller number follow. */
  before?: number;
  limit: number;
};

/** The latest first, by number: the key goes on where the last page ended, whatever came meanwhile. */
export async function selectTasks(tx: Tx, filter: TaskFilter): Promise<TaskRow[]> {
  const conditions: SQL[] = [sql`t.partner_id = ${tx.ctx.partnerId}::uuid`];
  if (filter.connectionId !== undefined) conditions.push(sql`t.connection_id = ${filter.connectionId}::uuid`);
  if (filter.customerId !== undefined) conditions.push(sql`t.customer_id = ${filter.customerId}::uuid`);
  if (filter.subscriptionId !== undefined)
    conditions.push(sql`t.subscription_id = ${filter.subscriptionId}::uuid`);
  if (filter.states) conditions.push(sql`t.state in (${listOf(filter.states)})`);
  if (filter.types) conditions.push(sql`t.type in (${listOf(filter.types)})`);
  if (filter.before !== undefined) conditions.push(sql`t.number < ${filter.before}`);
  return read(tx, sql`${sql.join(conditions, sql` and `)} order by t.number desc limit ${filter.limit}`);
}

export async function findTask(tx: Tx, taskId: string): Promise<TaskRow | undefined> {
  const [task] = await read(tx, sql`t.partner_id = ${tx.ctx.partnerId}::uuid and t.id = ${taskId}::uuid`);
  return task;
}

/** Subscriptions with tasks that nobody has decided: of one customer, or of all the connection looks after. */
export async function undecidedSubscriptions(
  tx: Tx,
  of: { connectionId: string; customerId?: string },
): Promise<string[]> {
  const whose =
    of.customerId === undefined
      ? sql`(t.connection_id = ${of.connectionId}::uuid or t.customer_id in (
             select customer_id from customer_mappings
              where partner_id = ${tx.ctx.partnerId}::uuid and connection_id = ${of.connectionId}::uuid))`
      : sql`t.customer_id = ${of.customerId}::uuid`;
  const { rows } = await tx.db.execute<{ id: string }>(sql`
    select distinct t.subscription_id as id from sync_tasks as t
     where t.partner_id = ${tx.ctx.partnerId}::uuid and t.state in ('needs_mapping', 'ready', 'held') and ${whose}`);
  return rows.map((row) => row.id);
}

async function read(tx: Tx, where: SQL): Promise<TaskRow[]> {
  const { rows } = await tx.db.execute<TaskRow>(sql`
    select t.id, t.number::int as number, t.version, t.connection_id as "connectionId",
           t.sync_run_id as "syncRunId", t.customer_id as "customerId", c.company_name as "customerName",
           t.subscription_id as "subscriptionId", s.vendor_subscription_id as "vendorSubscriptionId",
           t.product_id as "productId", p.name as "productName", t.type, t.origin, t.direction, t.state,
           t.effective_date::text as "effectiveDate", trim_scale(t.quantity)::text as quantity,
           trim_scale(t.previous_quantity)::text as "previousQuantity",
           trim_scale(t.unit_price)::text as "unitPrice", trim_scale(t.unit_cost)::text as "unitCost", t.currency,
           t.sentence, t.warnings, t.missing, t.extras, t.waits_for_task_id as "waitsForTaskId",
           (select number::int from sync_tasks as earlier
             where earlier.partner_id = t.partner_id and earlier.id = t.waits_for_task_id) as "waitsForNumber",
           t.superseded_by_task_id as "supersededByTaskId", t.plan_id as "planId", t.reason,
           ${isoText(sql`t.created_at`)} as "createdAt", ${isoText(sql`t.decided_at`)} as "decidedAt",
           (select coalesce(jsonb_agg(case when o.reference is null then o.vendor_order_id
                                           else o.vendor_order_id || ' (' || o.reference || ')' end
                                      order by l.ordered_at, l.sequence), '[]')
              from order_lines as l
              join orders as o on o.partner_id = l.partner_id and o.id = l.order_id
             where l.partner_id = t.partner_id and l.id = any(t.order_line_ids)) as orders
      from sync_tasks as t
      join customers as c on c.partner_id = t.partner_id and c.id = t.customer_id
      join subscriptions as s on s.partner_id = t.partner_id and s.id = t.subscription_id
      join products as p on p.id = t.product_id
     where ${where}`);
  return rows;
}

const listOf = (values: readonly string[]): SQL =>
  sql.join(
    values.map((value) => sql`${value}`),
    sql`, `,
  );
