import type { Ctx } from "@/lib/auth/context";
import { requirePermission } from "@/lib/auth/require-permission";
import { announceAll } from "@/lib/outbox/announce";
import { selectConnections } from "./store";

/** Asks for a look at every connection of a partner that is meant to work; the nightly clock's part. */
export async function requestDueProbes(ctx: Ctx): Promise<number> {
  requirePermission(ctx, "connection.edit");
  return ctx.transaction(async (tx) => {
    const meant = (await selectConnections(tx)).filter(
      ({ state }) => state === "active" || state === "unreachable",
    );
    await announceAll(
      tx,
      meant.map(({ id }) => ({
        name: "connection/probe.requested" as const,
        data: { partnerId: ctx.partnerId, connectionId: id },
      })),
    );
    return meant.length;
  });
}
