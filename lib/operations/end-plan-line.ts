import type { Tx } from "@/lib/auth/context";
import { announce } from "@/lib/outbox/announce";
import { lineStateOf } from "./line-end";
import { type OperationRow, operationsOfLines, setPlanLineState } from "./store";

/**
 * After one operation of a line was decided outside the run that sent it: gives the line its end if nothing is left,
 * and lets the plan go on either way.
 */
export async function endPlanLine(tx: Tx, operation: OperationRow): Promise<void> {
  const state = lineStateOf(await operationsOfLines(tx, [operation.planLineId]));
  await setPlanLineState(tx, operation.planLineId, state);
  await announce(tx, {
    name: "plan/resumed",
    data: { partnerId: tx.ctx.partnerId, connectionId: operation.connectionId, planId: operation.planId },
  });
}
