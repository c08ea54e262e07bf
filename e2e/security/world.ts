import { buildCustomer } from "@/db/builders/customer";
import { buildCustomerMapping } from "@/db/builders/mapping";
import { buildPerson } from "@/db/builders/person";
import { buildProduct } from "@/db/builders/product";
import { buildSubscription } from "@/db/builders/subscription";
import type { TestDatabase } from "@/db/test-database";
import {
  type BillingStage,
  buildBillingStage,
  placeOrders,
  sandboxControl,
} from "@/e2e/support/billing-stage";
import { jobContext } from "@/lib/auth/job-context";
import type { Scope } from "@/lib/auth/scopes";
import { type Caller, keyCaller, signedInCaller } from "@/lib/http/test-call";
import { applyChunk } from "@/lib/plans/apply-chunk";
import { finishPlan } from "@/lib/plans/finish-plan";
import { getPlan } from "@/lib/plans/get-plan";
import { startPlan } from "@/lib/plans/start-plan";
import { approveTaskPlan } from "@/lib/sync/approve-task-plan";
import { checkChanges } from "@/lib/sync/check-changes";
import { finishTasks } from "@/lib/sync/finish-tasks";
import { planTasks } from "@/lib/sync/plan-tasks";
import { startTasks } from "@/lib/sync/start-tasks";

/** What a key of a partner can be given at most. */
const partnerScopes: readonly Scope[] = [
  "read",
  "mappings:write",
  "tasks:decide",
  "sync:run",
  "tickets:write",
];
export const ingestScopes: readonly Scope[] = [
  "ingest:customers",
  "ingest:products",
  "ingest:subscriptions",
  "ingest:orders",
  "read",
];

/** One partner with a record of every kind, made by the portal's own use cases, and somebody of every role. */
export type ProbeWorld = {
  stage: BillingStage;
  partnerId: string;
  partnerCode: string;
  /** A text that stands in the partner's names and nowhere else. */
  marker: string;
  callers: Record<"admin" | "operator" | "viewer" | "key" | "ingestKey", Caller>;
  /** The partner's records by the name that routes give them. */
  ids: Readonly<Record<string, string>>;
  /** Ids of the PSA and of the vendor: text that is the same in every world. */
  foreign: Readonly<Record<string, string>>;
  planHash: string;
  /** A further user of the PSA, with a database of its own, that no connection uses yet. */
  secondUser: string;
};

export const probePassword = "a password of probes";

/** As the billing stage gives them to its users of the sandbox. */
const psaSecret = "stage-secret-1";
const trackingId = "SANDBOXTRACKINGID0000000001";
export const credentialsOf = (userName: string) => ({ userName, secret: psaSecret, trackingId });

const companies = [0, 1, 2, 3, 4, 5, 6, 7].map((index) => ({
  id: 1_000 + index,
  companyName: `Company ${index}`,
}));
const contracts = [0, 1, 2, 3, 4, 5, 6].map((index) => ({
  id: 1_000_000 + index,
  companyID: 1_000 + index,
  contractName: `Contract ${index}`,
  startDate: "2026-01-01",
  endDate: "2026-12-31",
  services: index < 6 ? [{ id: 5_000_000 + index, serviceID: 5, units: 10, unitPrice: 9.4 }] : [],
}));
/** What the stage has in the PSA, and beside it a company with an empty contract, a lone company and a lone service. */
const spareInPsa = {
  companies,
  contracts,
  services: [5, 6].map((id) => ({ id, name: `Service ${id}`, periodType: 2, unitPrice: 9.4, unitCost: 7.1 })),
};

type Surroundings = { database: TestDatabase; sandboxUrl: string };

let worlds = 0;

