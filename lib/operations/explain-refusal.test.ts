import { describe, expect, it } from "vitest";
import type { RefusalCode } from "@/lib/psa/errors";
import { explainRefusal } from "./explain-refusal";

const write = {
  psa: "Autotask",
  target: { effectiveDate: "2026-03-17" },
  contract: { startDate: "2026-04-01", endDate: "2027-03-31", isActive: true, isRecurring: true },
  today: "2026-03-17",
};

describe("a refusal in the figures of its write", () => {
  it.each<[RefusalCode, string]>([
    ["outside_contract", "17 March is outside the contract (1 April-31 March 2027)."],
    ["period_posted", "The period that holds 17 March was posted in Autotask meanwhile."],
    ["duplicate_date", "This line already has a change on 17 March."],
    ["reference_missing", "A field points to a record that is gone or inactive."],
    ["text_too_long", "A text is longer than Autotask takes."],
    ["zero_refused", "This tenant does not accept 0 units."],
    ["right_missing", "The API user lacks a right."],
    ["not_seen_before", "Autotask refused this and the reason was not seen before."],
  ])("says the cause of %s", (refusal, cause) => {
    expect(explainRefusal(refusal, write)?.cause).toBe(cause);
  });

  it("always names a way out", () => {
    for (const refusal of ["outside_contract", "zero_refused", "not_seen_before"] as const) {
      expect(explainRefusal(refusal, write)?.fix).not.toBe("");
    }
  });

  it("names the field where the PSA named it", () => {
    expect(explainRefusal("text_too_long", { ...write, field: "internalDescription" })?.cause).toContain(
      "internalDescription",
    );
  });

  it("says that an open-ended contract has no end", () => {
    const contract = { ...write.contract, endDate: undefined };
    expect(explainRefusal("outside_contract", { ...write, contract })?.cause).toContain("from 1 April on");
  });
});
