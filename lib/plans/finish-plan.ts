import type { Ctx } from "@/lib/auth/context";
import { announce } from "@/lib/outbox/announce";
import { countUnfinishedLines, getPlanRow, updatePlan } from "./store";

/** Ends a plan whose last line has ended, and announces it once. True when nothing of it is under way any more. */
export async function finishPlan(ctx: Ctx, input: { planId: string }): Promise<boolean> {
  return ctx.transaction(async (tx) => {
    const plan = await getPlanRow(tx, input.planId, "for update");
    if (plan.state === "finished") return true;
    if ((await countUnfinishedLines(tx, plan.id)) > 0) return false;
    await updatePlan(tx, plan.id, { state: "finished", finishedAt: tx.now });
    await announce(tx, {
      name: "plan/applied",
      data: { partnerId: tx.ctx.partnerId, connectionId: plan.connectionId, planId: plan.id },
    });
    return true;
  });
}