export async function buildProbeWorld({ database, sandboxUrl }: Surroundings): Promise<ProbeWorld> {
  const { superuserPool, pool } = database;
  worlds += 1;
  const marker = `Marker${worlds}Quux`;
  const stage = await buildBillingStage({
    superuserPool,
    appPool: pool,
    sandboxUrl,
    lines: 6,
    world: spareInPsa,
  });
  const secondUser = `second-of-${stage.world}`;
  await sandboxControl(sandboxUrl, secondUser, "world", {
    secret: psaSecret,
    trackingIds: [trackingId],
    currency: "GBP",
  });
  const { partnerId } = stage;
  await superuserPool.query(
    `update customers set company_name = '${marker} customer ' || vendor_customer_id where partner_id = '${partnerId}';
     update customer_mappings set psa_company_name = '${marker} company' where partner_id = '${partnerId}';
     update mirror_contracts set name = '${marker} contract' where partner_id = '${partnerId}';
     update connections set name = '${marker} connection' where partner_id = '${partnerId}';
     update partners set name = '${marker} partner' where partner_id = '${partnerId}';
     update tenants set name = '${marker} partner' where id = '${partnerId}';
     insert into mirror_companies (partner_id, connection_id, read_at, psa_company_id, name, type_name, is_customer,
       is_active, is_owner)
       select partner_id, connection_id, business_now(), psa_company_id, psa_company_name, 'Customer', true, true, false
         from customer_mappings where partner_id = '${partnerId}';
     insert into mirror_catalog_items (partner_id, connection_id, read_at, psa_item_id, name, is_active, is_bundle, in_bundles,
       cycle, unit_price)
       select '${partnerId}', '${stage.connectionId}', business_now(), item, '${marker} item', true, false, '[]', 'monthly', 9.4
         from unnest(array['5', '6']) as item`,
  );
  const spare = await buildSpareRecords(database, stage);
  const applied = await applyOneOrder(database, stage);
  const { planId, hash, taskIds } = await planTwoOrders(database, stage);
  await superuserPool.query(handEditOf, [partnerId]);
  const callers = await peopleOf(database, partnerId);
  const rows = await superuserPool.query<Record<string, string>>(recordsOf, [partnerId, applied, planId]);
  const {
    partnerCode = "",
    vendorOrderId = "",
    productIdentity = "",
    email = "",
    ...ids
  } = rows.rows[0] ?? {};
  const vendorIds = { vendorOrderId, productIdentity, email };
  return {
    stage,
    partnerId,
    partnerCode,
    marker,
    callers,
    ids: { ...ids, ...spare, partnerId, planId, taskId: taskIds[0] ?? "" },
    secondUser,
    foreign: {
      psaCompanyId: "1000",
      psaContractId: "1000000",
      psaItemId: "5",
      psaLineId: "5000000",
      ...vendorIds,
    },
    planHash: hash,
  };
}

/**
 * Records that wait to be mapped: a subscription of a mapped customer, a customer, a product. The customer that is
 * mapped to the lone company's neighbour holds the subscription.
 */
async function buildSpareRecords(
  database: TestDatabase,
  stage: BillingStage,
): Promise<Record<string, string>> {
  const { partnerId, connectionId, productId } = stage;
  const holder = await buildCustomer(database, { partnerId, vendorCustomerId: "6", currency: "GBP" });
  const on = { partnerId, connectionId };
  await buildCustomerMapping(database, { ...on, customerId: holder.id, psaCompanyId: "1006" });
  const subscription = await buildSubscription(database, { partnerId, customerId: holder.id, productId });
  const customer = await buildCustomer(database, { partnerId, vendorCustomerId: "7", currency: "GBP" });
  const product = await buildProduct(database, { unit: "seat" });
  return { spareSubscriptionId: subscription.id, spareCustomerId: customer.id, spareProductId: product.id };
}

/** A sale that went all the way: a finished plan with a confirmed operation. Answers the plan. */
async function applyOneOrder(database: TestDatabase, stage: BillingStage): Promise<string> {
  await placeOrders(database.superuserPool, stage, { count: 1, quantity: "12" });
  const { planId, hash } = await planWaiting(database, stage);
  await approveTaskPlan(stage.ctx, { planId, hash });
  const job = jobContext(stage.partnerId, "apply-plan", database.pool);
  await startTasks(job, { planId });
  await startPlan(job, { planId });
  await applyChunk(job, { planId, from: 0, to: 999 });
  await finishTasks(job, { planId });
  await finishPlan(job, { planId });
  return planId;
}

/** Two changes that wait for a decision, with the plan that shows them. */
async function planTwoOrders(database: TestDatabase, stage: BillingStage) {
  await placeOrders(database.superuserPool, stage, { from: 1, count: 2, quantity: "14" });
  return planWaiting(database, stage);
}

