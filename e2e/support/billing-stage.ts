import { randomBytes } from "node:crypto";
import type pg from "pg";
import { buildConnection } from "@/db/builders/connection";
import { buildPartner } from "@/db/builders/partner";
import { buildProduct } from "@/db/builders/product";
import type { Ctx } from "@/lib/auth/context";
import { testContext } from "@/lib/auth/test-context";
import { storeCredentials } from "@/lib/connections/credentials";
import { outside } from "@/lib/connections/outside";
import { credentialFields } from "@/lib/psa/autotask/settings";

/**
 * A partner with N customers, each with one subscription on one contract line, the same on both sides: 10 seats at 9.40
 * since January, monthly periods from the 1st. For runs that need many real lines; filled by set-based SQL, because a
 * million rows should not take a minute.
 */
export type BillingStage = {
  partnerId: string;
  connectionId: string;
  productId: string;
  world: string;
  ctx: Ctx;
  lines: number;
};

const stageDay = "2026-03-17";
export const stageInstant = `${stageDay}T09:00:00Z`;
const secret = "stage-secret-1";
const trackingId = "SANDBOXTRACKINGID0000000001";
const firstCompany = 1_000;
const firstContract = 1_000_000;
const firstLine = 5_000_000;

export const lineIdOf = (index: number) => String(firstLine + index);

/** Whatever a program that uses the portal's own code reads from its environment, for a run beside a sandbox. */
export function setStageEnvironment(addresses: { databaseUrl: string; sandboxUrl: string }): void {
  Object.assign(process.env, {
    DATABASE_URL: addresses.databaseUrl,
    PSA_SANDBOX_URL: addresses.sandboxUrl,
    NEXTAUTH_URL: "http://localhost:3000",
    NEXTAUTH_SECRET: "stage-session-secret-of-no-account",
    COUNTERPART_MASTER_KEY: randomBytes(32).toString("base64"),
    ...definedOnly({ COUNTERPART_MASTER_KEY: process.env.COUNTERPART_MASTER_KEY }),
  });
}

const definedOnly = (values: Record<string, string | undefined>) =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));

export async function sandboxControl<T = unknown>(
  sandboxUrl: string,
  world: string,
  verb: string,
  body?: unknown,
): Promise<T> {
  const response = await fetch(`${sandboxUrl}/_sandbox/worlds/${encodeURIComponent(world)}/${verb}`, {
    method: body === undefined ? "GET" : "POST",
    ...(body === undefined
      ? {}
      : { body: JSON.stringify(body), headers: { "content-type": "application/json" } }),
  });
  if (!response.ok)
    throw new Error(`The sandbox refused ${verb}: ${response.status} ${await response.text()}`);
  return (await response.json()) as T;
}

export async function buildBillingStage(options: {
  superuserPool: pg.Pool;
  appPool: pg.Pool;
  sandboxUrl: string;
  lines: number;
  /** Further options of the sandbox's world. */
  world?: Record<string, unknown>;
  callSharePct?: number;
}): Promise<BillingStage> {
  const { superuserPool, appPool, sandboxUrl, lines } = options;
  const world = `api-${randomBytes(4).toString("hex")}@stage.example`;
  const indexes = Array.from({ length: lines }, (_, index) => index);
  await sandboxControl(sandboxUrl, world, "world", {
    secret,
    trackingIds: [trackingId],
    currency: "GBP",
    clock: { set: stageInstant, freeze: true },
    services: [{ id: 5, name: "Office Suite Standard", periodType: 2, unitPrice: 9.4, unitCost: 7.1 }],
    companies: indexes.map((index) => ({ id: firstCompany + index, companyName: `Customer ${index}` })),
    contracts: indexes.map((index) => ({
      id: firstContract + index,
      companyID: firstCompany + index,
      contractName: `Contract ${index}`,
      startDate: "2026-01-01",
      endDate: "2026-12-31",
      services: [{ id: firstLine + index, serviceID: 5, units: 10, unitPrice: 9.4 }],
    })),
    ...options.world,
  });
  const building = { superuserPool };
  const { partnerId } = await buildPartner(building);
  const zone = await fetch(
    `${sandboxUrl}/ATServicesRest/v1.0/zoneInformation?user=${encodeURIComponent(world)}`,
  );
  const { url, ci } = (await zone.json()) as { url: string; ci: number };
  const { id: connectionId } = await buildConnection(building, {
    partnerId,
    instance: { address: url, displayName: "Stage" },
    databaseKey: `autotask:${ci}`,
    callSharePct: options.callSharePct ?? 100,
  });
  const { id: productId } = await buildProduct(building);
  await fillOurSide(superuserPool, { partnerId, connectionId, productId, lines });
  const ctx = testContext(appPool, { partnerId });
  await ctx.transaction((tx) =>
    storeCredentials(
      tx,
      connectionId,
      { userName: world, secret, trackingId },
      credentialFields({}),
      outside().keyring,
      "in_use",
    ),
  );
  return { partnerId, connectionId, productId, world, ctx, lines };
}

