import type { Tx } from "@/lib/auth/context";
import { AppError } from "@/lib/errors";
import { resolveSetting } from "./settings";
import { findConnection } from "./store";

/**
 * Refuses what billing does not do while it is switched off for a connection: checks, plans and approvals. Mappings and
 * tasks stay as they are, what comes in meanwhile waits unseen, and what was approved before goes on to its end.
 */
export async function requireBilling(tx: Tx, connectionId: string): Promise<void> {
  const connection = await findConnection(tx, connectionId);
  if (connection) refuseWithoutBilling(connection);
}

/** The same for whoever holds the connection already. */
export function refuseWithoutBilling(connection: { name: string; settings: unknown }): void {
  if (resolveSetting("billing", { connection: connection.settings }).value) return;
  throw new AppError(
    "precondition_failed",
    `Billing is switched off for '${connection.name}': nothing is checked, planned or written. Switch it on in Integration Setup.`,
  );
}
