import type { Ctx, Tx } from "@/lib/auth/context";
import { requirePermission } from "@/lib/auth/require-permission";
import { isActivePartner } from "@/lib/automation/partner-query";
import { selectConnections } from "@/lib/connections/store";
import { businessDate } from "@/lib/dates";
import { selectDue } from "./scheduled-store";
import { type SentScheduled, sendScheduled } from "./send-scheduled";

/** Sends what is due on today's date of each connection's zone; what was missed while nothing ran goes with it. */
export async function sendDue(ctx: Ctx): Promise<SentScheduled> {
  requirePermission(ctx, "plan.approve");
  const total = { sent: 0, waiting: 0 };
  for (;;) {
    const due = await ctx.transaction((tx) => dueOf(tx));
    if (due.length === 0) return total;
    const { sent, waiting } = await sendScheduled(ctx, { taskIds: due });
    total.sent += sent;
    total.waiting += waiting;
  }
}

/** A batch of one connection; each that is sent or left to a person is scheduled no more. */
async function dueOf(tx: Tx): Promise<string[]> {
  if (!(await isActivePartner(tx))) return [];
  for (const { id, state, timeZone } of await selectConnections(tx)) {
    if (state !== "active") continue;
    const due = await selectDue(tx, { connectionId: id, today: businessDate(tx.now, timeZone) });
    if (due.length > 0) return due;
  }
  return [];
}
