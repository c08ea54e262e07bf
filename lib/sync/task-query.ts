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
import type { Place } from "@/lib/http/paging";
import type { LineField } from "@/lib/mappings/line-memory";
import { type TaskFilter, whereTasks } from "./task-filter-query";
import { joinMoney } from "./task-money-query";
import { behind, cursorValue, orderOf } from "./task-order-query";
import type { TaskSort } from "./task-sort";

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
  handEdits: { findingId: string; field: LineField; sentence: string }[];
  missing: MissingMapping[];
  extras: TaskExtras | null;
  /** Shown as they were ordered: "1000311 (SO000311)". */
  orders: string[];
  waitsForTaskId: string | null;
  waitsForNumber: number | null;
  supersededByTaskId: string | null;
  planId: string | null;
  /** While scheduled: the day on which it is sent. */
  scheduledFor: string | null;
  reason: string | null;
  createdAt: string;
  decidedAt: string | null;
  /** Warnings and refusals of the plan that was made of it. */
  planWarnings: { code: string; sentence: string }[];
  money: TaskMoney;
  /** Its value of the sort asked for, where the next page goes on. */
  place: string;
};

/** Whole minor units as text; null where nobody can say yet. */
export type TaskMoney = {
  currency: string;
  cycle: string | null;
  /** Worked out by a plan; else the difference in quantity at the vendor's price. */
  isPlanned: boolean;
  isEstimate: boolean;
  recurringMinor: string | null;
  currentPeriodMinor: string | null;
  oneTimeMinor: string | null;
};

export type TaskPage = { sort: TaskSort; after: Place | undefined; limit: number };

/** In the order asked, from a place on: the key goes on where the last page ended, whatever came meanwhile. */
export async function selectTasks(tx: Tx, filter: TaskFilter, page: TaskPage): Promise<TaskRow[]> {
  const from = page.after ? sql` and ${behind(page.sort, page.after)}` : sql``;
  const where = sql`${whereTasks(tx, filter)}${from} order by ${orderOf(page.sort)} limit ${page.limit}`;
  return read(tx, where, cursorValue(page.sort));
}

export async function findTask(tx: Tx, taskId: string): Promise<TaskRow | undefined> {
  const where = sql`t.partner_id = ${tx.ctx.partnerId}::uuid and t.id = ${taskId}::uuid`;
  const [task] = await read(tx, where, sql`''`);
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

/** Ids of what a filter means, in the order in which they would be planned; `limit` of them at most. */
export async function selectTaskIds(tx: Tx, filter: TaskFilter, limit: number): Promise<string[]> {
  const { rows } = await tx.db.execute<{ id: string }>(sql`
    select t.id from sync_tasks as t where ${whereTasks(tx, filter)} order by t.number limit ${limit}`);
  return rows.map((row) => row.id);
}

async function read(tx: Tx, where: SQL, place: SQL): Promise<TaskRow[]> {
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
           t.superseded_by_task_id as "supersededByTaskId", t.plan_id as "planId",
           t.scheduled_for::text as "scheduledFor", t.reason,
           ${isoText(sql`t.created_at`)} as "createdAt", ${isoText(sql`t.decided_at`)} as "decidedAt",
           (select coalesce(jsonb_agg(case when o.reference is null then o.vendor_order_id
                                           else o.vendor_order_id || ' (' || o.reference || ')' end
                                      order by l.ordered_at, l.sequence), '[]')
              from order_lines as l
              join orders as o on o.partner_id = l.partner_id and o.id = l.order_id
             where l.partner_id = t.partner_id and l.id = any(t.order_line_ids)) as orders,
           (select coalesce(jsonb_agg(jsonb_build_object('findingId', f.id, 'field', f.detail ->> 'field',
                                                         'sentence', f.sentence) order by f.opened_at, f.id), '[]')
              from findings as f
             where f.partner_id = t.partner_id and f.subscription_id = t.subscription_id and f.state = 'open'
               and f.class = 'drift' and t.state not in ('applied', 'superseded')) as "handEdits",
           coalesce(pl.line #> '{plan,warnings}', '[]') || coalesce(pl.line #> '{plan,refusals}', '[]')
             as "planWarnings",
           jsonb_build_object('currency', m.currency, 'cycle', m.cycle, 'isPlanned', m.is_planned,
             'isEstimate', m.is_estimate, 'recurringMinor', m.recurring::text,
             'currentPeriodMinor', m.current_period::text, 'oneTimeMinor', m.one_time::text) as money,
           ${place} as place
      from sync_tasks as t
      join customers as c on c.partner_id = t.partner_id and c.id = t.customer_id
      join subscriptions as s on s.partner_id = t.partner_id and s.id = t.subscription_id
      join products as p on p.id = t.product_id
      ${joinMoney()}
     where ${where}`);
  return rows;
}