async function planWaiting(database: TestDatabase, stage: BillingStage) {
  await checkChanges(stage.ctx, { connectionId: stage.connectionId, trigger: "person" });
  const ready = await database.superuserPool.query<{ id: string }>(
    "select id from sync_tasks where partner_id = $1 and state = 'ready' order by number",
    [stage.partnerId],
  );
  const taskIds = ready.rows.map((row) => row.id);
  const { planId } = await planTasks(stage.ctx, { taskIds });
  const { hash } = await getPlan(stage.ctx, { planId });
  return { planId, hash, taskIds };
}

async function peopleOf(database: TestDatabase, partnerId: string): Promise<ProbeWorld["callers"]> {
  const admin = await buildPerson(database, { partnerId, password: probePassword });
  // A second place where the admin is signed in, to be ended.
  await signedInCaller(database, admin, partnerId);
  const person = async (role: "partner_operator" | "partner_viewer") =>
    signedInCaller(database, await buildPerson(database, { partnerId, role, canSeeCost: true }), partnerId);
  return {
    admin: await signedInCaller(database, admin, partnerId),
    operator: await person("partner_operator"),
    viewer: await person("partner_viewer"),
    key: await keyCaller(database, { partnerId, scopes: partnerScopes }),
    ingestKey: await keyCaller(database, { partnerId, scopes: ingestScopes }),
  };
}

/** A quantity that somebody changed in the PSA, on the last of the partner's lines. */
const handEditOf = `
  insert into findings (partner_id, created_at, updated_at, opened_at, class, subject, ids, connection_id, customer_id,
    subscription_id, amount_minor, currency, sentence, cause, detail)
  select l.partner_id, business_now(), business_now(), business_now(), 'drift', 'line:' || l.id || ':quantity',
         jsonb_build_object('lineLinkId', l.id, 'psaLineId', l.psa_line_id, 'psaContractId', l.psa_contract_id),
         l.connection_id, s.customer_id, s.id, 940, 'GBP', 'The quantity is 11, where 10 was last written.',
         'changed by hand', '{"field":"quantity","before":"10","ours":"10","now":"11"}'
    from line_links as l
    join contract_links as c on c.partner_id = l.partner_id and c.line_link_id = l.id
    join subscriptions as s on s.partner_id = c.partner_id and s.id = c.subscription_id
   where l.partner_id = $1 order by l.psa_line_id desc limit 1`;

/** $1 partner, $2 the applied plan, $3 the waiting one. One of each, by the name that routes give it. */
const recordsOf = `
  select p.code as "partnerCode",
    (select id from connections where partner_id = $1 limit 1) as "connectionId",
    (select id from customers where partner_id = $1 order by vendor_customer_id limit 1) as "customerId",
    (select product_id from subscriptions where partner_id = $1 limit 1) as "productId",
    (select id from subscriptions where partner_id = $1 order by vendor_subscription_id limit 1) as "subscriptionId",
    (select id from orders where partner_id = $1 order by vendor_order_id limit 1) as "orderId",
    (select vendor_order_id from orders where partner_id = $1 order by vendor_order_id limit 1) as "vendorOrderId",
    (select concat_ws(':', sku, billing_cycle, term) from products
      where id = (select product_id from subscriptions where partner_id = $1 limit 1)) as "productIdentity",
    (select id from customer_mappings where partner_id = $1 limit 1) as "customerMappingId",
    (select id from product_mappings where partner_id = $1 limit 1) as "productMappingId",
    (select id from contract_links where partner_id = $1 limit 1) as "contractLinkId",
    (select id from line_links where partner_id = $1 limit 1) as "lineLinkId",
    (select id from sync_runs where partner_id = $1 limit 1) as "syncRunId",
    (select id from findings where partner_id = $1 limit 1) as "findingId",
    (select id from operations where partner_id = $1 and plan_id = $2 limit 1) as "operationId",
    $2::text as "appliedPlanId",
    (select id from memberships where partner_id = $1 and role = 'partner_viewer') as "memberId",
    (select person_id from memberships where partner_id = $1 and role = 'partner_viewer') as "personId",
    (select s.id from sessions s join memberships m using (person_id)
      where m.partner_id = $1 and m.role = 'partner_admin' order by s.started_at limit 1) as "sessionId",
    (select email from persons join memberships m on m.person_id = persons.id
      where m.partner_id = $1 and m.role = 'partner_admin') as "email",
    (select id from api_keys where partner_id = $1 limit 1) as "apiKeyId"
  from partners p where partner_id = $1 and $3::text is not null`;
