import { type SQL, sql } from "drizzle-orm";
import { isoText } from "@/db/iso-text";
import { uuidArray } from "@/db/uuid-array";
import type { Tx } from "@/lib/auth/context";
import type { Picture } from "./picture";

/** One page of pictures; `isOurs` is false for customers that another connection of the partner looks after. */
export type PicturePage = { picture: Picture; isOurs: boolean }[];

export type Owner = {
  connectionId: string;
  /** Customers without a mapping belong to the partner's oldest active connection. */
  takesUnmapped: boolean;
};

/** Unseen order lines, up to `limit`, those of a subscription together, after the subscription `after`. */
export function unseenPage(tx: Tx, owner: Owner, after: string, limit: number): Promise<PicturePage> {
  return readPictures(
    tx,
    owner,
    sql`
    picked as materialized (
      select * from order_lines
       where partner_id = ${tx.ctx.partnerId}::uuid and is_unchecked and subscription_id > ${after}::uuid
       order by subscription_id, sequence limit ${limit}
    ), wanted as materialized (
      select l.subscription_id as id, jsonb_agg(${lineJson(sql`l`)} order by l.sequence) as lines
        from picked as l group by l.subscription_id
    )`,
  );
}

/** Active subscriptions after `after`, each with its unseen lines: what a first run goes through. */
export function activePage(tx: Tx, owner: Owner, after: string, limit: number): Promise<PicturePage> {
  return readPictures(
    tx,
    owner,
    sql`
    wanted as materialized (
      select s.id, (select coalesce(jsonb_agg(${lineJson(sql`l`)} order by l.sequence), '[]')
                      from order_lines as l
                     where l.partner_id = s.partner_id and l.subscription_id = s.id and l.is_unchecked) as lines
        from (select partner_id, id from subscriptions
               where partner_id = ${tx.ctx.partnerId}::uuid and status = 'active' and id > ${after}::uuid
               order by id limit ${limit}) as s
    )`,
  );
}

/** These subscriptions without their unseen lines: to settle the tasks they have. */
export function picturesOf(tx: Tx, owner: Owner, subscriptionIds: readonly string[]): Promise<PicturePage> {
  return readPictures(
    tx,
    owner,
    sql`wanted as materialized (select unnest(${uuidArray(subscriptionIds)}) as id, '[]'::jsonb as lines)`,
    false,
  );
}

/** Lines of these tasks, to be judged anew without the one that was withdrawn. */
export async function linesOfTasks(
  tx: Tx,
  taskIds: readonly string[],
): Promise<Map<string, Picture["lines"]>> {
  const { rows } = await tx.db.execute<{ subscription_id: string; lines: Picture["lines"] }>(sql`
    select l.subscription_id, jsonb_agg(${lineJson(sql`l`)} order by l.sequence) as lines
      from sync_tasks as t
      join order_lines as l on l.partner_id = t.partner_id and l.id = any(t.order_line_ids)
     where t.partner_id = ${tx.ctx.partnerId}::uuid and t.id = any(${uuidArray(taskIds)})
     group by l.subscription_id`);
  return new Map(rows.map((row) => [row.subscription_id, row.lines]));
}

const decimalText = (column: SQL) => sql`trim_scale(${column})::text`;

const lineJson = (l: SQL) => sql`jsonb_strip_nulls(jsonb_build_object(
  'id', ${l}.id, 'sequence', ${l}.sequence, 'orderedAt', ${isoText(sql`${l}.ordered_at`)},
  'orderType', ${l}.order_type, 'orderStatus', ${l}.order_status,
  'quantity', ${decimalText(sql`${l}.quantity`)}, 'previousQuantity', ${decimalText(sql`${l}.previous_quantity`)},
  'unitPrice', ${decimalText(sql`${l}.unit_price`)}, 'unitCost', ${decimalText(sql`${l}.unit_cost`)},
  'effectiveDate', ${l}.effective_date, 'endDate', ${l}.end_date, 'prorated', ${l}.prorated, 'fees', ${l}.fees))`;

const taskJson = sql`jsonb_strip_nulls(jsonb_build_object(
  'id', t.id, 'version', t.version, 'state', t.state, 'connectionId', t.connection_id, 'type', t.type,
  'origin', t.origin, 'direction', t.direction, 'orderLineIds', t.order_line_ids,
  'effectiveDate', t.effective_date, 'orderedAt', ${isoText(sql`t.ordered_at`)}, 'orderSequence', t.order_sequence,
  'quantity', ${decimalText(sql`t.quantity`)}, 'previousQuantity', ${decimalText(sql`t.previous_quantity`)},
  'unitPrice', ${decimalText(sql`t.unit_price`)}, 'unitCost', ${decimalText(sql`t.unit_cost`)},
  'extras', t.extras, 'sentence', t.sentence, 'warnings', t.warnings, 'missing', t.missing,
  'waitsForTaskId', t.waits_for_task_id))`;

