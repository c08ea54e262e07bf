import type { Ctx } from "@/lib/auth/context";
import { requirePermission } from "@/lib/auth/require-permission";
import { AppError } from "@/lib/errors";
import { recallForgotten } from "./forgotten-store";
import { settleSubscriptions } from "./settle-subscriptions";
import { undecidedSubscriptions } from "./task-query";

/**
 * A mapping changed: looks at the undecided tasks again that it may concern, of one customer or of all customers of the
 * connection. Makes no task; that is what Check Changes is for, which also finds again what was seen while its customer or
 * product was excluded (`recalled`).
 */
export async function reevaluateTasks(
  ctx: Ctx,
  input: { connectionId: string; customerId?: string; productId?: string },
): Promise<{ moved: number; recalled: number }> {
  requirePermission(ctx, "sync.run");
  for (let attempt = 1; ; attempt++) {
    try {
      return await ctx.transaction(async (tx) => {
        const subscriptionIds = await undecidedSubscriptions(tx, input);
        const moved = await settleSubscriptions(tx, { connectionId: input.connectionId, subscriptionIds });
        return { moved, recalled: await recallForgotten(tx, input) };
      });
    } catch (error) {
      // Somebody decided one of them in between: what is there now is judged again.
      if (!(error instanceof AppError && error.code === "conflict") || attempt >= 3) throw error;
    }
  }
}
