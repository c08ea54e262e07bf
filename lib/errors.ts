/** What the catcher should do, not where the error arose. `lib/http/problem.ts` turns a code into a status, once. */
export type AppErrorCode =
  | "not_found"
  | "forbidden"
  | "unauthenticated"
  | "invalid"
  | "conflict"
  | "precondition_failed"
  | "limit_exceeded"
  | "unavailable";

/** One thing wrong with one field of the input; `field` is the path as the caller wrote it, `lines.0.quantity`. */
export type FieldError = { field: string; code: string; message: string };

export type AppErrorDetails = {
  fields?: readonly FieldError[];
  /** `limit_exceeded`: when to come back. */
  retryAfterMs?: number;
  /** `conflict`: the value that is stored now, so that a person can choose. */
  current?: unknown;
  cause?: unknown;
};

/**
 * An error for people and for callers of our API. The message names the record, the rule and the way out; it never
 * holds secrets, SQL or another partner's names. A record of another partner is `not_found`, never `forbidden`.
 */
export class AppError extends Error {
  readonly code: AppErrorCode;
  readonly details: AppErrorDetails;

  constructor(code: AppErrorCode, message: string, details: AppErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = "AppError";
    this.code = code;
    this.details = details;
  }
}
