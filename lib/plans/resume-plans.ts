import type { Ctx } from "@/lib/auth/context";
import { announceAll } from "@/lib/outbox/announce";
import { unfinishedPlanIds } from "./store";

/** Lets every approved plan of a connection go on; those that are under way join themselves. Gives how many. */
export async function resumePlans(ctx: Ctx, input: { connectionId: string }): Promise<number> {
  return ctx.transaction(async (tx) => {
    const planIds = await unfinishedPlanIds(tx, input.connectionId);
    await announceAll(
      tx,
      planIds.map((planId) => ({
        name: "plan/resumed" as const,
        data: { partnerId: ctx.partnerId, connectionId: input.connectionId, planId },
      })),
    );
    return planIds.length;
  });
}
