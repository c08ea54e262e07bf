import type { Ctx } from "@/lib/auth/context";
import { requirePermission } from "@/lib/auth/require-permission";
import type { PlanTotals } from "./plan-totals";
import { getPlanRow, linesOfPlan, type PlanLineRow, type PlanRow } from "./store";
import { withoutCost } from "./without-cost";

/** A plan with its lines as frozen, and how each line stands now. Costs only for those who may see them. */
export async function getPlan(ctx: Ctx, input: { planId: string }) {
  requirePermission(ctx, "partner.read");
  const { plan, lines } = await ctx.transaction(async (tx) => ({
    plan: await getPlanRow(tx, input.planId),
    lines: await linesOfPlan(tx, input.planId),
  }));
  const view = { ...planSummary(plan), lines: lines.map(lineView) };
  return ctx.canSeeCost ? view : withoutCost(view);
}

export function planSummary(plan: PlanRow) {
  const { id, connectionId, origin, state, headline, hash, readAt, createdAt, approvedAt, finishedAt } = plan;
  const shown = {
    id,
    connectionId,
    origin,
    state,
    headline,
    hash,
    readAt,
    createdAt,
    approvedAt,
    finishedAt,
  };
  return {
    ...shown,
    totals: plan.totals as PlanTotals,
    forecast: plan.forecast as { calls: number; seconds: number },
  };
}

function lineView({ id, position, customerId, line, state, note }: PlanLineRow) {
  const { plan, subject, link } = line;
  return {
    ...plan,
    id,
    position,
    customerId,
    subject,
    state,
    note,
    writesKey: link?.writeKey ? link.key : undefined,
  };
}
