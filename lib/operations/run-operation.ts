import type { Ctx } from "@/lib/auth/context";
import { machineNow } from "@/lib/clock";
import { announce } from "@/lib/outbox/announce";
import type { Connector } from "@/lib/psa/connector";
import { PsaError } from "@/lib/psa/errors";
import { storeLineState } from "@/lib/psa/line-state-json";
import type { LineAddress, LineState } from "@/lib/psa/records";
import { type Intended, type OperationKindName, operationKind } from "./kinds";
import { releaseLock } from "./lock-store";
import { beginSending, moveOperations, type OperationRow } from "./store";
import { storeError } from "./stored-error";

/**
 * `sent`: the PSA said yes; the read-back confirms it. `refused`: the PSA said no, nothing is pending. `waiting`: it
 * surely did nothing, the operation is planned again. `unknown`: the answer was lost, it is being looked up. `lost`: the
 * line's lock is not ours any more, nothing was sent.
 */
export type Outcome =
  | { kind: "sent"; reference?: string; durationMs?: number }
  | { kind: "refused"; error: PsaError }
  | { kind: "waiting"; error: PsaError }
  | { kind: "unknown" }
  | { kind: "lost" };

/**
 * Sends one planned operation, once. `sending` is committed before the request leaves, under the lock of `holder`;
 * whatever happens then, the operation is never in doubt without being marked so. `before` is the state read under that
 * lock. Does not confirm: the caller reads back in batches.
 */
export async function runOperation(
  ctx: Ctx,
  connector: Connector,
  operation: OperationRow,
  before: LineState,
  holder: string,
): Promise<Outcome> {
  const began = await ctx.transaction((tx) => beginSending(tx, operation.id, holder, storeLineState(before)));
  if (!began) return { kind: "lost" };
  const startedAt = machineNow().getTime();
  try {
    const { reference } = await operationKind(operation.kind).send(connector, {
      address: operation.address as LineAddress,
      before,
      intended: operation.intended as Intended,
      operationId: operation.id,
    });
    return { kind: "sent", reference, durationMs: machineNow().getTime() - startedAt };
  } catch (error) {
    const kept = { error: storeError(error, { psa: connector.vocabulary.psa, operation, before }) };
    return failed(ctx, operation, holder, error, kept);
  }
}

async function failed(
  ctx: Ctx,
  operation: OperationRow,
  holder: string,
  error: unknown,
  kept: { error: Record<string, unknown> },
): Promise<Outcome> {
  const kind = error instanceof PsaError ? error.kind : "unknown_outcome";
  if (isProofOfArrival(operation, error)) return { kind: "sent" };
  if (error instanceof PsaError && (kind === "rejected" || kind === "gone" || kind === "conflict")) {
    await ctx.transaction((tx) =>
      moveOperations(tx, [operation.id], ["sending"], { ...kept, state: "refused", finishedAt: tx.now }),
    );
    return { kind: "refused", error };
  }
  if (error instanceof PsaError && (kind === "busy" || kind === "credentials")) {
    await ctx.transaction((tx) =>
      moveOperations(tx, [operation.id], ["sending"], { ...kept, state: "planned" }),
    );
    return { kind: "waiting", error };
  }
  await ctx.transaction(async (tx) => {
    await markUnknown(tx, operation.connectionId, [operation.id], kept);
    await releaseLock(tx, { ...operation, holder });
  });
  return { kind: "unknown" };
}

/**
 * A write that is sent once more after its look-ups, and is refused because that day has a change already: the first one
 * arrived after all, later than anybody waited. And a charge that is not there to be removed. The read-back decides, as
 * after any answer.
 */
function isProofOfArrival({ kind, lookUps }: OperationRow, error: unknown): boolean {
  if (!(error instanceof PsaError)) return false;
  if (kind === ("remove_charge" satisfies OperationKindName)) return error.kind === "gone";
  return lookUps > 0 && error.refusal === "duplicate_date";
}

/** The answer is lost: from now on it is only looked up. The announcement starts the look-ups. */
export async function markUnknown(
  tx: Parameters<typeof moveOperations>[0],
  connectionId: string,
  operationIds: readonly string[],
  change: { error?: Record<string, unknown> } = {},
): Promise<void> {
  const moved = await moveOperations(tx, operationIds, ["sending"], { ...change, state: "unknown" });
  for (const operationId of moved) {
    await announce(tx, {
      name: "operation/unknown",
      data: { partnerId: tx.ctx.partnerId, connectionId, operationId },
    });
  }
}
