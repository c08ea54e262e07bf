import { expect, test } from "vitest";
import { toInstant } from "@/lib/clock";
import { readAnswer } from "./answer";
import { sortOperations } from "./operations";

const sdk = { "x-inngest-sdk": "inngest-js:v4" };
const answered = (status: number, body: unknown, headers: Record<string, string> = {}) =>
  readAnswer({ status, headers: { ...sdk, ...headers }, body: JSON.stringify(body) });

test("an answer without the SDK's header spends no attempt", () => {
  expect(readAnswer({ status: 502, headers: {}, body: "<html>" }).kind).toBe("unreachable");
  expect(readAnswer({ status: 200, headers: {}, body: "{}" }).kind).toBe("unreachable");
});

test("a body that is cut spends no attempt", () => {
  expect(readAnswer({ status: 200, headers: sdk, body: '{"half": ' }).kind).toBe("unreachable");
});

test("an error tells whether and when to repeat", () => {
  expect(answered(500, { message: "no" }, { "x-inngest-no-retry": "false", "retry-after": "30" })).toEqual({
    kind: "failed",
    error: { message: "no" },
    isFinal: false,
    retryAfter: "30",
  });
  expect(answered(400, { message: "no" }, { "x-inngest-no-retry": "true" })).toMatchObject({ isFinal: true });
});

test("operations become finished steps, steps to run, sleeps and ends", () => {
  const answer = answered(206, [
    { id: "a", op: "StepRun", displayName: "a", data: 1 },
    { id: "b", op: "StepPlanned", name: "b", opts: { parallelMode: "race" } },
    { id: "c", op: "Sleep", name: "1h", displayName: "rest" },
    { id: "d", op: "StepFailed", name: "d", error: { message: "no" } },
  ]);
  if (answer.kind !== "operations") throw new Error(answer.kind);
  expect(sortOperations(answer.operations, toInstant("2026-03-17T09:00:00Z"))).toEqual({
    finished: [
      { id: "a", name: "a", result: { type: "data", data: 1 } },
      { id: "d", name: "d", result: { type: "error", error: { message: "no" } } },
    ],
    added: [
      { id: "b", name: "b", isRace: true, wakeAt: undefined },
      { id: "c", name: "1h", isRace: false, wakeAt: toInstant("2026-03-17T10:00:00Z") },
    ],
    failed: undefined,
    end: undefined,
  });
});

test("an operation that nobody knows ends the run with its name", () => {
  const answer = answered(206, [{ id: "a", op: "InvokeFunction", displayName: "other" }]);
  if (answer.kind !== "operations") throw new Error(answer.kind);
  expect(sortOperations(answer.operations, toInstant(0)).end).toEqual({
    status: "failed",
    error: {
      name: "UnsupportedOperationError",
      message: 'The function uses InvokeFunction ("other"), which the embedded engine does not know.',
    },
  });
});
