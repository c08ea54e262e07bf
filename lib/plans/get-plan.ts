import type { Ctx, Tx } from "@/lib/auth/context";
import { requirePermission } from "@/lib/auth/require-permission";
import { findConnection } from "@/lib/connections/store";
import { AppError } from "@/lib/errors";
import { groupBy } from "@/lib/group-by";
import { operationsOfPlan } from "@/lib/operations/store";
import { getProvider } from "@/lib/psa/registry";
import { type Forecast, sayForecast } from "./forecast";
import { lineView } from "./line-view";
import type { PlanTotals } from "./plan-totals";
import { canBeUndone, questionsOf } from "./progress-query";
import { getPlanRow, linesOfPlan, type PlanRow } from "./store";
import { withoutCost } from "./without-cost";

/** A plan with its lines as frozen, how each line stands now and each step. Costs only for those who may see them. */
export async function getPlan(ctx: Ctx, input: { planId: string }) {
  requirePermission(ctx, "partner.read");
  const view = await ctx.transaction(async (tx) => {
    const plan = await getPlanRow(tx, input.planId);
    const lines = await linesOfPlan(tx, plan.id);
    const byLine = groupBy(await operationsOfPlan(tx, plan.id), (operation) => operation.planLineId);
    return {
      ...(await headOf(tx, plan)),
      lines: lines.map((row) => lineView(row, byLine.get(row.id) ?? [])),
    };
  });
  return ctx.canSeeCost ? view : withoutCost(view);
}

/** The same without its lines: what a page says first, whatever the plan's size. */
export async function getPlanHead(ctx: Ctx, input: { planId: string }) {
  requirePermission(ctx, "partner.read");
  return ctx.transaction(async (tx) => headOf(tx, await getPlanRow(tx, input.planId)));
}

async function headOf(tx: Tx, plan: PlanRow) {
  const connection = await findConnection(tx, plan.connectionId);
  if (!connection) throw new AppError("not_found", "There is no such connection.");
  const { name, timeZone, provider } = connection;
  const approver = plan.approvedBy as { name?: string; job?: string } | null;
  return {
    ...planSummary(plan),
    connection: { name, timeZone, psa: getProvider(provider).vocabulary.psa },
    approvedBy: approver ? (approver.name ?? approver.job ?? null) : null,
    questions: plan.state === "draft" ? await questionsOf(tx, plan.id) : [],
    canUndo: plan.approvedHash !== null && (await canBeUndone(tx, plan.id)),
  };
}

export function planSummary(plan: PlanRow) {
  const { id, connectionId, origin, state, headline, hash, readAt, createdAt, approvedAt, finishedAt } = plan;
  const forecast = plan.forecast as Forecast;
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
    forecast: { ...forecast, says: sayForecast(forecast) },
  };
}
