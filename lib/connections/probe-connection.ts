import { recordAudit } from "@/lib/audit/record";
import type { Ctx } from "@/lib/auth/context";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Connector } from "@/lib/psa/connector";
import { PsaError } from "@/lib/psa/errors";
import { openConnector } from "./open-connector";
import { moveConnection } from "./store";

export type Probe = {
  state: "signed_in" | "unreachable" | "refused";
  missingRights: readonly string[];
  /** Why it was not signed in. */
  problem?: string;
  hasOtherDatabase?: boolean;
  clockSeconds?: number;
  hasRecurringContracts?: boolean;
};

/**
 * Looks whether a stored connection still works and whether the PSA holds what billing needs: signs in once, asks for
 * the rights and for a recurring contract, and moves the connection between active and unreachable. A refused sign-in
 * has stopped the connection already; nothing is tried again. What it found stands in its audit entry.
 */
export async function probeConnection(ctx: Ctx, connectionId: string): Promise<Probe> {
  requirePermission(ctx, "connection.edit");
  const probe = await look(ctx, connectionId);
  await ctx.transaction(async (tx) => {
    const moved =
      probe.state === "signed_in"
        ? await moveConnection(tx, connectionId, ["unreachable"], "active", null)
        : probe.state === "unreachable"
          ? await moveConnection(tx, connectionId, ["active"], "unreachable", probe.problem ?? null)
          : undefined;
    await recordAudit(tx, {
      action: "readiness.checked",
      recordKind: "connection",
      recordId: connectionId,
      after: { ...probe, ...(moved ? { connection: moved.state } : {}) },
    });
  });
  return probe;
}

async function look(ctx: Ctx, connectionId: string): Promise<Probe> {
  try {
    const connector = await openConnector(ctx, connectionId);
    const { databaseKey } = await connector.checkSignIn();
    const missingRights = await connector.checkRights();
    const clock = connector.toldClock();
    const hasRecurringContracts = await findRecurringContract(connector);
    return {
      state: "signed_in",
      missingRights,
      hasOtherDatabase: databaseKey !== connector.databaseKey,
      ...(clock && { clockSeconds: Math.round((clock.theirs.getTime() - clock.ours.getTime()) / 1000) }),
      ...(hasRecurringContracts !== undefined && { hasRecurringContracts }),
    };
  } catch (error) {
    if (!(error instanceof PsaError)) throw error;
    // Our own budget says nothing about the PSA.
    if (error.refusal === "own_budget_used_up") throw error;
    const state = error.kind === "credentials" ? "refused" : "unreachable";
    return {
      state,
      missingRights: [],
      problem: error.message,
      hasOtherDatabase: error.refusal === "other_database",
    };
  }
}

/** Among the contracts of the first page of companies; undefined when the API user may not look. */
async function findRecurringContract(connector: Connector): Promise<boolean | undefined> {
  try {
    for await (const companies of connector.listCompanies()) {
      const ids = companies.flatMap((company) =>
        company.isCustomer && !company.isOwner ? company.psaCompanyId : [],
      );
      if (ids.length === 0) continue;
      for await (const contracts of connector.listContracts(ids)) {
        if (contracts.some((contract) => contract.isRecurring && contract.isActive)) return true;
      }
      return false;
    }
    return false;
  } catch (error) {
    if (error instanceof PsaError && error.refusal === "right_missing") return undefined;
    throw error;
  }
}
