import { type SQL, sql } from "drizzle-orm";
import { isoText } from "@/db/iso-text";
import type { Tx } from "@/lib/auth/context";
import type { Page } from "@/lib/http/paging";
import type { FindingClass, FindingDetail, FindingIds, FindingState } from "./finding";

export type FindingFilter = {
  classes?: readonly FindingClass[] | undefined;
  states?: readonly FindingState[] | undefined;
  customerId?: string | undefined;
  subscriptionId?: string | undefined;
  connectionId?: string | undefined;
  /** Leaves out what tells a cost. */
  withoutCost?: boolean;
};

export type ShownFinding = {
  id: string;
  version: number;
  class: FindingClass;
  state: FindingState;
  connectionId: string;
  customerId: string | null;
  customerName: string | null;
  subscriptionId: string | null;
  productName: string | null;
  ids: FindingIds;
  amountMinor: string | null;
  currency: string | null;
  isOnce: boolean;
  sentence: string;
  reason: string | null;
  cause: string | null;
  detail: FindingDetail | null;
  openedAt: string;
  closedAt: string | null;
  closedBecause: string | null;
};

/** The newest first, from a place on. */
export async function selectFindings(tx: Tx, filter: FindingFilter, page: Page): Promise<ShownFinding[]> {
  const after = page.after
    ? sql` and (f.opened_at, f.id) < (${page.after.value}::timestamptz, ${page.after.id}::uuid)`
    : sql``;
  return read(
    tx,
    sql`${whereFindings(filter)}${after} order by f.opened_at desc, f.id desc limit ${page.limit + 1}`,
  );
}

export async function findFinding(
  tx: Tx,
  findingId: string,
  withoutCost: boolean,
): Promise<ShownFinding | undefined> {
  const [found] = await read(tx, sql`${whereFindings({ withoutCost })} and f.id = ${findingId}::uuid`);
  return found;
}

function whereFindings(filter: FindingFilter): SQL {
  const conditions: SQL[] = [sql`true`];
  if (filter.classes) conditions.push(sql`f.class in (${listOf(filter.classes)})`);
  if (filter.states) conditions.push(sql`f.state in (${listOf(filter.states)})`);
  if (filter.customerId !== undefined) conditions.push(sql`f.customer_id = ${filter.customerId}::uuid`);
  if (filter.subscriptionId !== undefined)
    conditions.push(sql`f.subscription_id = ${filter.subscriptionId}::uuid`);
  if (filter.connectionId !== undefined) conditions.push(sql`f.connection_id = ${filter.connectionId}::uuid`);
  if (filter.withoutCost) conditions.push(sql`not f.is_about_cost`);
  return sql.join(conditions, sql` and `);
}

async function read(tx: Tx, where: SQL): Promise<ShownFinding[]> {
  const { rows } = await tx.db.execute<ShownFinding>(sql`
    select f.id, f.version, f.class, f.state, f.connection_id as "connectionId", f.customer_id as "customerId",
           c.company_name as "customerName", f.subscription_id as "subscriptionId", p.name as "productName", f.ids,
           f.amount_minor::text as "amountMinor", f.currency, f.is_once as "isOnce", f.sentence, f.reason, f.cause,
           f.detail, ${isoText(sql`f.opened_at`)} as "openedAt", ${isoText(sql`f.closed_at`)} as "closedAt",
           f.closed_because as "closedBecause"
      from findings as f
      left join customers as c on c.partner_id = f.partner_id and c.id = f.customer_id
      left join subscriptions as s on s.partner_id = f.partner_id and s.id = f.subscription_id
      left join products as p on p.id = s.product_id
     where f.partner_id = ${tx.ctx.partnerId}::uuid and ${where}`);
  return rows;
}

const listOf = (values: readonly string[]): SQL =>
  sql.join(
    values.map((value) => sql`${value}`),
    sql`, `,
  );
