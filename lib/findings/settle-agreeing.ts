import type { Tx } from "@/lib/auth/context";
import { quantityOn, timelineOf } from "@/lib/billing/timeline";
import { wantedQuantity } from "@/lib/billing/wanted-quantity";
import { compareDecimals } from "@/lib/money";
import { type TaskOnLine, tasksOnLines } from "./agreeing-query";
import { closeFindings } from "./close-findings";

/**
 * Closes findings of changes that were put aside and stand in the PSA all the same by now, because somebody wrote them
 * there by hand: the line shows what was ordered, by our copy.
 */
export async function settleAgreeing(tx: Tx, connectionId: string): Promise<number> {
  const open = await tasksOnLines(tx, connectionId, tx.now);
  const subjects = open.filter(isAsOrdered).map((task) => task.subject);
  return closeFindings(
    tx,
    { classes: ["unbilled", "under", "over", "ended_still_billed", "price_differs"], subjects },
    "The PSA shows what was ordered.",
  );
}

function isAsOrdered(task: TaskOnLine): boolean {
  const isRunning = task.type !== "cancellation";
  const { quantity, factor, allowance, minimum, periods, onDate } = task;
  const wanted = wantedQuantity({
    quantity: isRunning ? quantity : "0",
    factor,
    allowance: allowance ?? undefined,
    minimum: minimum ?? undefined,
    isRunning,
  });
  const agrees = compareDecimals(quantityOn(timelineOf(periods), onDate), wanted) === 0;
  if (task.class !== "price_differs") return agrees;
  const { unitPrice, shownPrice } = task;
  return agrees && unitPrice !== null && shownPrice !== null && compareDecimals(unitPrice, shownPrice) === 0;
}
