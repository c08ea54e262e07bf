import { describe, expect, it } from "vitest";
import { downDates, upDates } from "./proration";

const schedule = { anchorDate: "2026-01-01", cycle: "monthly" as const };
const ending = { ...schedule, endDate: "2026-04-15" };

describe("the three proration choices", () => {
  it.each([
    ["psa", { fromDate: "2026-03-17" }],
    ["vendor", { fromDate: "2026-04-01", oneTime: { fromDate: "2026-03-17", toDate: "2026-03-31" } }],
    ["none", { fromDate: "2026-03-01" }],
  ] as const)("up on 17 March when %s prorates", (choice, expected) => {
    expect(upDates(schedule, "2026-03-17", choice)).toEqual(expected);
    expect(upDates(schedule, "2026-03-01", choice)).toEqual({ fromDate: "2026-03-01" });
  });

  it.each([
    ["psa", false, { fromDate: "2026-04-01" }],
    ["vendor", false, { fromDate: "2026-04-01" }],
    ["none", false, { fromDate: "2026-04-01" }],
    ["psa", true, { fromDate: "2026-03-20" }],
    ["vendor", true, { fromDate: "2026-04-01", oneTime: { fromDate: "2026-03-20", toDate: "2026-03-31" } }],
    ["none", true, { fromDate: "2026-04-01" }],
  ] as const)("down on 20 March when %s prorates, credit %s", (choice, credit, expected) => {
    expect(downDates(schedule, "2026-03-20", "2026-03-20", choice, credit)).toEqual(expected);
  });

  it("leaves only the one-time amount when the contract ends with the period", () => {
    expect(upDates(ending, "2026-04-10", "vendor")).toEqual({
      fromDate: undefined,
      oneTime: { fromDate: "2026-04-10", toDate: "2026-04-15" },
    });
  });
});
