import { recordAudit } from "@/lib/audit/record";
import type { Ctx } from "@/lib/auth/context";
import { requirePermission } from "@/lib/auth/require-permission";
import { getPlan } from "./get-plan";
import { planCsv } from "./plan-csv";

/** A plan as a file, the whole of it or a row for each line. The log says who took it out of the house. */
export async function exportPlan(ctx: Ctx, input: { planId: string; format: "csv" | "json" }) {
  requirePermission(ctx, "screen.export");
  const plan = await getPlan(ctx, input);
  await ctx.transaction((tx) =>
    recordAudit(tx, {
      action: "plan.exported",
      recordKind: "plan",
      recordId: plan.id,
      after: { format: input.format, lines: plan.lines.length },
    }),
  );
  return { plan, csv: input.format === "csv" ? planCsv(plan.lines) : undefined };
}
