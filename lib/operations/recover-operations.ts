import type { Ctx } from "@/lib/auth/context";
import { addMilliseconds } from "@/lib/clock";
import { AppError } from "@/lib/errors";
import { log } from "@/lib/log";
import { announce } from "@/lib/outbox/announce";
import { PsaError } from "@/lib/psa/errors";
import { endPlanLine } from "./end-plan-line";
import { lookUpSeconds } from "./operation";
import { markUnknown } from "./run-operation";
import { settleOperation } from "./settle-operation";
import { deadSendings, moveOperations, type OperationRow, overdueUnknowns } from "./store";

const minuteMs = 60_000;
/** Look-ups are 90 s apart at most; a doubt that nobody touched for this long has lost its run. */
const lookUpsOverdueMs = 3 * minuteMs;
/** A doubt is decided or with a person at the latest then. */
const doubtLimitMs = 10 * minuteMs;

/**
 * Finds operations that nobody follows any more: `sending` whose sender is gone becomes unknown, unknown without
 * look-ups is announced again, and a doubt older than ten minutes gets its last look-up here and goes to a person when
 * even that proves nothing (or its connection is paused).
 */
export async function recoverOperations(
  ctx: Ctx,
): Promise<{ interrupted: number; announced: number; decided: number }> {
  const found = await ctx.transaction(async (tx) => {
    const dead = await deadSendings(tx);
    for (const operation of dead) await markUnknown(tx, operation.connectionId, [operation.id]);
    const overdue = await overdueUnknowns(tx, addMilliseconds(tx.now, -lookUpsOverdueMs));
    const limit = addMilliseconds(tx.now, -doubtLimitMs);
    const old = overdue.filter((operation) => operation.sentAt !== null && operation.sentAt < limit);
    const young = overdue.filter((operation) => !old.includes(operation));
    for (const { connectionId, id: operationId } of young) {
      const data = { partnerId: tx.ctx.partnerId, connectionId, operationId };
      await announce(tx, { name: "operation/unknown", data });
    }
    return { interrupted: dead.length, announced: young.length, old };
  });
  for (const operation of found.old) await decideAtLast(ctx, operation);
  return { interrupted: found.interrupted, announced: found.announced, decided: found.old.length };
}

async function decideAtLast(ctx: Ctx, operation: OperationRow): Promise<void> {
  try {
    await settleOperation(ctx, { operationId: operation.id, look: lookUpSeconds.length - 1 });
  } catch (error) {
    if (!(error instanceof PsaError || error instanceof AppError)) {
      // Of our own making: the next minute tries again, and the other doubts are not kept waiting for it.
      log.error("a doubt could not be decided", { operationId: operation.id, error: String(error) });
      return;
    }
    // Somebody is at this line just now; the next minute asks again.
    if (error instanceof PsaError && error.refusal === "line_locked") return;
    await ctx.transaction(async (tx) => {
      const moved = await moveOperations(tx, [operation.id], ["unknown"], {
        state: "needs_review",
        finishedAt: tx.now,
        error: { kind: "ambiguous", message: `Whether it arrived could not be proved: ${error.message}` },
      });
      if (moved.length > 0) await endPlanLine(tx, operation);
    });
  }
}
