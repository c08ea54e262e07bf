import { buildConnection } from "@/db/builders/connection";
import { buildCustomer } from "@/db/builders/customer";
import { buildContractLink, buildCustomerMapping, buildProductMapping } from "@/db/builders/mapping";
import { buildPartner } from "@/db/builders/partner";
import { buildProduct } from "@/db/builders/product";
import { buildSubscription } from "@/db/builders/subscription";
import type { products } from "@/db/schema/catalogue";
import type { TestDatabase } from "@/db/test-database";
import { testContext } from "@/lib/auth/test-context";
import { toInstant } from "@/lib/clock";
import { checkChanges } from "./check-changes";

/** 17 March 2026, 10:02 in London: "now" of the tests of this folder. */
const testNow = "2026-03-17T10:02:00Z";

export async function freezeClock(database: TestDatabase, at: string = testNow): Promise<void> {
  await database.superuserPool.query("select set_business_clock('frozen', $1)", [toInstant(at)]);
}

/** A partner with one connection, customer, product and subscription of 10 seats at 20.00, mapped unless told otherwise. */
export async function buildBed(
  database: TestDatabase,
  options: {
    isMapped?: boolean;
    isFirstRunDone?: boolean;
    product?: Partial<typeof products.$inferInsert>;
  } = {},
) {
  const { partnerId } = await buildPartner(database);
  const connection = await buildConnection(database, { partnerId });
  const ctx = testContext(database.pool, { partnerId });
  const on = { partnerId, connectionId: connection.id };
  const check = () => checkChanges(ctx, { connectionId: connection.id, trigger: "person" });
  // Before there is any subscription: the first run is over and finds nothing.
  if (options.isFirstRunDone ?? true) await check();
  const customer = await buildCustomer(database, { partnerId });
  const product = await buildProduct(database, { unit: "seat", ...options.product });
  const ids = { partnerId, customerId: customer.id, productId: product.id };
  const subscription = await buildSubscription(database, { ...ids, unitPrice: "20" });
  if (options.isMapped ?? true) {
    await buildCustomerMapping(database, { ...on, customerId: customer.id });
    await buildProductMapping(database, { ...on, productId: product.id });
    await buildContractLink(database, { ...on, subscriptionId: subscription.id });
  }
  return { partnerId, connection, on, customer, product, subscription, ctx, check };
}

export type TaskSeen = {
  id: string;
  number: number;
  type: string;
  state: string;
  origin: string;
  direction: string | null;
  sentence: string;
  date: string;
  quantity: string;
  missing: string[];
  warnings: { code: string }[];
  lines: string[];
  waitsFor: string | null;
  connectionId: string;
};

/** The partner's tasks as stored, by number. */
export async function tasksOf(database: TestDatabase, partnerId: string): Promise<TaskSeen[]> {
  const { rows } = await database.superuserPool.query<TaskSeen>(
    `select id, number::int, type, state, origin, direction, sentence, effective_date::text as date,
            trim_scale(quantity)::text as quantity, missing, warnings, order_line_ids::text[] as lines,
            waits_for_task_id as "waitsFor", connection_id as "connectionId"
       from sync_tasks where partner_id = $1 order by number`,
    [partnerId],
  );
  return rows;
}

/** Actions of the partner's log in their order, those of a kind of record. */
export async function auditOf(
  database: TestDatabase,
  partnerId: string,
  recordKind: string,
): Promise<string[]> {
  const { rows } = await database.superuserPool.query<{ action: string }>(
    "select action from audit_entries where partner_id = $1 and record_kind = $2 order by sequence",
    [partnerId, recordKind],
  );
  return rows.map((row) => row.action);
}

/** Puts tasks into a state that other parts of the portal give. */
export async function forceState(database: TestDatabase, taskId: string, state: string): Promise<void> {
  await database.superuserPool.query(
    "update sync_tasks set state = $2, version = version + 1 where id = $1",
    [taskId, state],
  );
}

/** Names of what was announced for the partner. */
export async function announcedOf(database: TestDatabase, partnerId: string): Promise<string[]> {
  const { rows } = await database.superuserPool.query<{ name: string }>(
    "select name from outbox where partner_id = $1 order by position",
    [partnerId],
  );
  return rows.map((row) => row.name);
}
