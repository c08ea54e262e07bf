import type { Ctx, Tx } from "@/lib/auth/context";
import { requirePermission } from "@/lib/auth/require-permission";
import { resolveSetting } from "@/lib/connections/settings";
import { type Connection, selectConnections } from "@/lib/connections/store";
import { announceAll } from "@/lib/outbox/announce";
import { nextCheckAt, type Rhythm, rhythmText } from "./next-check";
import { isActivePartner } from "./partner-query";
import { dropSchedules, putSchedules, type Schedule, selectSchedules } from "./schedule-store";

/**
 * Asks for the checks of a partner whose time has come, and keeps when the next ones are due. Times missed while nothing
 * ran are made up for once. A connection whose interval was chosen just now waits for its first time.
 */
export async function requestDueChecks(ctx: Ctx): Promise<{ requested: number }> {
  requirePermission(ctx, "sync.run");
  return ctx.transaction(async (tx) => {
    const rhythms = (await isActivePartner(tx)) ? await rhythmsOf(tx) : new Map<string, Rhythm>();
    const known = new Map((await selectSchedules(tx)).map((row) => [row.connectionId, row]));
    const changed: Schedule[] = [];
    const due: string[] = [];
    for (const [connectionId, rhythm] of rhythms) {
      const schedule = known.get(connectionId);
      const text = rhythmText(rhythm);
      const isSame = schedule?.rhythm === text;
      if (isSame && schedule.nextAt > tx.now) continue;
      if (isSame) due.push(connectionId);
      changed.push({ connectionId, rhythm: text, nextAt: nextCheckAt(rhythm, tx.now) });
    }
    await putSchedules(tx, changed);
    await dropSchedules(
      tx,
      [...known.keys()].filter((id) => !rhythms.has(id)),
    );
    await announceAll(
      tx,
      due.flatMap((connectionId) => {
        const data = { partnerId: tx.ctx.partnerId, connectionId };
        // What an automatic pass could not finish, because the PSA did not answer, is taken up again with it.
        return [
          { name: "sync/check.requested" as const, data },
          { name: "sync/tasks.changed" as const, data },
        ];
      }),
    );
    return { requested: due.length };
  });
}

/** Of the connections that are checked by themselves. */
export async function rhythmsOf(tx: Tx): Promise<Map<string, Rhythm>> {
  const rhythms = new Map<string, Rhythm>();
  for (const connection of await selectConnections(tx)) {
    const rhythm = rhythmOf(connection);
    if (rhythm) rhythms.set(connection.id, rhythm);
  }
  return rhythms;
}

function rhythmOf({ state, settings, timeZone }: Connection): Rhythm | undefined {
  const layers = { connection: settings };
  const interval = resolveSetting("checkChanges", layers).value;
  const isWorking = state === "active" || state === "unreachable";
  if (!isWorking || interval === "off" || !resolveSetting("billing", layers).value) return undefined;
  return { interval, at: resolveSetting("checkChangesAt", layers).value, zone: timeZone };
}