async function fillOurSide(
  pool: pg.Pool,
  stage: { partnerId: string; connectionId: string; productId: string; lines: number },
): Promise<void> {
  const { partnerId, connectionId, productId, lines } = stage;
  const at = "2026-01-05T09:00:00Z";
  const numbers = `generate_series(0, ${lines - 1}) as i`;
  const common = `'${partnerId}'::uuid, '${at}'::timestamptz, '${at}'::timestamptz`;
  await pool.query(`
    insert into customers (partner_id, created_at, updated_at, vendor_customer_id, company_name, as_of, content_hash)
    select ${common}, i::text, 'Customer ' || i, '${at}', 'stage' from ${numbers};
    insert into subscriptions (partner_id, created_at, updated_at, vendor_subscription_id, customer_id, product_id,
      quantity, unit_price, unit_cost, currency, status, start_date, as_of)
    select ${common}, 'SUB-' || c.vendor_customer_id, c.id, '${productId}', 10, 9.4, 7.1, 'GBP', 'active',
      '2026-01-01', '${at}' from customers as c where c.partner_id = '${partnerId}';
    insert into customer_mappings (partner_id, created_at, updated_at, customer_id, connection_id, psa_company_id,
      psa_company_name, state, external_reference)
    select ${common}, id, '${connectionId}', (${firstCompany} + vendor_customer_id::int)::text, company_name, 'mapped',
      'EFS-' || vendor_customer_id from customers where partner_id = '${partnerId}';
    insert into product_mappings (partner_id, created_at, updated_at, product_id, connection_id, state, legs, psa_item_id)
    values (${common}, '${productId}', '${connectionId}', 'mapped', '[{"psaItemId":"5","factor":"1"}]', '5');
    insert into line_links (partner_id, created_at, updated_at, connection_id, psa_contract_id, psa_item_id,
      psa_line_id, key, last_written)
    select ${common}, '${connectionId}', (${firstContract} + i)::text, '5', (${firstLine} + i)::text, 'EFS-' || i,
      '{"quantity":"10"}' from ${numbers};
    insert into contract_links (partner_id, created_at, updated_at, subscription_id, connection_id, psa_contract_id,
      line_link_id)
    select ${common}, s.id, l.connection_id, l.psa_contract_id, l.id from subscriptions as s
      join line_links as l on l.partner_id = s.partner_id
       and l.psa_line_id = (${firstLine} + substr(s.vendor_subscription_id, 5)::int)::text
     where s.partner_id = '${partnerId}';
    insert into mirror_contracts (partner_id, connection_id, read_at, psa_contract_id, psa_company_id, name, kind_name,
      is_recurring, is_active, cycle, currency, start_date, end_date)
    select '${partnerId}', '${connectionId}', '${at}', (${firstContract} + i)::text, (${firstCompany} + i)::text,
      'Contract ' || i, 'Recurring Service', true, true, 'monthly', 'GBP', '2026-01-01', '2026-12-31' from ${numbers};
    insert into mirror_lines (partner_id, connection_id, read_at, psa_line_id, psa_contract_id, psa_item_id, key,
      unit_price, unit_cost, is_in_bundle, periods)
    select '${partnerId}', '${connectionId}', '${at}', (${firstLine} + i)::text, (${firstContract} + i)::text, '5',
      'EFS-' || i, 9.4, 7.1, false, '[{"startDate":"2026-03-01","endDate":"2026-04-30","quantity":"10"}]'
      from ${numbers};
    insert into sync_runs (partner_id, created_at, updated_at, connection_id, trigger, state, finished_at, counts)
    values (${common}, '${connectionId}', 'first', 'finished', '${at}',
      '{"lookedAt":0,"made":0,"merged":0,"superseded":0,"withoutEffect":0}');
    analyze customers, subscriptions, customer_mappings, line_links, contract_links, mirror_lines, mirror_contracts`);
}

/** One completed order for each of the first `count` subscriptions, to `quantity` seats from the stage's day. */
export async function placeOrders(
  pool: pg.Pool,
  stage: BillingStage,
  order: {
    count: number;
    quantity: string;
    effectiveDate?: string;
    type?: "sales" | "change" | "cancellation";
    from?: number;
  },
): Promise<void> {
  const { count, quantity, effectiveDate = stageDay, type = "change", from = 0 } = order;
  const tag = randomBytes(3).toString("hex");
  await pool.query(
    `with chosen as (
       select * from subscriptions
        where partner_id = $1 and substr(vendor_subscription_id, 5)::int between $6 and $6 + $2 - 1
     ), placed as (
       insert into orders (partner_id, created_at, updated_at, vendor_order_id, type, customer_id, ordered_at, status,
         content_hash, ingest_sequence)
       select partner_id, $7, $7, 'O-${tag}-' || vendor_subscription_id, $3, customer_id, $7, 'completed', 'stage',
         nextval('ingest_sequence')
         from chosen returning id, vendor_order_id, customer_id
     )
     insert into order_lines (partner_id, created_at, updated_at, order_id, vendor_line_id, customer_id,
       subscription_id, product_id, sequence, ordered_at, order_type, order_status, quantity, unit_price, unit_cost,
       currency, effective_date)
     select c.partner_id, $7, $7, p.id, '1', c.customer_id, c.id, c.product_id, nextval('ingest_sequence'), $7, $3,
       'completed', $4, 9.4, 7.1, 'GBP', $5
       from chosen as c join placed as p on p.vendor_order_id = 'O-${tag}-' || c.vendor_subscription_id`,
    [stage.partnerId, count, type, quantity, effectiveDate, from, stageInstant],
  );
}
