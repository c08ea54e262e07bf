import type { Ctx } from "@/lib/auth/context";
import { requirePermission } from "@/lib/auth/require-permission";
import { AppError } from "@/lib/errors";
import { settleSubscriptions } from "./settle-subscriptions";
import { undecidedSubscriptions } from "./task-query";

/**
 * A mapping changed: looks at the undecided tasks again that it may concern, of one customer or of all customers of the
 * connection. Makes no task and looks at no order line; that is what Check Changes is for. Returns how many moved.
 */
export async function reevaluateTasks(
  ctx: Ctx,
  input: { connectionId: string; customerId?: string },
): Promise<{ moved: number }> {
  requirePermission(ctx, "sync.run");
  for (let attempt = 1; ; attempt++) {
    try {
      return await ctx.transaction(async (tx) => {
        const subscriptionIds = await undecidedSubscriptions(tx, input);
        return {
          moved: await settleSubscriptions(tx, { connectionId: input.connectionId, subscriptionIds }),
        };
      });
    } catch (error) {
      // Somebody decided one of them in between: what is there now is judged again.
      if (!(error instanceof AppError && error.code === "conflict") || attempt >= 3) throw error;
    }
  }
}
