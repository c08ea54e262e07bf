import { expect, it } from "vitest";
import { toInstant } from "@/lib/clock";
import { PsaError } from "@/lib/psa/errors";
import { storeError } from "./stored-error";

const write = {
  psa: "Autotask",
  operation: {
    intended: { effectiveDate: "2026-03-17" },
    createdAt: toInstant("2026-03-17T09:00:00Z"),
    planId: "p-1",
    connectionId: "c-1",
  },
  before: { contract: { startDate: "2026-01-01", isActive: true, isRecurring: true } },
};

it("does not call a write refused whose answer never came", () => {
  const message = "The answer broke off half-way. Whether the change arrived is being checked.";
  expect(storeError(new PsaError("unknown_outcome", message), write)).toMatchObject({
    kind: "unknown_outcome",
    message,
    cause: "Autotask's answer was lost.",
    fix: "We are checking whether the change arrived; nothing is sent twice.",
  });
});

it("keeps the connector's sentence as the cause where it knows better", () => {
  const message = "The line holds 11 on 2026-03-17, the plan expected 10. Nothing was sent.";
  const kept = storeError(new PsaError("rejected", message, { refusal: "value_refused" }), write);
  expect(kept).toMatchObject({ message, cause: message, link: { href: "/sync/plans/p-1" } });
});

it("tells nothing of a failure of our own but that it was one", () => {
  expect(storeError(new TypeError("secret at /path"), write)).toEqual({
    kind: "internal",
    message: "The portal failed while it was sending.",
  });
});
