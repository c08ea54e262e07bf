import type { Ctx } from "@/lib/auth/context";
import { requirePermission } from "@/lib/auth/require-permission";
import { findConnection } from "@/lib/connections/store";
import { AppError } from "@/lib/errors";
import { announce } from "@/lib/outbox/announce";

/** Asks for a full reading of a connection's lists in the background. Asking twice reads twice, one after the other. */
export async function requestRefresh(ctx: Ctx, connectionId: string): Promise<void> {
  requirePermission(ctx, "sync.run");
  await ctx.transaction(async (tx) => {
    if (!(await findConnection(tx, connectionId)))
      throw new AppError("not_found", "There is no such connection.");
    await announce(tx, {
      name: "mirror/refresh.requested",
      data: { partnerId: ctx.partnerId, connectionId },
    });
  });
}
