import { describe, expect, it } from "vitest";
import type { TaskType } from "@/db/schema/sync";
import { runResult } from "./run-result";
import { taskSentence } from "./task-sentence";

describe("a task's sentence", () => {
  const task = {
    type: "change" as TaskType,
    quantity: "12",
    currency: "GBP",
    unit: "seat",
    effectiveDate: "2026-03-17",
    today: "2026-03-17",
  };
  it.each([
    [{ type: "sales" as const }, "12 seats from 17 March"],
    [{ type: "sales" as const, quantity: "1" }, "1 seat from 17 March"],
    [{ type: "sales" as const, isTakenOver: true }, "12 seats as held on 17 March"],
    [{ previousQuantity: "10" }, "10 to 12 seats from 17 March"],
    [{ previousQuantity: "10", effectiveDate: "2027-01-01" }, "10 to 12 seats from 1 January 2027"],
    [{ previousQuantity: "10", unit: "each" }, "10 to 12 from 17 March"],
    [
      { type: "billing" as const, previousQuantity: "170.5", quantity: "180.25", unit: "GB" },
      "170.5 to 180.25 GB from 17 March",
    ],
    [
      { type: "billing" as const, previousQuantity: "41.2", quantity: "50", unit: "currency" },
      "41.2 to 50 GBP from 17 March",
    ],
    [
      { type: "cancellation" as const, quantity: "0", previousQuantity: "10" },
      "10 seats, none from 17 March",
    ],
    [
      { previousQuantity: "12", unitPrice: "22", previousUnitPrice: "20" },
      "20.00 to 22.00 GBP a seat from 17 March",
    ],
    [
      { previousQuantity: "12", unitPrice: "20", previousUnitPrice: "20" },
      "12 seats, unchanged, from 17 March",
    ],
  ])("with %o is: %s", (change, sentence) => {
    expect(taskSentence({ ...task, ...change })).toBe(sentence);
  });
});

describe("the result of a check", () => {
  const counts = { lookedAt: 214, made: 31, merged: 4, superseded: 2, withoutEffect: 177 };
  it("says what became of every change", () => {
    expect(runResult({ counts, since: "09:40", waiting: 0, waitingLimit: 300 })).toBe(
      "Looked at 214 changes since 09:40; 31 tasks made, 4 merged, 2 superseded, 177 without effect.",
    );
  });

  it.each([
    [3, "No changes since 09:40. 3 tasks are still waiting."],
    [1, "No changes since 09:40. 1 task is still waiting."],
    [300, "No changes since 09:40. 300 or more tasks are still waiting."],
  ])("says with %i waiting: %s", (waiting, sentence) => {
    const none = { lookedAt: 0, made: 0, merged: 0, superseded: 0, withoutEffect: 0 };
    expect(runResult({ counts: none, since: "09:40", waiting, waitingLimit: 300 })).toBe(sentence);
  });
});
