import type { Ctx } from "@/lib/auth/context";
import { requirePermission } from "@/lib/auth/require-permission";
import { AppError } from "@/lib/errors";
import { withoutCost } from "@/lib/plans/without-cost";
import { findLoggedOperation } from "./action-log-store";
import { operationView } from "./list-operations";
import { findOperationPlace } from "./operation-sides-query";

/** One row of the Action Log with its task, its reasons and its line on both sides. */
export async function getLoggedOperation(ctx: Ctx, input: { operationId: string }) {
  requirePermission(ctx, "partner.read");
  const { row, place } = await ctx.transaction(async (tx) => ({
    row: await findLoggedOperation(tx, input.operationId),
    place: await findOperationPlace(tx, input.operationId),
  }));
  if (!row || !place) throw new AppError("not_found", `There is no operation ${input.operationId}.`);
  return { ...operationView(row, ctx.canSeeCost), ...(ctx.canSeeCost ? place : withoutCost(place)) };
}
