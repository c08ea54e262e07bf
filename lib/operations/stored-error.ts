import { PsaError } from "@/lib/psa/errors";
import type { LineState, LineTarget } from "@/lib/psa/records";
import { explainRefusal } from "./explain-refusal";
import type { OperationRow } from "./store";

/**
 * What is kept of an error: its kind, our explanation in the figures of the write with who can mend it and where, and
 * the PSA's own sentence below it. Enough for a person, nothing secret.
 */
export function storeError(
  error: unknown,
  write: {
    psa: string;
    operation: Pick<OperationRow, "intended" | "createdAt" | "planId" | "connectionId">;
    before: Pick<LineState, "contract">;
  },
): Record<string, unknown> {
  if (!(error instanceof PsaError)) {
    return { kind: "internal", message: "The portal failed while it was sending." };
  }
  const { kind, refusal, message, psaSentence, field, lacks, retryAfterMs } = error;
  const { operation } = write;
  const explained = explainRefusal({
    kind,
    refusal,
    psa: write.psa,
    target: operation.intended as Partial<LineTarget>,
    contract: write.before.contract,
    // Only decides whether a year is said.
    today: operation.createdAt.toISOString().slice(0, 10),
    field,
    lacks,
    retryAfterMs,
    hasSentence: psaSentence !== undefined,
    planId: operation.planId,
    connectionId: operation.connectionId,
  });
  // Nothing was refused where no answer came, and what no row knows the connector's own sentence tells best.
  const isOwnSentence =
    refusal === "value_refused" || refusal === "query_refused" || kind === "unknown_outcome";
  return {
    kind,
    refusal,
    message: isOwnSentence ? message : `${explained.cause} ${explained.fix}`,
    ...(isOwnSentence && kind !== "unknown_outcome" ? { cause: message, fix: explained.fix } : explained),
    who: explained.who,
    link: explained.link,
    psaSentence,
    field,
  };
}
