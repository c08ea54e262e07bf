import type { Tx } from "@/lib/auth/context";
import { resolveSetting } from "@/lib/connections/settings";
import { findConnection } from "@/lib/connections/store";
import { businessDate } from "@/lib/dates";
import type { PlanLineRow, PlanRow } from "@/lib/plans/store";
import { getProvider } from "@/lib/psa/registry";
import { sayLater, sendLaterOn } from "./send-later";

/** Of a plan being approved: the lines that the connection keeps for a later day, with that day and its sentence. */
export async function laterLinesOf(
  tx: Tx,
  plan: PlanRow,
  lines: readonly PlanLineRow[],
): Promise<Map<string, { day: string; sentence: string }>> {
  const later = new Map<string, { day: string; sentence: string }>();
  const connection = plan.origin === "tasks" ? await findConnection(tx, plan.connectionId) : undefined;
  if (!connection) return later;
  const layers = { connection: connection.settings };
  const settings = {
    nextPeriodChanges: resolveSetting("nextPeriodChanges", layers).value,
    heldDaysBefore: resolveSetting("heldDaysBefore", layers).value,
  };
  const today = businessDate(tx.now, connection.timeZone);
  const { psa } = getProvider(connection.provider).vocabulary;
  for (const { id, line } of lines) {
    const day = sendLaterOn(line.plan, settings, today);
    if (day !== undefined) later.set(id, { day, sentence: sayLater(day, line.plan, psa, today) });
  }
  return later;
}
