import { NonRetriableError, RetryAfterError } from "inngest";
import { AppError } from "@/lib/errors";
import { PsaError } from "@/lib/psa/errors";

const defaultWaitMs = 60_000;
const longestWaitMs = 8 * 60 * 60 * 1000;

/**
 * Runs the work of a step and turns its errors into what the durable function does next:
 *
 * | error | then |
 * | --- | --- |
 * | `busy`, `bad_answer`; `limit_exceeded`, `unavailable` | waits as told (60 s when nothing was told, 8 h at most), then repeats |
 * | `rejected`, `credentials`, `gone`, `conflict`, `unknown_outcome` | never again: the use case has marked task, connection, mapping or operation, and somebody else acts |
 * | `not_found`, `forbidden`, `unauthenticated`, `invalid`, `precondition_failed` | never again |
 * | `conflict` of a version, anything unknown | as usual: the function's own retries with growing pauses |
 *
 * `bad_answer` reaches a function from reads only; on a write the ledger has made an `unknown_outcome` of it.
 */
export async function withFailurePolicy<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw toDurableError(error);
  }
}

/** The error a durable function throws for `error`; errors that follow the usual retries come back as they are. */
export function toDurableError(error: unknown): unknown {
  if (error instanceof PsaError) {
    switch (error.kind) {
      case "busy":
      case "bad_answer":
        return waitAndRepeat(error, error.retryAfterMs);
      case "rejected":
      case "credentials":
      case "gone":
      case "conflict":
      case "unknown_outcome":
        return new NonRetriableError(error.message, { cause: error });
    }
  }
  if (error instanceof AppError) {
    switch (error.code) {
      case "limit_exceeded":
      case "unavailable":
        return waitAndRepeat(error, error.details.retryAfterMs);
      case "not_found":
      case "forbidden":
      case "unauthenticated":
      case "invalid":
      case "precondition_failed":
        return new NonRetriableError(error.message, { cause: error });
      case "conflict":
        return error;
    }
  }
  return error;
}

function waitAndRepeat(error: Error, waitMs: number | undefined): RetryAfterError {
  const wait = Math.min(Math.max(waitMs ?? defaultWaitMs, 1_000), longestWaitMs);
  return new RetryAfterError(error.message, wait, { cause: error });
}
