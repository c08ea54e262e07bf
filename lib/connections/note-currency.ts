import type { Tx } from "@/lib/auth/context";
import { findConnection, updateConnection } from "./store";

/** Notes the PSA's own currency when it was read for the first time or has changed. */
export async function noteCurrency(
  tx: Tx,
  connectionId: string,
  currency: string | undefined,
): Promise<void> {
  if (currency === undefined) return;
  const connection = await findConnection(tx, connectionId);
  if (connection && connection.currency !== currency) await updateConnection(tx, connectionId, { currency });
}
