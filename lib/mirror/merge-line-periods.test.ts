import { describe, expect, it } from "vitest";
import { mergeLinePeriods } from "./merge-line-periods";

const row = (startDate: string, endDate: string, quantity: string) => ({ startDate, endDate, quantity });
const known = [
  row("2026-01-01", "2026-01-31", "1"),
  row("2026-02-01", "2026-02-28", "2"),
  row("2026-03-01", "2026-03-31", "3"),
];

describe("a reading laid over known periods", () => {
  it("replaces what it covers and leaves the rest", () => {
    const read = [row("2026-02-01", "2026-02-10", "2"), row("2026-02-11", "2026-02-28", "5")];
    expect(mergeLinePeriods(known, read)).toEqual([known[0], ...read, known[2]]);
  });

  it("cuts known rows that stick out", () => {
    expect(mergeLinePeriods(known, [row("2026-01-20", "2026-03-10", "9")])).toEqual([
      row("2026-01-01", "2026-01-19", "1"),
      row("2026-01-20", "2026-03-10", "9"),
      row("2026-03-11", "2026-03-31", "3"),
    ]);
  });

  it("changes nothing when it is empty", () => {
    expect(mergeLinePeriods(known, [])).toEqual(known);
  });
});
