import type { Ctx } from "@/lib/auth/context";
import { addMilliseconds } from "@/lib/clock";
import { announce } from "@/lib/outbox/announce";
import { endPlanLine } from "./end-plan-line";
import { markUnknown } from "./run-operation";
import { deadSendings, moveOperations, overdueUnknowns } from "./store";

const minuteMs = 60_000;
/** Look-ups end 120 s after sending; later than this the run that makes them is lost. */
const lookUpsOverdueMs = 3 * minuteMs;
/** A doubt is with a person at the latest then (product.md X6). */
const doubtLimitMs = 10 * minuteMs;

/**
 * Finds operations that nobody follows any more: `sending` whose sender's lock has run out becomes unknown, unknown
 * without look-ups is announced again, and a doubt older than ten minutes goes to a person.
 */
export async function recoverOperations(
  ctx: Ctx,
): Promise<{ interrupted: number; announced: number; reviewed: number }> {
  return ctx.transaction(async (tx) => {
    const dead = await deadSendings(tx);
    for (const operation of dead) await markUnknown(tx, operation.connectionId, [operation.id]);
    const overdue = await overdueUnknowns(tx, addMilliseconds(tx.now, -lookUpsOverdueMs));
    const limit = addMilliseconds(tx.now, -doubtLimitMs);
    const old = overdue.filter((operation) => operation.sentAt !== null && operation.sentAt < limit);
    for (const operation of old) {
      await moveOperations(tx, [operation.id], ["unknown"], {
        state: "needs_review",
        finishedAt: tx.now,
        error: { kind: "ambiguous", message: "Ten minutes of look-ups could not prove whether it arrived." },
      });
      await endPlanLine(tx, operation);
    }
    const young = overdue.filter((operation) => !old.includes(operation));
    for (const { connectionId, id: operationId } of young) {
      await announce(tx, {
        name: "operation/unknown",
        data: { partnerId: tx.ctx.partnerId, connectionId, operationId },
      });
    }
    return { interrupted: dead.length, announced: young.length, reviewed: old.length };
  });
}
