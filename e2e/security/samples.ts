import type { ManifestEntry } from "@/lib/http/manifest";
import { ingestSamples } from "./ingest-samples";
import { credentialsOf, type ProbeWorld, probePassword } from "./world";

/** A request that succeeds for the owner of the world it is made from. */
export type Sample = {
  params?: Record<string, string>;
  query?: Record<string, string>;
  body?: unknown;
  /** What the owner's record must be before, as SQL with the partner as $1. */
  given?: string;
  /** The vendor's own key instead of the partner's. */
  isVendors?: boolean;
};

export type SampleOf = (world: ProbeWorld) => Sample;

const id = (world: ProbeWorld, name: string): string => {
  const found = world.ids[name] ?? world.foreign[name];
  if (found === undefined) throw new Error(`e2e/security/world.ts knows no ${name}.`);
  return found;
};
const connectionOf = (world: ProbeWorld) => ({ connectionId: id(world, "connectionId") });

const sandboxOf =
  (body?: unknown): SampleOf =>
  (world) => ({ params: { world: world.stage.world }, ...(body !== undefined && { body }) });

/** Only the clock of a deployment with a demo story is moved. */
const toldStory = `insert into deployment_settings (vendor_name, story_at)
  select 'Larkspur Cloud', business_now() where $1::uuid is not null
  on conflict ("only") do update set story_at = excluded.story_at`;

