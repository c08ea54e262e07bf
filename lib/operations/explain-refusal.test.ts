import { describe, expect, it } from "vitest";
import type { RefusalCode } from "@/lib/psa/errors";
import { explainRefusal, type Refused } from "./explain-refusal";

const refused: Omit<Refused, "refusal"> = {
  kind: "rejected",
  psa: "Autotask",
  target: { effectiveDate: "2026-03-17" },
  contract: { startDate: "2026-04-01", endDate: "2027-03-31", isActive: true, isRecurring: true },
  today: "2026-03-17",
  hasSentence: true,
  planId: "p-1",
  connectionId: "c-1",
};

describe("a refusal in the figures of its write", () => {
  it.each<[RefusalCode, string]>([
    ["outside_contract", "17 March is outside the contract (1 April-31 March 2027)."],
    ["period_posted", "The period that holds 17 March was posted in Autotask meanwhile."],
    ["duplicate_date", "This line already has a change on 17 March."],
    ["reference_missing", "A field points to a record that is gone or inactive."],
    ["text_too_long", "A text is longer than Autotask takes."],
    ["field_required", "Autotask demands a field here."],
    ["resource_needs_role", "Resource and role go together."],
    ["zero_refused", "This tenant does not accept 0 units."],
    ["right_missing", "The API user may not do this: it lacks a right."],
    ["not_seen_before", "Autotask refused this and the reason was not seen before."],
  ])("says the cause of %s", (refusal, cause) => {
    expect(explainRefusal({ ...refused, refusal }).cause).toBe(cause);
  });

  it("names the field where the PSA named it, and leads to where it is chosen", () => {
    const told = explainRefusal({ ...refused, refusal: "reference_missing", field: "serviceID" });
    expect(told.cause).toContain("serviceID");
    expect(told.link.href).toBe("/products");
  });

  it("says that an open-ended contract has no end", () => {
    const contract = { ...refused.contract, endDate: undefined };
    expect(explainRefusal({ ...refused, contract, refusal: "outside_contract" }).cause).toContain(
      "from 1 April on",
    );
  });

  it("names the missing right and where it is given", () => {
    const lacks = { right: "read contracts", where: "Admin > Security Levels" };
    expect(explainRefusal({ ...refused, lacks, refusal: "right_missing" })).toMatchObject({
      cause: "The API user may not read contracts: it lacks a right.",
      fix: "Give it in Admin > Security Levels, then test and save the connection.",
      who: "An admin of Autotask",
    });
  });

  it.each([
    [2_000, "in 2 s"],
    [90_000, "in 90 s"],
    [600_000, "in 10 minutes"],
    [undefined, "shortly"],
  ])("tells when it goes on: after %s ms %s", (retryAfterMs, said) => {
    const told = explainRefusal({ ...refused, kind: "busy", refusal: "quota_used_up", retryAfterMs });
    expect(told.fix).toContain(said);
    expect(told.who).toBe("Nobody needs to: it goes on by itself");
  });
});
