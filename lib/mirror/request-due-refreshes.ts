import type { Ctx } from "@/lib/auth/context";
import { requirePermission } from "@/lib/auth/require-permission";
import { selectConnections } from "@/lib/connections/store";
import { announceAll } from "@/lib/outbox/announce";

/** Asks for a refresh of every connection of a partner that works; the hourly clock's part. */
export async function requestDueRefreshes(ctx: Ctx): Promise<number> {
  requirePermission(ctx, "sync.run");
  return ctx.transaction(async (tx) => {
    const working = (await selectConnections(tx)).filter(
      ({ state }) => state === "active" || state === "unreachable",
    );
    await announceAll(
      tx,
      working.map(({ id }) => ({
        name: "mirror/refresh.requested" as const,
        data: { partnerId: ctx.partnerId, connectionId: id },
      })),
    );
    return working.length;
  });
}