const placedContentJson = sql`jsonb_strip_nulls(jsonb_build_object(
  'effectiveDate', t.effective_date, 'orderedAt', ${isoText(sql`t.ordered_at`)}, 'orderSequence', t.order_sequence,
  'quantity', ${decimalText(sql`t.quantity`)}, 'unitPrice', ${decimalText(sql`t.unit_price`)},
  'unitCost', ${decimalText(sql`t.unit_cost`)}))`;

/**
 * Everything that decides the tasks of the subscriptions in `wanted`: one statement, one row for each of them. Each
 * look-up is lateral and limited, so that it goes through an index whatever the planner thinks of the table's size:
 * rows read grow with the changes, not with the subscriptions.
 */
async function readPictures(tx: Tx, owner: Owner, wanted: SQL, isNew = true): Promise<PicturePage> {
  const partner = sql`${tx.ctx.partnerId}::uuid`;
  const overlooked = sql`(select jsonb_agg(${lineJson(sql`l`)} || '{"isReturned": true, "isOverlooked": true}')
    from order_lines as l where l.partner_id = ${partner} and l.subscription_id = s.id and l.is_without_effect)`;
  const lines = isNew ? sql`s.lines || coalesce(${overlooked}, '[]')` : sql`s.lines`;
  const { rows } = await tx.db.execute<{ picture: Picture; is_ours: boolean }>(sql`
    with ${wanted}, s as materialized (
      select s.*, wanted.lines from wanted
       cross join lateral (select * from subscriptions where partner_id = ${partner} and id = wanted.id limit 1) as s
    ), held as materialized (
      select jsonb_object_agg(p.id, jsonb_build_object('kind', p.kind, 'unit', p.unit, 'mapping', pm.state)) as products
        from (select distinct product_id from s) as d
       cross join lateral (select id, kind, unit from products where id = d.product_id limit 1) as p
        left join lateral (select state from product_mappings
          where partner_id = ${partner} and connection_id = ${owner.connectionId}::uuid and product_id = d.product_id
          limit 1) as pm on true
    )
    select coalesce(case when cm.state in ('mapped', 'broken', 'do_not_map') then cm.connection_id end
                      = ${owner.connectionId}::uuid, ${owner.takesUnmapped}::boolean) as is_ours,
      jsonb_strip_nulls(jsonb_build_object(
        'subscriptionId', s.id, 'customerId', s.customer_id, 'productId', s.product_id, 'status', s.status,
        'held', jsonb_build_object('quantity', ${decimalText(sql`s.quantity`)},
          'unitPrice', ${decimalText(sql`s.unit_price`)}, 'unitCost', ${decimalText(sql`s.unit_cost`)},
          'asOf', ${isoText(sql`s.as_of`)}),
        'currency', s.currency, 'startDate', s.start_date,
        'productKind', held.products -> s.product_id::text -> 'kind',
        'unit', held.products -> s.product_id::text -> 'unit',
        'productMapping', held.products -> s.product_id::text -> 'mapping',
        'customerMapping', cm.state, 'hasContract', cl.id is not null,
        'isBillingExcluded', coalesce(c.billing = 'excluded', false),
        'lines', ${lines}, 'tasks', coalesce(open.tasks, '[]'), 'lastApplied', applied.content)) as picture
    from s cross join held
    cross join lateral (select billing from customers where partner_id = ${partner} and id = s.customer_id limit 1) as c
    left join lateral (select state, connection_id from customer_mappings
      where partner_id = ${partner} and customer_id = s.customer_id limit 1) as cm on true
    left join lateral (select id from contract_links
      where partner_id = ${partner} and subscription_id = s.id and connection_id = ${owner.connectionId}::uuid
      limit 1) as cl on true
    left join lateral (select jsonb_agg(${taskJson}) as tasks from sync_tasks as t
      where t.partner_id = ${partner} and t.subscription_id = s.id and t.state not in ('applied', 'superseded')
      ) as open on true
    left join lateral (select ${placedContentJson} as content from sync_tasks as t
      where t.partner_id = ${partner} and t.subscription_id = s.id and t.state = 'applied'
      order by t.effective_date desc, t.ordered_at desc, t.order_sequence desc limit 1) as applied on true
    order by s.id`);
  return rows.map((row) => ({ picture: row.picture, isOurs: row.is_ours }));
}
