import { describe, expect, it } from "vitest";
import { toInstant } from "@/lib/clock";
import { firstOpenDate, moveOutOfClosed } from "./closed-period";
import { oneTimeParts } from "./one-time";

const schedule = { anchorDate: "2026-01-01", cycle: "monthly" as const };

describe("closed periods", () => {
  const postedAt = toInstant("2026-04-01T06:00:00Z");
  const march = { startDate: "2026-03-01", endDate: "2026-03-31", quantity: "10", postedAt };
  const april = { startDate: "2026-04-01", endDate: "2026-04-30", quantity: "10" };

  it("open with the day after the last posted or signed-off period", () => {
    expect(firstOpenDate(schedule, [march, april])).toBe("2026-04-01");
    expect(firstOpenDate(schedule, [april])).toBe("2026-01-01");
    expect(firstOpenDate(schedule, [march, april], "2026-04-30")).toBe("2026-05-01");
  });

  it("close a period that is posted in part, and an open one before a posted one", () => {
    const part = { ...march, endDate: "2026-03-16" };
    expect(firstOpenDate(schedule, [part])).toBe("2026-04-01");
    expect(firstOpenDate(schedule, [april, { ...april, ...march }])).toBe("2026-04-01");
  });

  it("leave nothing open when the contract ends with them", () => {
    expect(firstOpenDate({ ...schedule, endDate: "2026-03-31" }, [march])).toBeUndefined();
  });

  it("move a change to the first open day and name what is missed", () => {
    expect(moveOutOfClosed("2026-03-17", "2026-04-01")).toEqual({
      date: "2026-04-01",
      missed: { fromDate: "2026-03-17", toDate: "2026-03-31" },
    });
    expect(moveOutOfClosed("2026-04-01", "2026-04-01")).toEqual({ date: "2026-04-01" });
  });

  it.each([
    ["one closed period", "2026-03-17", "2026-03-31", [1935n]],
    ["two closed periods", "2026-03-17", "2026-04-30", [1935n, 4000n]],
    ["a whole one under no proration", "2026-03-01", "2026-03-31", [4000n]],
  ])("cost a catch-up for %s", (_case, fromDate, toDate, expected) => {
    const parts = oneTimeParts({
      quantity: "2",
      unitPrice: "20",
      span: { fromDate, toDate },
      schedule,
      currency: "GBP",
    });
    expect(parts.map((part) => part.amountMinor)).toEqual(expected);
  });
});
