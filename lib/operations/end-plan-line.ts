import type { Tx } from "@/lib/auth/context";
import { announce } from "@/lib/outbox/announce";
import { lineStateOf } from "./line-end";
import { moveOperations, type OperationRow, operationsOfLines, setPlanLineState } from "./store";

/**
 * After one operation of a line was decided outside the run that sent it: gives the line its end if nothing is left,
 * and lets the plan go on either way. After a step that did not happen the later ones are not sent.
 */
export async function endPlanLine(tx: Tx, operation: OperationRow): Promise<void> {
  const all = await operationsOfLines(tx, [operation.planLineId]);
  const state = lineStateOf(all);
  if (state === "failed") {
    await moveOperations(
      tx,
      all.map((each) => each.id),
      ["planned"],
      { state: "superseded", finishedAt: tx.now },
    );
  }
  await setPlanLineState(tx, operation, state);
  await announce(tx, {
    name: "plan/resumed",
    data: { partnerId: tx.ctx.partnerId, connectionId: operation.connectionId, planId: operation.planId },
  });
}
