import { recordAudit } from "@/lib/audit/record";
import type { Ctx } from "@/lib/auth/context";
import { requirePermission } from "@/lib/auth/require-permission";
import { PsaError } from "@/lib/psa/errors";
import { openConnector } from "./open-connector";
import { moveConnection } from "./store";

export type Probe = { state: "signed_in" | "unreachable" | "refused"; missingRights: readonly string[] };

/**
 * Looks whether a stored connection still works: signs in once, asks for the rights, and moves the connection between
 * active and unreachable. A refused sign-in has stopped the connection already; nothing is tried again.
 */
export async function probeConnection(ctx: Ctx, connectionId: string): Promise<Probe> {
  requirePermission(ctx, "connection.edit");
  const probe = await look(ctx, connectionId);
  await ctx.transaction(async (tx) => {
    const moved =
      probe.state === "signed_in"
        ? await moveConnection(tx, connectionId, ["unreachable"], "active", null)
        : probe.state === "unreachable"
          ? await moveConnection(tx, connectionId, ["active"], "unreachable", probe.reason)
          : undefined;
    await recordAudit(tx, {
      action: "readiness.checked",
      recordKind: "connection",
      recordId: connectionId,
      after: {
        state: probe.state,
        missingRights: probe.missingRights,
        ...(moved ? { connection: moved.state } : {}),
      },
    });
  });
  return { state: probe.state, missingRights: probe.missingRights };
}

async function look(ctx: Ctx, connectionId: string): Promise<Probe & { reason: string }> {
  try {
    const connector = await openConnector(ctx, connectionId);
    await connector.checkSignIn();
    return { state: "signed_in", missingRights: await connector.checkRights(), reason: "" };
  } catch (error) {
    if (!(error instanceof PsaError)) throw error;
    // Our own budget says nothing about the PSA.
    if (error.refusal === "own_budget_used_up") throw error;
    const state = error.kind === "credentials" ? "refused" : "unreachable";
    return { state, missingRights: [], reason: error.message };
  }
}
