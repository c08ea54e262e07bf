import type { Ctx } from "@/lib/auth/context";
import { requirePermission } from "@/lib/auth/require-permission";
import { AppError } from "@/lib/errors";
import { findFinding, type ShownFinding } from "./finding-query";

/** Throws `not_found`, also for another partner's. */
export async function getFinding(ctx: Ctx, input: { findingId: string }): Promise<ShownFinding> {
  requirePermission(ctx, "partner.read");
  const found = await ctx.transaction((tx) => findFinding(tx, input.findingId, !ctx.canSeeCost));
  if (!found) throw new AppError("not_found", "There is no such finding.");
  return found;
}
