import { describe, expect, it } from "vitest";
import { freeDate, takenDates } from "./one-change-per-day";

const schedule = { anchorDate: "2026-01-01", cycle: "monthly" as const };
const ending = { ...schedule, endDate: "2026-04-15" };

describe("one change per line and day", () => {
  const row = (startDate: string, endDate: string, quantity: string) => ({ startDate, endDate, quantity });
  const taken = (periods: ReturnType<typeof row>[], readFromDate: string, ownDates: string[] = []) => [
    ...takenDates({ schedule, periods, readFromDate, ownDates }),
  ];

  it("takes the days on which the figure moved, and those of our own changes", () => {
    const rows = [row("2026-03-01", "2026-03-16", "10"), row("2026-03-17", "2026-03-31", "12")];
    expect(taken(rows, "2026-03-01", ["2026-04-01"])).toEqual(["2026-04-01", "2026-03-17"]);
  });

  it("takes the day on which a row was cut, though its figure is the same", () => {
    const rows = [row("2026-03-01", "2026-03-16", "10"), row("2026-03-17", "2026-03-31", "10")];
    expect(taken(rows, "2026-03-01")).toEqual(["2026-03-17"]);
  });

  it("takes the line's first day only where the reading shows that it began there", () => {
    const rows = [row("2026-03-01", "2026-03-31", "10")];
    expect(taken(rows, "2026-03-01")).toEqual([]);
    expect(taken(rows, "2026-02-01")).toEqual(["2026-03-01"]);
    expect(taken([row("2026-01-01", "2026-01-31", "10")], "2026-01-01")).toEqual(["2026-01-01"]);
  });

  const free = (
    wantedDate: string,
    lean: "later" | "before_period",
    takenDays: string[],
    openDate = "2026-01-01",
  ) => freeDate({ wantedDate, lean, taken: new Set(takenDays), schedule, openDate });

  it("moves an up to the next free day", () => {
    expect(free("2026-03-17", "later", [])).toBe("2026-03-17");
    expect(free("2026-03-17", "later", ["2026-03-17", "2026-03-18"])).toBe("2026-03-19");
  });

  it("moves a change at a period's start to the last free day before it", () => {
    expect(free("2026-04-01", "before_period", ["2026-04-01"])).toBe("2026-03-31");
    expect(free("2026-04-01", "before_period", ["2026-04-01", "2026-03-31"])).toBe("2026-03-30");
  });

  it("moves it after the start when the period before is closed", () => {
    expect(free("2026-04-01", "before_period", ["2026-04-01"], "2026-04-01")).toBe("2026-04-02");
  });

  it("finds no day at the very end of a contract", () => {
    const search = { wantedDate: "2026-04-15", lean: "later" as const, openDate: "2026-01-01" };
    expect(freeDate({ ...search, schedule: ending, taken: new Set(["2026-04-15"]) })).toBeUndefined();
  });
});
