import type { Ctx } from "@/lib/auth/context";
import { requirePermission } from "@/lib/auth/require-permission";
import { groupBy } from "@/lib/group-by";
import { operationsOfLines } from "@/lib/operations/store";
import { lineView } from "./line-view";
import { getPlanRow, linesAfter } from "./store";
import { withoutCost } from "./without-cost";

/** Lines of a plan in its order, of one customer or all; `after` is the position of the last one seen. */
export async function listPlanLines(
  ctx: Ctx,
  input: { planId: string; customerId?: string | undefined; after?: number | undefined; limit: number },
) {
  requirePermission(ctx, "partner.read");
  const found = await ctx.transaction(async (tx) => {
    const { id } = await getPlanRow(tx, input.planId);
    const rows = await linesAfter(tx, id, { ...input, after: input.after ?? -1, limit: input.limit + 1 });
    const page = rows.slice(0, input.limit);
    const ids = page.map((row) => row.id);
    const byLine = groupBy(await operationsOfLines(tx, ids), (operation) => operation.planLineId);
    return {
      lines: page.map((row) => lineView(row, byLine.get(row.id) ?? [])),
      next: rows.length > input.limit ? (page.at(-1)?.position ?? null) : null,
    };
  });
  return ctx.canSeeCost ? found : withoutCost(found);
}
