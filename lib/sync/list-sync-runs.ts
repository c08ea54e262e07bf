import type { Ctx } from "@/lib/auth/context";
import { requirePermission } from "@/lib/auth/require-permission";
import { AppError } from "@/lib/errors";
import { findRun, type SyncRun, selectRuns } from "./run-query";

/** Checks of the partner, the latest first. */
export async function listSyncRuns(
  ctx: Ctx,
  filter: { connectionId?: string; before?: Date; limit: number },
): Promise<SyncRun[]> {
  requirePermission(ctx, "partner.read");
  return ctx.transaction((tx) => selectRuns(tx, filter));
}

export async function getSyncRun(ctx: Ctx, input: { syncRunId: string }): Promise<SyncRun> {
  requirePermission(ctx, "partner.read");
  const run = await ctx.transaction((tx) => findRun(tx, input.syncRunId));
  if (!run) throw new AppError("not_found", "There is no such check.");
  return run;
}
