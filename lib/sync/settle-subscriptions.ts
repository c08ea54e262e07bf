import { randomUUID } from "node:crypto";
import type { Tx } from "@/lib/auth/context";
import { businessDate } from "@/lib/dates";
import { announce } from "@/lib/outbox/announce";
import { decideTasks } from "./decide-tasks";
import { writeDecisions } from "./decision-store";
import { ownersOf } from "./owner-query";
import { picturesOf } from "./picture-query";

const pageSize = 1_000;
/** Nothing is made while settling, so no run is named. */
const noRun = "00000000-0000-0000-0000-000000000000";

/**
 * Puts the undecided tasks of these subscriptions where they belong now: ready once everything is mapped and nothing
 * earlier is open, held behind what is, back to needing a mapping, ended when the customer or product is excluded.
 * Looks at no new order lines. Returns how many tasks moved.
 */
export async function settleSubscriptions(
  tx: Tx,
  input: { connectionId: string; subscriptionIds: readonly string[] },
): Promise<number> {
  if (input.subscriptionIds.length === 0) return 0;
  let moved = 0;
  // A customer that was unmapped falls back to the oldest connection, whichever it was mapped on before.
  for (const owner of await ownersOf(tx, input.connectionId)) {
    const rules = {
      connectionId: owner.connectionId,
      zone: owner.zone,
      today: businessDate(tx.now, owner.zone),
      newId: randomUUID,
    };
    for (let start = 0; start < input.subscriptionIds.length; start += pageSize) {
      const page = await picturesOf(tx, owner, input.subscriptionIds.slice(start, start + pageSize));
      const decisions = page.filter(({ isOurs }) => isOurs).map(({ picture }) => decideTasks(picture, rules));
      await writeDecisions(tx, { connectionId: owner.connectionId, syncRunId: noRun }, decisions);
      const movedHere = decisions.reduce(
        (sum, each) => sum + each.changed.length + each.superseded.length,
        0,
      );
      if (movedHere > 0) {
        const data = { partnerId: tx.ctx.partnerId, connectionId: owner.connectionId };
        await announce(tx, { name: "sync/tasks.changed", data });
      }
      moved += movedHere;
    }
  }
  return moved;
}
