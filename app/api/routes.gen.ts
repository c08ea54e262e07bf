// Written by `npm run routes`; do not edit.
import * as route0 from "./health/route";
import * as route1 from "./v1/api-keys/route";
import * as route2 from "./v1/api-keys/[apiKeyId]/route";
import * as route3 from "./v1/audit/route";
import * as route4 from "./v1/me/route";
import * as route5 from "./v1/me/sign-out/route";
import * as route6 from "./v1/me/tenant/route";
import * as route7 from "./v1/members/route";
import * as route8 from "./v1/members/[memberId]/route";
import * as route9 from "./v1/operations/route";
import * as route10 from "./v1/operations/[operationId]/route";
import * as route11 from "./v1/operations/[operationId]/decide/route";
import * as route12 from "./v1/operations/[operationId]/undo/route";
import * as route13 from "./v1/plans/route";
import * as route14 from "./v1/plans/[planId]/route";
import * as route15 from "./v1/plans/[planId]/approve/route";
import * as route16 from "./v1/plans/[planId]/undo/route";
import * as route17 from "./v1/sessions/route";
import * as route18 from "./v1/sessions/[sessionId]/route";

/** Every route file of the API by its folder; see lib/http/manifest.ts. */
export const routeModules: Readonly<Record<string, object>> = {
  "app/api/health": route0,
  "app/api/v1/api-keys": route1,
  "app/api/v1/api-keys/[apiKeyId]": route2,
  "app/api/v1/audit": route3,
  "app/api/v1/me": route4,
  "app/api/v1/me/sign-out": route5,
  "app/api/v1/me/tenant": route6,
  "app/api/v1/members": route7,
  "app/api/v1/members/[memberId]": route8,
  "app/api/v1/operations": route9,
  "app/api/v1/operations/[operationId]": route10,
  "app/api/v1/operations/[operationId]/decide": route11,
  "app/api/v1/operations/[operationId]/undo": route12,
  "app/api/v1/plans": route13,
  "app/api/v1/plans/[planId]": route14,
  "app/api/v1/plans/[planId]/approve": route15,
  "app/api/v1/plans/[planId]/undo": route16,
  "app/api/v1/sessions": route17,
  "app/api/v1/sessions/[sessionId]": route18,
};
