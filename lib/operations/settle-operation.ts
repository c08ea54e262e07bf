import { randomUUID } from "node:crypto";
import type { Ctx, Tx } from "@/lib/auth/context";
import { openConnector } from "@/lib/connections/open-connector";
import { PsaError } from "@/lib/psa/errors";
import { readLineState, type StoredLineState } from "@/lib/psa/line-state-json";
import type { LineAddress, LineState } from "@/lib/psa/records";
import { confirmOperations } from "./confirm-operations";
import { endPlanLine } from "./end-plan-line";
import { type Intended, operationKind } from "./kinds";
import { acquireLocks, releaseLocks } from "./lock-store";
import { lookUpSeconds } from "./operation";
import { findPlace, getOperation, moveOperations, type OperationRow } from "./store";

/** `ended`: nothing is in doubt any more. `again`: look once more at the next time of the schedule. */
export type Settlement = "ended" | "again";

type Verdict = "applied" | "not_applied" | "ambiguous";

/**
 * Looks a lost answer up once (`look` 0, 1, 2 = 5, 30, 120 s after sending) and decides by the proof of its kind: found
 * means confirmed; not found at the last look with the line as it was before means it may be sent once more; anything
 * else at the last look is for a person. Never sends by itself: a resend goes the way of every write.
 */
export async function settleOperation(
  ctx: Ctx,
  input: { operationId: string; look: number },
): Promise<Settlement> {
  const holder = randomUUID();
  const operation = await ctx.transaction((tx) => getOperation(tx, input.operationId));
  if (operation.state !== "unknown") return "ended";
  const presence = await ctx.presence();
  const held = await ctx.transaction((tx) =>
    acquireLocks(tx, operation.connectionId, [operation.lockKey], holder, presence),
  );
  if (held.size === 0) {
    throw new PsaError("busy", "Another run is reading this line; the look-up follows it.", {
      refusal: "line_locked",
      retryAfterMs: 2_000,
    });
  }
  try {
    const { verdict, state } = await lookUp(ctx, operation);
    const isLast = input.look >= lookUpSeconds.length - 1;
    return await ctx.transaction((tx) => decide(tx, operation, verdict, state, isLast));
  } finally {
    await ctx.transaction((tx) => releaseLocks(tx, holder));
  }
}

/** Reads the operation's line now and compares it with the state it was sent from. */
export async function lookUp(
  ctx: Ctx,
  operation: OperationRow,
): Promise<{ verdict: Verdict; state: LineState }> {
  const place = await ctx.transaction((tx) => findPlace(tx, operation.planLineId));
  const connector = await openConnector(ctx, operation.connectionId);
  const [state] = await connector.readLines([operation.address as LineAddress], place.window);
  if (!state) throw new PsaError("bad_answer", "The PSA answered no line where one was asked for.");
  const before = readLineState(operation.before as StoredLineState);
  const kind = operationKind(operation.kind);
  return { verdict: kind.judge(connector, before, operation.intended as Intended, state), state };
}

async function decide(
  tx: Tx,
  operation: OperationRow,
  verdict: Verdict,
  state: LineState,
  isLast: boolean,
): Promise<Settlement> {
  const lookUps = operation.lookUps + 1;
  if (verdict === "applied") {
    await moveOperations(tx, [operation.id], ["unknown"], { lookUps });
    const { link } = await findPlace(tx, operation.planLineId);
    await confirmOperations(tx, operation.connectionId, [{ operation, state, link }]);
    await endPlanLine(tx, operation);
    return "ended";
  }
  if (!isLast) {
    await moveOperations(tx, [operation.id], ["unknown"], { lookUps });
    return "again";
  }
  if (verdict === "not_applied") {
    await moveOperations(tx, [operation.id], ["unknown"], { lookUps, state: "planned" });
  } else {
    await moveOperations(tx, [operation.id], ["unknown"], {
      lookUps,
      state: "needs_review",
      finishedAt: tx.now,
      error: {
        kind: "ambiguous",
        message: "The line is neither as it was before nor as it was meant to be.",
      },
    });
  }
  await endPlanLine(tx, operation);
  return "ended";
}
