import { PsaError } from "@/lib/psa/errors";
import type { LineState, LineTarget } from "@/lib/psa/records";
import { explainRefusal } from "./explain-refusal";
import type { OperationRow } from "./store";

/**
 * What is kept of an error: its kind, our explanation in the figures of the write, and the PSA's own sentence below it.
 * Enough for a person, nothing secret.
 */
export function storeError(
  error: unknown,
  write: { psa: string; operation: OperationRow; before: LineState },
): Record<string, unknown> {
  if (!(error instanceof PsaError)) {
    return { kind: "internal", message: "The portal failed while it was sending." };
  }
  const { kind, refusal, message, psaSentence, field } = error;
  // Nothing was refused where no answer came: the connector's own sentence says what is being done.
  if (kind === "unknown_outcome") return { kind, refusal, message };
  const explained = explainRefusal(refusal, {
    psa: write.psa,
    target: write.operation.intended as Partial<LineTarget>,
    contract: write.before.contract,
    // Only decides whether a year is said.
    today: write.operation.createdAt.toISOString().slice(0, 10),
    field,
  });
  return {
    kind,
    refusal,
    message: explained ? `${explained.cause} ${explained.fix}` : message,
    cause: explained?.cause,
    fix: explained?.fix,
    psaSentence,
    field,
  };
}
