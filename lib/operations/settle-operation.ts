import { randomUUID } from "node:crypto";
import type { Ctx, Tx } from "@/lib/auth/context";
import { openConnector } from "@/lib/connections/open-connector";
import { PsaError } from "@/lib/psa/errors";
import { readLineState, type StoredLineState } from "@/lib/psa/line-state-json";
import type { LineAddress, LineState } from "@/lib/psa/records";
import { confirmOperations } from "./confirm-operations";
import { endPlanLine } from "./end-plan-line";
import { type Intended, isCharge, operationKind, type Proof } from "./kinds";
import { acquireLocks, releaseLocks } from "./lock-store";
import { lookUpSeconds } from "./operation";
import { findPlace, getOperation, moveOperations, type OperationRow } from "./store";

/** `ended`: nothing is in doubt any more. `again`: look once more at the next time of the schedule. */
export type Settlement = "ended" | "again";

/** A look-up's answer and the line as it was read for it. */
export type LookedUp = { proof: Proof; state: LineState };

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
    const seen = await lookUp(ctx, operation);
    const isLast = input.look >= lookUpSeconds.length - 1;
    return await ctx.transaction((tx) => decide(tx, operation, seen, isLast));
  } finally {
    await ctx.transaction((tx) => releaseLocks(tx, holder));
  }
}

/** Reads what the operation touches (its line, or the charges of its contract) and compares with what it was sent from. */
export async function lookUp(ctx: Ctx, operation: OperationRow): Promise<LookedUp> {
  const place = await ctx.transaction((tx) => findPlace(tx, operation.planLineId));
  const connector = await openConnector(ctx, operation.connectionId);
  const kind = operationKind(operation.kind);
  const address = operation.address as LineAddress;
  const before = readLineState(operation.before as StoredLineState);
  const [state] = kind.touches === "charge" ? [before] : await connector.readLines([address], place.window);
  if (!state) throw new PsaError("bad_answer", "The PSA answered no line where one was asked for.");
  const sent = { address, before, intended: operation.intended as Intended, operationId: operation.id };
  return { proof: await kind.prove(connector, sent, state), state };
}

async function decide(
  tx: Tx,
  operation: OperationRow,
  { proof: { verdict, reference }, state }: LookedUp,
  isLast: boolean,
): Promise<Settlement> {
  const lookUps = operation.lookUps + 1;
  if (verdict === "applied") {
    await moveOperations(tx, [operation.id], ["unknown"], { lookUps });
    const { link } = await findPlace(tx, operation.planLineId);
    await confirmOperations(tx, operation.connectionId, [{ operation, state, reference, link }]);
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
        message: isCharge(operation)
          ? "The charge stands more than once."
          : "The line is neither as it was before nor as it was meant to be.",
      },
    });
  }
  await endPlanLine(tx, operation);
  return "ended";
}
