/**
 * Whatever a PSA did wrong, sorted by what the catcher does next.
 *
 * | kind | who acts, and how |
 * | --- | --- |
 * | `busy` | the durable function waits `retryAfterMs` and repeats |
 * | `rejected` | the person: the task fails with the PSA's own sentence |
 * | `credentials` | the connection is stopped and its admins are told |
 * | `gone` | the mapped record no longer exists: the mapping is opened again |
 * | `conflict` | it exists already: look it up and link it |
 * | `bad_answer` | a read is repeated as for `busy`; a write counts as `unknown_outcome`; nothing of it is believed |
 * | `unknown_outcome` | a write timed out or broke off: wait, then read; never repeat blindly |
 */
export type PsaErrorKind =
  | "busy"
  | "rejected"
  | "credentials"
  | "gone"
  | "conflict"
  | "bad_answer"
  | "unknown_outcome";

/** Names a refusal, so that cause and remedy can be shown without reading the PSA's prose. */
export type RefusalCode =
  | "unknown_user"
  | "credentials_refused"
  | "other_database"
  | "right_missing"
  | "outside_contract"
  | "period_posted"
  | "duplicate_date"
  | "reference_missing"
  | "text_too_long"
  | "zero_refused"
  | "thread_limit"
  | "quota_used_up"
  | "own_budget_used_up"
  | "line_locked"
  | "query_refused"
  | "value_refused"
  | "field_required"
  | "resource_needs_role"
  | "not_seen_before";

export class PsaError extends Error {
  readonly kind: PsaErrorKind;
  readonly refusal: RefusalCode;
  /** The PSA's own sentence, shown below our explanation. Never holds credentials. */
  readonly psaSentence: string | undefined;
  readonly retryAfterMs: number | undefined;
  readonly field: string | undefined;
  /** The right that the API user lacks, in words ("read contracts"), and where the PSA gives it. */
  readonly lacks: { readonly right: string; readonly where: string } | undefined;
  /** `gone`: ids of the contracts that no longer answer, so that a batch can go on without their lines. */
  readonly goneIds: readonly string[];

  constructor(
    kind: PsaErrorKind,
    message: string,
    details: {
      refusal?: RefusalCode;
      psaSentence?: string;
      retryAfterMs?: number;
      field?: string | undefined;
      lacks?: { right: string; where: string } | undefined;
      goneIds?: readonly string[];
      cause?: unknown;
    } = {},
  ) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = "PsaError";
    this.kind = kind;
    this.refusal = details.refusal ?? "not_seen_before";
    this.psaSentence = details.psaSentence;
    this.retryAfterMs = details.retryAfterMs;
    this.field = details.field;
    this.lacks = details.lacks;
    this.goneIds = details.goneIds ?? [];
  }
}
