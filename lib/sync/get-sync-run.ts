import type { Ctx } from "@/lib/auth/context";
import { requirePermission } from "@/lib/auth/require-permission";
import { AppError } from "@/lib/errors";
import { findRun, type SyncRun } from "./run-query";

export async function getSyncRun(ctx: Ctx, input: { syncRunId: string }): Promise<SyncRun> {
  requirePermission(ctx, "partner.read");
  const run = await ctx.transaction((tx) => findRun(tx, input.syncRunId));
  if (!run) throw new AppError("not_found", "There is no such check.");
  return run;
}
