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
    const kind = "set_line_quantity";
    expect(lineStateOf(given.map((one) => ({ kind, state: one })))).toBe(state);
  });

  it.each<[readonly OperationState[], readonly OperationState[], ReturnType<typeof lineStateOf>]>([
    [["confirmed"], ["refused"], "applied"],
    [["confirmed"], ["refused", "planned"], "planned"],
    [["confirmed"], ["refused", "confirmed"], "applied"],
    [["confirmed"], ["needs_review"], "needs_review"],
    [["refused"], ["superseded"], "failed"],
    [[], ["refused"], "failed"],
    [[], ["refused", "confirmed"], "applied"],
  ])("with steps %j and charges %j is %s", (steps, charges, state) => {
    const operations = [
      ...steps.map((one) => ({ kind: "set_line_quantity", state: one })),
      ...charges.map((one) => ({ kind: "add_charge", state: one })),
    ];
    expect(lineStateOf(operations)).toBe(state);
  });
});
