import type { Ctx } from "@/lib/auth/context";
import { requirePermission } from "@/lib/auth/require-permission";
import { AppError } from "@/lib/errors";
import { checkChanges } from "@/lib/sync/check-changes";
import { isActivePartner } from "./partner-query";
import { rhythmsOf } from "./request-due-checks";

/** Connections whose new orders are looked at as they arrive: those checked every 5 minutes. */
export async function connectionsToCheck(ctx: Ctx): Promise<string[]> {
  requirePermission(ctx, "sync.run");
  return ctx.transaction(async (tx) => {
    if (!(await isActivePartner(tx))) return [];
    return [...(await rhythmsOf(tx))]
      .filter(([, { interval }]) => interval === "every_5_minutes")
      .map(([connectionId]) => connectionId);
  });
}

/** Checks a connection for orders that have just come in. Throws `conflict` while another check may have missed them. */
export async function checkNewOrders(
  ctx: Ctx,
  input: { connectionId: string },
): Promise<{ message: string }> {
  const { joined, message } = await checkChanges(ctx, { ...input, trigger: "ingest" });
  if (joined)
    throw new AppError("conflict", "Another check is under way; it may have begun before these orders.");
  return { message };
}
