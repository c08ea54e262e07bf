import type { Ctx } from "@/lib/auth/context";
import { requirePermission } from "@/lib/auth/require-permission";
import { getReadiness, type Readiness } from "./get-readiness";
import { probeConnection } from "./probe-connection";

/** Check again: asks the PSA everything that the readiness list needs, at most twelve calls, and answers the list. */
export async function checkReadiness(ctx: Ctx, connectionId: string): Promise<Readiness> {
  requirePermission(ctx, "connection.edit");
  await probeConnection(ctx, connectionId);
  return getReadiness(ctx, connectionId);
}
