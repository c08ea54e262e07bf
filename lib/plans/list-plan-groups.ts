import type { Ctx } from "@/lib/auth/context";
import { requirePermission } from "@/lib/auth/require-permission";
import { groupsOfPlan } from "./plan-groups-query";
import { getPlanRow } from "./store";

/** The customers of a plan with what it does to each; `after` is the position of the last group seen. */
export async function listPlanGroups(
  ctx: Ctx,
  input: { planId: string; after?: number | undefined; limit: number },
) {
  requirePermission(ctx, "partner.read");
  return ctx.transaction(async (tx) => {
    const { id } = await getPlanRow(tx, input.planId);
    const groups = await groupsOfPlan(tx, id, { after: input.after ?? -1, limit: input.limit + 1 });
    const page = groups.slice(0, input.limit);
    return { groups: page, next: groups.length > input.limit ? (page.at(-1)?.position ?? null) : null };
  });
}
