import { describe, expect, it } from "vitest";
import type { PlanStep } from "@/lib/plans/plan";
import { sayLater, sendLaterOn } from "./send-later";

const step = (effectiveDate: string): PlanStep => ({
  kind: "set_line_quantity",
  effectiveDate,
  quantityBefore: "10",
  quantity: "8",
  createsLine: false,
  undo: { class: "compensating", sentence: "" },
  sentence: "",
});
const march = { startDate: "2026-03-01", endDate: "2026-03-31" };
const held = { nextPeriodChanges: "held", heldDaysBefore: 2 } as const;
const plan = (direction: "up" | "down" | "same", ...dates: string[]) => ({
  direction,
  currentPeriod: march,
  steps: dates.map(step),
});

describe("a change of the next period", () => {
  it.each([
    ["less from April", plan("down", "2026-04-01"), held, "2026-03-17", "2026-03-30"],
    ["another price from April", plan("same", "2026-04-01"), held, "2026-03-17", "2026-03-30"],
    ["on the day before its time", plan("down", "2026-04-01"), held, "2026-03-29", "2026-03-30"],
    ["on its time", plan("down", "2026-04-01"), held, "2026-03-30", undefined],
    ["after it", plan("down", "2026-04-01"), held, "2026-03-31", undefined],
    ["no day before", plan("down", "2026-04-01"), { ...held, heldDaysBefore: 0 }, "2026-03-17", "2026-04-01"],
    ["more from April", plan("up", "2026-04-01"), held, "2026-03-17", undefined],
    ["less in March", plan("down", "2026-03-20"), held, "2026-03-17", undefined],
    ["partly in March", plan("down", "2026-04-01", "2026-03-20"), held, "2026-03-17", undefined],
    ["nothing to write", plan("same"), held, "2026-03-17", undefined],
    [
      "sent at once by setting",
      plan("down", "2026-04-01"),
      { ...held, nextPeriodChanges: "at_once" },
      "2026-03-17",
      undefined,
    ],
  ] as const)("%s is sent on the right day", (_what, line, settings, today, day) => {
    expect(sendLaterOn(line, settings, today)).toBe(day);
  });

  it("says when it goes and from when it counts", () => {
    expect(sayLater("2026-03-30", plan("down", "2026-04-01"), "the PSA", "2026-03-17")).toBe(
      "Goes to the PSA on 30 March, effective 1 April.",
    );
  });
});
