import { NonRetriableError, RetryAfterError } from "inngest";
import { expect, test } from "vitest";
import { AppError, type AppErrorCode } from "@/lib/errors";
import { PsaError, type PsaErrorKind } from "@/lib/psa/errors";
import { toDurableError, withFailurePolicy } from "./failure-policy";

const waits = (error: unknown): string | undefined => {
  const durable = toDurableError(error);
  return durable instanceof RetryAfterError ? durable.retryAfter : undefined;
};

test.each<[PsaErrorKind | AppErrorCode, unknown, string]>([
  ["busy", new PsaError("busy", "later", { retryAfterMs: 90_000 }), "90"],
  ["busy", new PsaError("busy", "later"), "60"],
  ["busy", new PsaError("busy", "next week", { retryAfterMs: 604_800_000 }), "28800"],
  ["bad_answer", new PsaError("bad_answer", "half a page"), "60"],
  ["limit_exceeded", new AppError("limit_exceeded", "full", { retryAfterMs: 5_000 }), "5"],
  ["unavailable", new AppError("unavailable", "away"), "60"],
])("%s waits as told", (_, error, seconds) => {
  expect(waits(error)).toBe(seconds);
});

test.each<PsaErrorKind>(["rejected", "credentials", "gone", "conflict", "unknown_outcome"])(
  "%s of a PSA is never tried again",
  (kind) => {
    const durable = toDurableError(new PsaError(kind, "The PSA's sentence."));
    expect(durable).toBeInstanceOf(NonRetriableError);
    expect(durable).toMatchObject({ message: "The PSA's sentence.", cause: { kind } });
  },
);

test.each<AppErrorCode>(["not_found", "forbidden", "unauthenticated", "invalid", "precondition_failed"])(
  "%s is never tried again",
  (code) => {
    expect(toDurableError(new AppError(code, "No."))).toBeInstanceOf(NonRetriableError);
  },
);

test("a version conflict and a programming error follow the function's own retries", async () => {
  const conflict = new AppError("conflict", "Somebody else was first.");
  const mistake = new TypeError("undefined is not a function");
  await expect(withFailurePolicy(() => Promise.reject(conflict))).rejects.toBe(conflict);
  await expect(withFailurePolicy(() => Promise.reject(mistake))).rejects.toBe(mistake);
  await expect(withFailurePolicy(() => Promise.resolve("fine"))).resolves.toBe("fine");
});
