import type { Ctx } from "@/lib/auth/context";
import { requirePermission } from "@/lib/auth/require-permission";
import { type HourOfCalls, readHour } from "@/lib/budget/store";
import { AppError } from "@/lib/errors";
import { capabilitiesOf } from "@/lib/psa/registry";
import { findConnection } from "./store";

/** The gauge of a connection's calls in the rolling hour. Connections on the same database share `usedByUs`. */
export type Budget = {
  callsPerHour: number;
  sharePct: number;
  /** What the share comes to. */
  shareCalls: number;
  usedByConnection: number;
  usedByUs: number;
  /** Calls of the customer's other integrations; null when the PSA has not told within the hour. */
  usedByOthers: number | null;
  leftForUs: number;
  /** While the PSA itself asks to wait. */
  blockedUntil: Date | null;
  asOf: Date;
};

export async function getBudget(ctx: Ctx, connectionId: string): Promise<Budget> {
  requirePermission(ctx, "partner.read");
  return ctx.transaction(async (tx) => {
    const connection = await findConnection(tx, connectionId);
    if (!connection) throw new AppError("not_found", "There is no such connection.");
    return budgetOf(connection, await readHour(tx, connection.databaseKey, connectionId), tx.now);
  });
}

export function budgetOf(
  connection: { provider: string; callSharePct: number },
  hour: Pick<HourOfCalls, "byConnection" | "byUs" | "byOthers" | "blockedUntil">,
  asOf: Date,
): Budget {
  const { callsPerHour } = capabilitiesOf(connection.provider);
  const shareCalls = Math.floor((callsPerHour * connection.callSharePct) / 100);
  const leftOfAll = callsPerHour - hour.byUs - (hour.byOthers ?? 0);
  return {
    callsPerHour,
    sharePct: connection.callSharePct,
    shareCalls,
    usedByConnection: hour.byConnection,
    usedByUs: hour.byUs,
    usedByOthers: hour.byOthers ?? null,
    leftForUs: Math.max(0, Math.min(shareCalls - hour.byUs, leftOfAll)),
    blockedUntil: hour.blockedUntil ?? null,
    asOf,
  };
}
