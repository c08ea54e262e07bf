import type { Ctx } from "@/lib/auth/context";
import { AppError } from "@/lib/errors";
import { settleSubscriptions } from "./settle-subscriptions";
import { findTask } from "./task-query";

/**
 * A task ended: what waited behind it comes forward, or waits for the next one that is open. Its plan is made anew
 * from what the PSA holds then. Safe to repeat: settling what is settled changes nothing.
 */
export async function releaseHeld(ctx: Ctx, input: { taskId: string }): Promise<{ moved: number }> {
  return ctx.transaction(async (tx) => {
    const task = await findTask(tx, input.taskId);
    if (!task) throw new AppError("not_found", "There is no such sync task.");
    const { connectionId, subscriptionId } = task;
    return { moved: await settleSubscriptions(tx, { connectionId, subscriptionIds: [subscriptionId] }) };
  });
}
