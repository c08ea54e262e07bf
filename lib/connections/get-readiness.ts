import type { Ctx } from "@/lib/auth/context";
import { requirePermission } from "@/lib/auth/require-permission";
import { AppError } from "@/lib/errors";
import { getProvider } from "@/lib/psa/registry";
import { type ReadinessItem, type ReadinessState, readinessOf } from "./readiness";
import { selectLastProbe, selectMirrorFacts } from "./setup-query";
import { findConnection } from "./store";

export type Readiness = { state: ReadinessState; checkedAt: Date | null; items: ReadinessItem[] };

/** The readiness list from what was read last and the latest look at the PSA. No PSA call. */
export async function getReadiness(ctx: Ctx, connectionId: string): Promise<Readiness> {
  requirePermission(ctx, "partner.read");
  return ctx.transaction(async (tx) => {
    const connection = await findConnection(tx, connectionId);
    if (!connection) throw new AppError("not_found", "There is no such connection.");
    const { state, stateReason, provider } = connection;
    const { displayName, webAddress } = connection.instance;
    const probe = await selectLastProbe(tx, connectionId);
    const readiness = readinessOf({
      connection: { state, stateReason, displayName, ...(webAddress && { webAddress }) },
      vocabulary: getProvider(provider).vocabulary,
      probe,
      mirror: await selectMirrorFacts(tx, connectionId),
    });
    return { ...readiness, checkedAt: probe?.at ?? null };
  });
}
