import type { Ctx } from "@/lib/auth/context";
import { requirePermission } from "@/lib/auth/require-permission";
import { type SyncRun, selectRuns } from "./run-query";

/** Checks of the partner, the latest first. */
export async function listSyncRuns(
  ctx: Ctx,
  filter: { connectionId?: string; before?: Date; limit: number },
): Promise<SyncRun[]> {
  requirePermission(ctx, "partner.read");
  return ctx.transaction((tx) => selectRuns(tx, filter));
}
