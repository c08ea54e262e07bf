import { expect, it } from "vitest";
import { PsaError } from "@/lib/psa/errors";
import type { LineState } from "@/lib/psa/records";
import type { OperationRow } from "./store";
import { storeError } from "./stored-error";

it("does not call a write refused whose answer never came", () => {
  const message = "The answer broke off half-way. Whether the change arrived is being checked.";
  // Only what an explanation would read; the rest of both rows plays no part.
  const write = { psa: "Autotask", operation: {} as OperationRow, before: {} as LineState };
  expect(storeError(new PsaError("unknown_outcome", message), write)).toEqual({
    kind: "unknown_outcome",
    refusal: "not_seen_before",
    message,
  });
});
