import type { Ctx } from "@/lib/auth/context";
import { requirePermission } from "@/lib/auth/require-permission";
import { planSummary } from "./get-plan";
import { listPlanRows } from "./store";

/** Plans, newest first. `before` is the `createdAt` of the last one seen. */
export async function listPlans(ctx: Ctx, input: { before?: Date; limit: number }) {
  requirePermission(ctx, "partner.read");
  const rows = await ctx.transaction((tx) => listPlanRows(tx, input));
  return rows.map(planSummary);
}