/** Requests that cannot be made up from the names of the address alone. A route with a body needs its line here. */
const samples: Readonly<Record<string, SampleOf>> = {
  ...ingestSamples,
  "POST /api/v1/api-keys": () => ({ body: { name: "Probe", scopes: ["read"] } }),
  "PATCH /api/v1/members/{memberId}": (world) => ({
    params: { memberId: id(world, "memberId") },
    body: { version: 1, canSeeCost: false },
  }),
  "POST /api/v1/sessions": ({ foreign }) => ({ body: { email: foreign.email, password: probePassword } }),
  "POST /api/v1/me/tenant": ({ partnerId }) => ({ body: { partnerId } }),
  "POST /api/v1/connections": ({ secondUser }) => ({
    body: { provider: "autotask", name: "Second", credentials: credentialsOf(secondUser) },
  }),
  "POST /api/v1/connections/test": ({ secondUser }) => ({
    body: { provider: "autotask", credentials: credentialsOf(secondUser) },
  }),
  "PATCH /api/v1/connections/{connectionId}": (world) => ({
    params: connectionOf(world),
    body: { version: 1, name: "Renamed" },
  }),
  "POST /api/v1/connections/{connectionId}/credentials": (world) => ({
    params: connectionOf(world),
    body: { credentials: credentialsOf(world.stage.world) },
  }),
  "GET /api/v1/connections/{connectionId}/contracts": (world) => ({
    params: connectionOf(world),
    query: { psaCompanyId: id(world, "psaCompanyId") },
  }),
  "PUT /api/v1/mappings/customers": (world) => ({
    body: {
      ...connectionOf(world),
      rows: [{ customerId: id(world, "spareCustomerId"), state: "mapped", psaCompanyId: "1007" }],
    },
  }),
  "PUT /api/v1/mappings/contracts/choices": (world) => ({
    body: {
      ...connectionOf(world),
      rows: [
        {
          customerId: id(world, "customerId"),
          billingCycle: "monthly",
          currency: "GBP",
          psaContractId: "1000000",
        },
      ],
    },
  }),
  "GET /api/v1/search": () => ({ query: { text: "a" } }),
  "GET /api/v1/mappings/products": (world) => ({ query: connectionOf(world) }),
  "GET /api/v1/mappings/products/families": (world) => ({ query: connectionOf(world) }),
  "GET /api/v1/mappings/products/{productId}": (world) => ({
    params: { productId: id(world, "productId") },
    query: connectionOf(world),
  }),
  "POST /api/v1/connections/{connectionId}/catalog-items/retrieve": (world) => ({
    params: connectionOf(world),
    body: {},
  }),
  "PUT /api/v1/mappings/products": (world) => ({
    body: {
      ...connectionOf(world),
      rows: [{ productId: id(world, "spareProductId"), state: "mapped", psaItemId: "6" }],
    },
  }),
  "DELETE /api/v1/mappings/products/{productId}": (world) => ({
    params: { productId: id(world, "productId") },
    query: connectionOf(world),
  }),
  "PUT /api/v1/mappings/contracts": (world) => ({
    body: {
      ...connectionOf(world),
      rows: [{ subscriptionId: id(world, "spareSubscriptionId"), psaContractId: "1000006" }],
    },
  }),
  "DELETE /api/v1/mappings/contracts/{subscriptionId}": (world) => ({
    params: { subscriptionId: id(world, "subscriptionId") },
    given: "update contract_links set line_link_id = null where partner_id = $1",
  }),
  "POST /api/v1/sync-runs": (world) => ({ body: connectionOf(world) }),
  "POST /api/v1/sync-tasks/decisions": (world) => ({
    body: { decision: "ignore", taskIds: [id(world, "taskId")], reason: "a probe" },
  }),
  "GET /api/v1/connections/{connectionId}/automation-preview": (world) => ({
    params: connectionOf(world),
    query: { level: "guarded" },
  }),
  "PUT /api/v1/customers/{customerId}/automation": (world) => ({
    params: { customerId: id(world, "customerId") },
    body: { automationLevel: "ask" },
  }),
  "POST /api/v1/sync-tasks/send": (world) => ({
    body: { taskIds: [id(world, "taskId")] },
    given: `update sync_tasks set state = 'scheduled', scheduled_for = '2026-03-30', decided_at = updated_at
             where partner_id = $1 and plan_id is not null and state = 'ready'`,
  }),
  "POST /api/v1/sync-tasks/{taskId}/ignore": (world) => ({
    params: { taskId: id(world, "taskId") },
    body: { reason: "a probe" },
  }),
  "POST /api/v1/sync-tasks/{taskId}/unignore": (world) => ({
    params: { taskId: id(world, "taskId") },
    given: "update sync_tasks set state = 'ignored' where partner_id = $1 and state = 'ready'",
  }),
  "POST /api/v1/sync-tasks/{taskId}/retry": (world) => ({
    params: { taskId: id(world, "taskId") },
    given: "update sync_tasks set state = 'failed' where partner_id = $1 and state = 'ready'",
  }),
  "POST /api/v1/plans": (world) => ({ body: { taskIds: [id(world, "taskId")] } }),
  "POST /api/v1/plans/{planId}/approve": (world) => ({
    params: { planId: id(world, "planId") },
    body: { hash: world.planHash },
  }),
  "POST /api/v1/plans/{planId}/undo": (world) => ({ params: { planId: id(world, "appliedPlanId") } }),
  "GET /api/v1/sandbox/worlds/{world}/requests": sandboxOf(),
  "GET /api/v1/sandbox/worlds/{world}/requests/{seq}": (world) => ({
    params: { world: world.stage.world, seq: "1" },
  }),
  "GET /api/v1/sandbox/worlds/{world}/companies": sandboxOf(),
  "GET /api/v1/sandbox/worlds/{world}/company": (world) => ({
    params: { world: world.stage.world },
    query: { contract: id(world, "psaContractId") },
  }),
  "POST /api/v1/sandbox/worlds/{world}/acts": sandboxOf({
    act: "rename_company",
    companyId: "1000",
    name: "Renamed there",
  }),
  "GET /api/v1/sandbox/worlds/{world}/faults": sandboxOf(),
  "POST /api/v1/sandbox/worlds/{world}/faults": sandboxOf({ clear: true }),
  "GET /api/v1/sandbox/worlds/{world}/clock": sandboxOf(),
  // The clock of the tests stands still already, and everybody else's tests go by it.
  "POST /api/v1/sandbox/worlds/{world}/clock": (world) => ({
    ...sandboxOf({ move: "freeze" })(world),
    given: toldStory,
  }),
  "POST /api/v1/sandbox/worlds/{world}/reset": sandboxOf({ confirmation: "reset" }),
  "POST /api/v1/findings/{findingId}/decide": (world) => ({
    params: { findingId: id(world, "findingId") },
    body: { decision: "accept" },
  }),
  "POST /api/v1/operations/{operationId}/decide": (world) => ({
    params: { operationId: id(world, "operationId") },
    body: { decision: "read_again" },
    given: "update operations set state = 'needs_review' where partner_id = $1",
  }),
};

export const routeName = (entry: ManifestEntry): string => `${entry.method} ${entry.path}`;

/** The owner's own request: from the list above, else each part of the address filled by its name. */
export function sampleOf(entry: ManifestEntry, world: ProbeWorld): Sample {
  const made = samples[routeName(entry)];
  if (made) return made(world);
  if (entry.definition.body) {
    throw new Error(`e2e/security/samples.ts lacks a request for ${routeName(entry)}.`);
  }
  const names = [...entry.path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? "");
  return names.length === 0
    ? {}
    : { params: Object.fromEntries(names.map((name) => [name, id(world, name)])) };
}
