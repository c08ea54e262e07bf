import { describe, expect, it } from "vitest";
import type { OperationState } from "@/db/schema/operations";
import { lineStateOf } from "./line-end";

describe("a line", () => {
  it.each<[readonly OperationState[], ReturnType<typeof lineStateOf>]>([
    [[], "applied"],
    [["confirmed", "confirmed"], "applied"],
    [["confirmed", "planned"], "planned"],
    [["confirmed", "sending"], "planned"],
    [["unknown", "planned"], "planned"],
    [["needs_review", "planned"], "needs_review"],
    [["confirmed", "needs_review"], "needs_review"],
    [["refused", "superseded"], "failed"],
    [["confirmed", "refused"], "failed"],
    [["superseded", "superseded"], "superseded"],
    [["confirmed", "superseded"], "failed"],
  ])("whose operations are %j is %s", (given, state) => {
    expect(lineStateOf(given.map((one) => ({ state: one })))).toBe(state);
  });
});
