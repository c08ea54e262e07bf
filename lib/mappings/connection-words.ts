import type { Tx } from "@/lib/auth/context";
import type { Connection } from "@/lib/connections/store";
import { findConnection } from "@/lib/connections/store";
import { AppError } from "@/lib/errors";
import type { Vocabulary } from "@/lib/psa/connector";
import { getProvider } from "@/lib/psa/registry";

/** The connection with its PSA's words. Throws `not_found`, also for another partner's. */
export async function connectionWithWords(
  tx: Tx,
  connectionId: string,
): Promise<{ connection: Connection; words: Vocabulary }> {
  const connection = await findConnection(tx, connectionId);
  if (!connection) throw new AppError("not_found", "There is no such connection.");
  return { connection, words: getProvider(connection.provider).vocabulary };
}
