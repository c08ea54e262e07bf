import type { Ctx } from "@/lib/auth/context";
import { requirePermission } from "@/lib/auth/require-permission";
import { moveTasks } from "./move-tasks";
import { settleSubscriptions } from "./settle-subscriptions";
import { freeLines, tasksOfWithdrawnOrder } from "./withdrawal-store";

/**
 * The vendor withdrew an order: tasks of it that nobody has decided end at once. What other orders had merged into them
 * is unseen again, for the next check to make tasks of. A task on its way is left to the check after it came to rest.
 */
export async function withdrawOrder(ctx: Ctx, input: { orderId: string }): Promise<{ superseded: number }> {
  requirePermission(ctx, "sync.run");
  return ctx.transaction(async (tx) => {
    const tasks = await tasksOfWithdrawnOrder(tx, input.orderId);
    if (tasks.length === 0) return { superseded: 0 };
    const moved = await moveTasks(tx, {
      taskIds: tasks.map((task) => task.id),
      to: "superseded",
      reason: "The order was withdrawn.",
    });
    await freeLines(
      tx,
      tasks.map((task) => task.id),
    );
    for (const connectionId of new Set(moved.map((task) => task.connectionId))) {
      const of = moved.filter((task) => task.connectionId === connectionId);
      await settleSubscriptions(tx, { connectionId, subscriptionIds: of.map((task) => task.subscriptionId) });
    }
    return { superseded: moved.length };
  });
}
