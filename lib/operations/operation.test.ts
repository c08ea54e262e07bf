import { describe, expect, it } from "vitest";
import type { OperationState } from "@/db/schema/operations";
import { canMove } from "./operation";

const states: readonly OperationState[] = [
  "planned",
  "sending",
  "confirmed",
  "unknown",
  "refused",
  "needs_review",
  "superseded",
];

describe("an operation", () => {
  it("is sent from planned alone, so that nothing in doubt is ever sent", () => {
    expect(states.filter((from) => canMove(from, "sending"))).toEqual(["planned"]);
  });

  it.each<[OperationState, readonly OperationState[]]>([
    ["planned", ["sending", "confirmed", "needs_review", "superseded"]],
    ["sending", ["planned", "confirmed", "unknown", "refused", "needs_review"]],
    ["unknown", ["planned", "confirmed", "needs_review"]],
    ["needs_review", ["confirmed", "refused"]],
    ["confirmed", []],
    ["refused", []],
    ["superseded", []],
  ])("that is %s may become %s", (from, to) => {
    expect(states.filter((state) => canMove(from, state))).toEqual(to);
  });
});
