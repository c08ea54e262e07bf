import { and, desc, eq, getTableColumns, gte, inArray, type SQL, sql } from "drizzle-orm";
import { connections } from "@/db/schema/connections";
import { operations } from "@/db/schema/operations";
import { planLines } from "@/db/schema/plans";
import type { Actor, Tx } from "@/lib/auth/context";
import type { Place } from "@/lib/http/paging";
import { likeText } from "@/lib/like-text";
import type { OperationRow } from "./store";

export type LoggedOperation = OperationRow & {
  actor: Actor;
  customerName: string;
  productName: string;
  contractName: string;
  unit: string;
  connectionName: string;
};

export type LogFilter = {
  planId?: string | undefined;
  customerId?: string | undefined;
  connectionId?: string | undefined;
  states?: readonly OperationRow["state"][] | undefined;
  /** Part of a customer's name, or the PSA's number of the write or of the line. */
  search?: string | undefined;
  /** Calendar dates in the zone of the partner's first connection, both inclusive. */
  fromDate?: string | undefined;
  toDate?: string | undefined;
};

const subject = (name: string) => sql<string>`coalesce(${planLines.line} -> 'subject' ->> ${name}, '')`;

const named = (tx: Tx) =>
  tx.db
    .select({
      ...getTableColumns(operations),
      actor: sql<Actor>`${operations.actor}`,
      customerName: subject("customerName"),
      productName: subject("productName"),
      contractName: subject("contractName"),
      unit: subject("unit"),
      connectionName: connections.name,
    })
    .from(operations)
    .innerJoin(
      planLines,
      and(eq(planLines.partnerId, operations.partnerId), eq(planLines.id, operations.planLineId)),
    )
    .innerJoin(
      connections,
      and(eq(connections.partnerId, operations.partnerId), eq(connections.id, operations.connectionId)),
    );

/** Newest first, by keyset; names as the plan cached them. */
export async function listLoggedOperations(
  tx: Tx,
  { after, limit, ...filter }: LogFilter & { after?: Place | undefined; limit: number },
): Promise<LoggedOperation[]> {
  return named(tx)
    .where(
      and(
        eq(operations.partnerId, tx.ctx.partnerId),
        filter.planId ? eq(operations.planId, filter.planId) : undefined,
        filter.customerId ? eq(operations.customerId, filter.customerId) : undefined,
        filter.connectionId ? eq(operations.connectionId, filter.connectionId) : undefined,
        filter.states ? inArray(operations.state, [...filter.states]) : undefined,
        filter.search ? matches(tx, filter.search) : undefined,
        filter.fromDate ? sql`${operations.createdAt} >= ${midnight(tx, filter.fromDate, 0)}` : undefined,
        filter.toDate ? sql`${operations.createdAt} < ${midnight(tx, filter.toDate, 1)}` : undefined,
        after
          ? sql`(${operations.createdAt}, ${operations.id}) < (${after.value}::timestamptz, ${after.id}::uuid)`
          : undefined,
      ),
    )
    .orderBy(desc(operations.createdAt), desc(operations.id))
    .limit(limit);
}

export async function findLoggedOperation(tx: Tx, operationId: string): Promise<LoggedOperation | undefined> {
  const [row] = await named(tx).where(
    and(eq(operations.partnerId, tx.ctx.partnerId), eq(operations.id, operationId)),
  );
  return row;
}

/** Customers are looked up in their own table, once, so that no plan line is opened for it. */
function matches(tx: Tx, search: string): SQL {
  const part = `%${likeText(search)}%`;
  return sql`(${operations.customerId} in (select id from customers
      where partner_id = ${tx.ctx.partnerId}::uuid and company_name ilike ${part})
    or ${operations.psaReference} = ${search} or ${operations.psaLineId} = ${search})`;
}

/** The first instant of a day, or of one that many days later, where the partner's books are kept. */
function midnight(tx: Tx, date: string, daysLater: number): SQL {
  return sql`((${date}::date + ${daysLater}::int)::timestamp at time zone ${zoneOfRecord(tx)})`;
}

const zoneOfRecord = (tx: Tx): SQL => sql`coalesce((select time_zone from ${connections}
  where partner_id = ${tx.ctx.partnerId}::uuid and state <> 'draft' order by created_at, id limit 1), 'UTC')`;

export type LogCounts = {
  writtenToday: number;
  writtenWeek: number;
  refusedWeek: number;
  inReview: number;
  underWay: number;
  lastAt: Date | null;
};

/** Writes of today and of the last seven days by the business clock, what is in doubt, and when the last was planned. */
export async function countOperations(tx: Tx): Promise<LogCounts> {
  const today = sql`date_trunc('day', ${tx.now.toISOString()}::timestamptz, ${zoneOfRecord(tx)})`;
  const week = sql`(${tx.now.toISOString()}::timestamptz - interval '7 days')`;
  const mine = eq(operations.partnerId, tx.ctx.partnerId);
  const count = (where: SQL) => sql<number>`(count(*) filter (where ${where}))::int`;
  const [recent] = await tx.db
    .select({
      writtenToday: count(sql`state = 'confirmed' and finished_at >= ${today}`),
      writtenWeek: count(sql`state = 'confirmed'`),
      refusedWeek: count(sql`state = 'refused'`),
    })
    .from(operations)
    .where(and(mine, gte(operations.createdAt, week)));
  const [open] = await tx.db
    .select({
      inReview: count(sql`state = 'needs_review'`),
      underWay: count(sql`state in ('planned', 'sending', 'unknown')`),
    })
    .from(operations)
    .where(and(mine, inArray(operations.state, ["needs_review", "planned", "sending", "unknown"])));
  const [last] = await tx.db
    .select({ at: operations.createdAt })
    .from(operations)
    .where(mine)
    .orderBy(desc(operations.createdAt))
    .limit(1);
  return {
    ...{ writtenToday: 0, writtenWeek: 0, refusedWeek: 0, ...recent },
    ...{ inReview: 0, underWay: 0, ...open },
    lastAt: last?.at ?? null,
  };
}
