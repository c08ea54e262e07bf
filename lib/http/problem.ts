import { AppError, type AppErrorCode, type FieldError } from "@/lib/errors";
import { toJson } from "@/lib/json";
import { PsaError, type PsaErrorKind } from "@/lib/psa/errors";

/** What every error answer of the API looks like. */
export type Problem = {
  type: string;
  title: string;
  status: number;
  code: string;
  detail: string;
  requestId: string;
  fields?: readonly FieldError[];
  /** `conflict`: the value stored now. */
  current?: unknown;
  /** The PSA's own sentence, where it refused something. */
  psaSentence?: string;
  refusal?: string;
};

/** A refusal of the door itself: something about the request that no use case ever sees. */
export class DoorError extends Error {
  constructor(
    readonly status: 400 | 401 | 403 | 404 | 405 | 409 | 413 | 415 | 422 | 429,
    readonly code: string,
    message: string,
    readonly fields?: readonly FieldError[],
  ) {
    super(message);
    this.name = "DoorError";
  }
}

const ofApp: Record<AppErrorCode, { status: number; title: string }> = {
  not_found: { status: 404, title: "Not found" },
  forbidden: { status: 403, title: "Not allowed" },
  unauthenticated: { status: 401, title: "Not signed in" },
  invalid: { status: 422, title: "Not valid" },
  conflict: { status: 409, title: "Changed meanwhile" },
  precondition_failed: { status: 412, title: "Not possible now" },
  limit_exceeded: { status: 429, title: "Too many" },
  unavailable: { status: 503, title: "Not available" },
};

const ofPsa: Record<PsaErrorKind, number> = {
  busy: 503,
  rejected: 422,
  credentials: 422,
  gone: 409,
  conflict: 409,
  bad_answer: 502,
  unknown_outcome: 502,
};

const ofDoor: Record<number, string> = {
  400: "Malformed",
  401: "Not signed in",
  403: "Not allowed",
  404: "Not found",
  405: "Method not allowed",
  409: "Conflict",
  413: "Too large",
  415: "Unsupported media type",
  422: "Not valid",
  429: "Too many",
};

/** The database is away or asks to try again: connection classes 08 and 57P, serialization, no free connection. */
function isDatabaseAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  if (/^(08|57P|53)|^(40001|40P01|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT)$/.test(code)) return true;
  if (/Connection terminated|timeout exceeded when trying to connect/.test(error.message)) return true;
  return error.cause !== undefined && isDatabaseAway(error.cause);
}

/**
 * An error as its answer. Whatever is not known becomes "internal error" with the request's id; its own message stays
 * in the log, because it may name SQL, a path or a secret. `retryAfterMs` becomes the Retry-After header.
 */
export function problemOf(error: unknown, requestId: string): { problem: Problem; retryAfterMs?: number } {
  const make = (status: number, code: string, title: string, detail: string): Problem => ({
    type: `/developers#${code}`,
    title,
    status,
    code,
    detail,
    requestId,
  });
  if (error instanceof AppError) {
    const { status, title } = ofApp[error.code];
    const { fields, current, retryAfterMs } = error.details;
    const problem = {
      ...make(status, error.code, title, error.message),
      ...(fields && { fields }),
      ...(current !== undefined && { current: toJson(current) }),
    };
    return { problem, ...(retryAfterMs !== undefined && { retryAfterMs }) };
  }
  if (error instanceof PsaError) {
    const problem = {
      ...make(ofPsa[error.kind], `psa_${error.kind}`, "The PSA refused or did not answer", error.message),
      refusal: error.refusal,
      ...(error.psaSentence !== undefined && { psaSentence: error.psaSentence }),
    };
    return { problem, ...(error.retryAfterMs !== undefined && { retryAfterMs: error.retryAfterMs }) };
  }
  if (error instanceof DoorError) {
    const problem = make(error.status, error.code, ofDoor[error.status] ?? "Refused", error.message);
    return { problem: { ...problem, ...(error.fields && { fields: error.fields }) } };
  }
  if (isDatabaseAway(error)) {
    const detail = "The database does not answer. Nothing was changed; try again shortly.";
    return { problem: make(503, "unavailable", "Not available", detail), retryAfterMs: 2_000 };
  }
  const detail = `Something went wrong here. Tell support this reference: ${requestId}`;
  return { problem: make(500, "internal", "Internal error", detail) };
}

export function isInternal(problem: Problem): boolean {
  return problem.status === 500;
}
