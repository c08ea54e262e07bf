import { addMilliseconds, toInstant } from "@/lib/clock";
import type { Operation } from "./answer";
import { durationMs } from "./duration";
import type { FinishedStep, NewStep } from "./run-store";

/** What a list of operations asks of the run. */
export type Outcome = {
  finished: FinishedStep[];
  added: NewStep[];
  /** A step that failed and is to be tried again. */
  failed: { id: string; name: string; error: unknown } | undefined;
  end: { status: "done"; output: unknown } | { status: "failed"; error: unknown } | undefined;
};

/**
 * Sorts operations, pure. `now` is business time. An operation that the engine does not know ends the run as failed
 * with a sentence that names it: going on would run the function without what it asked for.
 */
export function sortOperations(operations: readonly Operation[], now: Date): Outcome {
  const outcome: Outcome = { finished: [], added: [], failed: undefined, end: undefined };
  for (const operation of operations) {
    const { id, op, name, isRace } = operation;
    switch (op) {
      case "Step":
      case "StepRun":
        outcome.finished.push({ id, name, result: { type: "data", data: operation.data } });
        break;
      case "StepFailed":
        outcome.finished.push(failedStep(operation));
        break;
      case "StepError":
        outcome.failed = { id, name, error: operation.error };
        break;
      case "StepPlanned":
        outcome.added.push({ id, name, isRace, wakeAt: undefined });
        break;
      case "Sleep": {
        const wakeAt = sleepEnd(name, now);
        if (wakeAt) outcome.added.push({ id, name, isRace, wakeAt });
        else outcome.end = refusal(`A sleep of "${name}" is neither a duration nor an instant.`);
        break;
      }
      case "RunComplete":
        outcome.end = { status: "done", output: operation.data };
        break;
      default:
        outcome.end = refusal(
          `The function uses ${op} ("${name}"), which the embedded engine does not know.`,
        );
    }
  }
  return outcome;
}

/** A step that has failed for good: its error is its result, and the function may catch it. */
export function failedStep({ id, name, error }: { id: string; name: string; error: unknown }): FinishedStep {
  return { id, name, result: { type: "error", error: error ?? { message: "The step failed." } } };
}

function sleepEnd(name: string, now: Date): Date | undefined {
  const duration = durationMs(name);
  if (duration !== undefined) return addMilliseconds(now, duration);
  const until = Date.parse(name);
  return Number.isNaN(until) ? undefined : toInstant(until);
}

function refusal(message: string): { status: "failed"; error: unknown } {
  return { status: "failed", error: { name: "UnsupportedOperationError", message } };
}
