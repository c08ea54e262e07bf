import type { Ctx } from "@/lib/auth/context";
import { requirePermission } from "@/lib/auth/require-permission";
import { selectConnections } from "@/lib/connections/store";
import { announceAll } from "@/lib/outbox/announce";

/** Asks for every connection of a partner that was set up to be compared; the nightly clock's part. */
export async function requestCompares(ctx: Ctx): Promise<number> {
  requirePermission(ctx, "sync.run");
  return ctx.transaction(async (tx) => {
    const compared = (await selectConnections(tx)).filter(
      ({ state }) => state !== "draft" && state !== "disabled",
    );
    await announceAll(
      tx,
      compared.map(({ id }) => ({
        name: "findings/compare.requested" as const,
        data: { partnerId: ctx.partnerId, connectionId: id },
      })),
    );
    return compared.length;
  });
}
