import { PsaError } from "./errors";

export type CallFailureReason = "refused_address" | "timeout" | "broken" | "too_big" | "unreadable";

/**
 * A call without a whole, trustworthy answer. `not_sent`: no byte of the request left this machine, so a write surely
 * did nothing. `maybe_sent`: it may have arrived.
 */
export class CallFailure extends Error {
  readonly reason: CallFailureReason;
  readonly reached: "not_sent" | "maybe_sent";

  constructor(
    reason: CallFailureReason,
    reached: "not_sent" | "maybe_sent",
    message: string,
    cause?: unknown,
  ) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = "CallFailure";
    this.reason = reason;
    this.reached = reached;
  }
}

/** First wait after trouble of the PSA's own; the durable function's next tries wait longer. */
const TROUBLE_RETRY_MS = 15_000;

/** What a missing answer means for the caller: a write that may have arrived is never called failed. */
export function callFailureToPsaError(failure: CallFailure, isWrite: boolean): PsaError {
  const cause = failure;
  if (failure.reason === "refused_address") return new PsaError("rejected", failure.message, { cause });
  if (isWrite && failure.reached === "maybe_sent") {
    return new PsaError(
      "unknown_outcome",
      `${failure.message} Whether the change arrived is being checked.`,
      { cause },
    );
  }
  if (failure.reason === "too_big" || failure.reason === "unreadable") {
    return new PsaError("bad_answer", failure.message, { cause, retryAfterMs: TROUBLE_RETRY_MS });
  }
  return new PsaError("busy", failure.message, { cause, retryAfterMs: TROUBLE_RETRY_MS });
}
