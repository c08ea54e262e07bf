import type { Ctx } from "@/lib/auth/context";
import { mapInFlight } from "@/lib/map-in-flight";
import { isCharge } from "@/lib/operations/kinds";
import { type Outcome, runOperation } from "@/lib/operations/run-operation";
import type { OperationRow } from "@/lib/operations/store";
import type { Connector } from "@/lib/psa/connector";
import type { PsaError } from "@/lib/psa/errors";
import { arrivedCharge } from "./arrived-charge";
import { type LineWork, nextOperation } from "./line-work";

export type SentStep = {
  work: LineWork;
  operation: OperationRow;
  outcome: Extract<Outcome, { kind: "sent" | "refused" }>;
  /** Read-back of a charge: what the PSA shows otherwise than it was written. */
  difference?: string | undefined;
};

export type Round = {
  sent: SentStep[];
  /** Lines to read back: those the PSA accepted a write to. */
  readBack: LineWork[];
  waiting: LineWork[];
  unknown: number;
  problem?: PsaError;
};

/**
 * Sends the next operation of each line, a few at a time as the PSA allows. Once the PSA asks to wait (or refuses the
 * sign-in), nothing more leaves in this round: the rest would only be refused too.
 */
export async function sendRound(
  ctx: Ctx,
  connector: Connector,
  lines: readonly LineWork[],
  holder: string,
): Promise<Round> {
  const round: Round = { sent: [], readBack: [], waiting: [], unknown: 0 };
  await mapInFlight(lines, connector.capabilities.callsInFlightPerEntity, async (work) => {
    const operation = nextOperation(work);
    if (!operation) return;
    if (round.problem) {
      round.waiting.push(work);
      return;
    }
    work.sentFrom = work.state;
    work.lastSent = operation;
    const outcome =
      (await arrivedCharge(connector, work, operation)) ??
      (await runOperation(ctx, connector, operation, work.state, holder));
    switch (outcome.kind) {
      case "sent":
        if (!isCharge(operation)) round.readBack.push(work);
        round.sent.push({ work, operation, outcome });
        return;
      case "refused":
        round.sent.push({ work, operation, outcome });
        return;
      case "waiting":
        round.problem ??= outcome.error;
        round.waiting.push(work);
        return;
      case "lost":
        round.waiting.push(work);
        return;
      case "unknown":
        round.unknown += 1;
    }
  });
  return round;
}
