// Written by `npm run routes`; do not edit.
import * as route0 from "./health/route";
import * as route1 from "./ingest/v1/customers/route";
import * as route2 from "./ingest/v1/customers/[id]/route";
import * as route3 from "./ingest/v1/orders/route";
import * as route4 from "./ingest/v1/orders/[id]/route";
import * as route5 from "./ingest/v1/partners/[code]/status/route";
import * as route6 from "./ingest/v1/products/route";
import * as route7 from "./ingest/v1/products/[id]/route";
import * as route8 from "./ingest/v1/subscriptions/route";
import * as route9 from "./ingest/v1/subscriptions/[id]/route";
import * as route10 from "./v1/api-keys/route";
import * as route11 from "./v1/api-keys/[apiKeyId]/route";
import * as route12 from "./v1/audit/route";
import * as route13 from "./v1/connections/route";
import * as route14 from "./v1/connections/[connectionId]/route";
import * as route15 from "./v1/connections/[connectionId]/budget/route";
import * as route16 from "./v1/connections/[connectionId]/catalog-items/route";
import * as route17 from "./v1/connections/[connectionId]/companies/route";
import * as route18 from "./v1/connections/[connectionId]/companies/[psaCompanyId]/route";
import * as route19 from "./v1/connections/[connectionId]/contracts/route";
import * as route20 from "./v1/connections/[connectionId]/credentials/route";
import * as route21 from "./v1/connections/[connectionId]/refresh/route";
import * as route22 from "./v1/connections/test/route";
import * as route23 from "./v1/customers/route";
import * as route24 from "./v1/customers/[customerId]/route";
import * as route25 from "./v1/mappings/contracts/route";
import * as route26 from "./v1/mappings/contracts/[subscriptionId]/route";
import * as route27 from "./v1/mappings/customers/route";
import * as route28 from "./v1/mappings/customers/[customerId]/route";
import * as route29 from "./v1/mappings/products/route";
import * as route30 from "./v1/mappings/products/[productId]/route";
import * as route31 from "./v1/me/route";
import * as route32 from "./v1/me/sign-out/route";
import * as route33 from "./v1/me/tenant/route";
import * as route34 from "./v1/members/route";
import * as route35 from "./v1/members/[memberId]/route";
import * as route36 from "./v1/operations/route";
import * as route37 from "./v1/operations/[operationId]/route";
import * as route38 from "./v1/operations/[operationId]/decide/route";
import * as route39 from "./v1/operations/[operationId]/undo/route";
import * as route40 from "./v1/orders/route";
import * as route41 from "./v1/orders/[orderId]/route";
import * as route42 from "./v1/plans/route";
import * as route43 from "./v1/plans/[planId]/route";
import * as route44 from "./v1/plans/[planId]/approve/route";
import * as route45 from "./v1/plans/[planId]/undo/route";
import * as route46 from "./v1/products/route";
import * as route47 from "./v1/products/[productId]/route";
import * as route48 from "./v1/sessions/route";
import * as route49 from "./v1/sessions/[sessionId]/route";
import * as route50 from "./v1/subscriptions/route";
import * as route51 from "./v1/subscriptions/[subscriptionId]/route";
import * as route52 from "./v1/sync-runs/route";
import * as route53 from "./v1/sync-runs/[syncRunId]/route";
import * as route54 from "./v1/sync-tasks/route";
import * as route55 from "./v1/sync-tasks/[taskId]/route";
import * as route56 from "./v1/sync-tasks/[taskId]/ignore/route";
import * as route57 from "./v1/sync-tasks/[taskId]/retry/route";
import * as route58 from "./v1/sync-tasks/[taskId]/unignore/route";

/** Every route file of the API by its folder; see lib/http/manifest.ts. */
export const routeModules: Readonly<Record<string, object>> = {
  "app/api/health": route0,
  "app/api/ingest/v1/customers": route1,
  "app/api/ingest/v1/customers/[id]": route2,
  "app/api/ingest/v1/orders": route3,
  "app/api/ingest/v1/orders/[id]": route4,
  "app/api/ingest/v1/partners/[code]/status": route5,
  "app/api/ingest/v1/products": route6,
  "app/api/ingest/v1/products/[id]": route7,
  "app/api/ingest/v1/subscriptions": route8,
  "app/api/ingest/v1/subscriptions/[id]": route9,
  "app/api/v1/api-keys": route10,
  "app/api/v1/api-keys/[apiKeyId]": route11,
  "app/api/v1/audit": route12,
  "app/api/v1/connections": route13,
  "app/api/v1/connections/[connectionId]": route14,
  "app/api/v1/connections/[connectionId]/budget": route15,
  "app/api/v1/connections/[connectionId]/catalog-items": route16,
  "app/api/v1/connections/[connectionId]/companies": route17,
  "app/api/v1/connections/[connectionId]/companies/[psaCompanyId]": route18,
  "app/api/v1/connections/[connectionId]/contracts": route19,
  "app/api/v1/connections/[connectionId]/credentials": route20,
  "app/api/v1/connections/[connectionId]/refresh": route21,
  "app/api/v1/connections/test": route22,
  "app/api/v1/customers": route23,
  "app/api/v1/customers/[customerId]": route24,
  "app/api/v1/mappings/contracts": route25,
  "app/api/v1/mappings/contracts/[subscriptionId]": route26,
  "app/api/v1/mappings/customers": route27,
  "app/api/v1/mappings/customers/[customerId]": route28,
  "app/api/v1/mappings/products": route29,
  "app/api/v1/mappings/products/[productId]": route30,
  "app/api/v1/me": route31,
  "app/api/v1/me/sign-out": route32,
  "app/api/v1/me/tenant": route33,
  "app/api/v1/members": route34,
  "app/api/v1/members/[memberId]": route35,
  "app/api/v1/operations": route36,
  "app/api/v1/operations/[operationId]": route37,
  "app/api/v1/operations/[operationId]/decide": route38,
  "app/api/v1/operations/[operationId]/undo": route39,
  "app/api/v1/orders": route40,
  "app/api/v1/orders/[orderId]": route41,
  "app/api/v1/plans": route42,
  "app/api/v1/plans/[planId]": route43,
  "app/api/v1/plans/[planId]/approve": route44,
  "app/api/v1/plans/[planId]/undo": route45,
  "app/api/v1/products": route46,
  "app/api/v1/products/[productId]": route47,
  "app/api/v1/sessions": route48,
  "app/api/v1/sessions/[sessionId]": route49,
  "app/api/v1/subscriptions": route50,
  "app/api/v1/subscriptions/[subscriptionId]": route51,
  "app/api/v1/sync-runs": route52,
  "app/api/v1/sync-runs/[syncRunId]": route53,
  "app/api/v1/sync-tasks": route54,
  "app/api/v1/sync-tasks/[taskId]": route55,
  "app/api/v1/sync-tasks/[taskId]/ignore": route56,
  "app/api/v1/sync-tasks/[taskId]/retry": route57,
  "app/api/v1/sync-tasks/[taskId]/unignore": route58,
};
