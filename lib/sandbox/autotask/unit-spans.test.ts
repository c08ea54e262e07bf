import { describe, expect, it } from "vitest";
import { isoMs } from "../clock";
import { dateParts, dayNumber, dayOf, dayOfRow, midnight } from "./calendar";
import { type LineHistory, periodsOf, spansOf } from "./unit-spans";

const day = (text: string): number => dayOfRow(text);
const date = (number: number): string => midnight(number).slice(0, 10);

const line: LineHistory = {
  contractStart: day("2026-01-15"),
  contractEnd: day("2026-04-14"),
  months: 1,
  firstUnits: null,
  price: 4,
  cost: 3,
  changes: [],
  closedOn: [],
};
const change = (text: string, unitChange: number, price: number | null = null) => ({
  day: day(text),
  unitChange,
  price,
  cost: null,
});
const rows = (history: Partial<LineHistory>): string[] =>
  spansOf({ ...line, ...history }).map(
    (span) => `${date(span.start)} ${date(span.end)} ${span.units} ${span.price}`,
  );

describe("calendar", () => {
  it("agrees with the machine's calendar on every day of 400 years", () => {
    const strange: number[] = [];
    for (let number = dayNumber(1900, 1, 1); number <= dayNumber(2300, 1, 1); number += 1) {
      const { year, month, day: ofMonth } = dateParts(number);
      const agrees =
        dayNumber(year, month, ofMonth) === number && isoMs(midnight(number)) === number * 86_400_000;
      if (!agrees) strange.push(number);
    }
    expect(strange).toEqual([]);
    expect(midnight(dayNumber(2026, 3, 17))).toBe("2026-03-17T00:00:00Z");
    expect(dayNumber(1970, 1, 1)).toBe(0);
    expect(dayNumber(2026, 3, 17)).toBe(20_529);
  });

  it("knows which dates there are", () => {
    expect(dayOf("2028-02-29")).toBe(dayNumber(2028, 2, 29));
    expect(dayOf("2026-02-29")).toBeUndefined();
    expect(dayOf("2026-13-01T00:00:00Z")).toBeUndefined();
    expect(dayOf("17.03.2026")).toBeUndefined();
  });
});

describe("billing periods", () => {
  const starts = (from: string, until: string, months: number | null) =>
    periodsOf(day(from), day(until), months).map(
      (period) => `${date(period.start)}..${date(period.end)} ${period.days}`,
    );

  it("are cut from the contract's start, not from calendar months", () => {
    expect(starts("2026-01-15", "2026-04-14", 1)).toEqual([
      "2026-01-15..2026-02-14 31",
      "2026-02-15..2026-03-14 28",
      "2026-03-15..2026-04-14 31",
    ]);
  });

  it("begin on a month's last day where it lacks the contract's, always counted from the contract's start", () => {
    expect(starts("2026-01-31", "2026-05-30", 1)).toEqual([
      "2026-01-31..2026-02-27 28",
      "2026-02-28..2026-03-30 31",
      "2026-03-31..2026-04-29 30",
      "2026-04-30..2026-05-30 31",
    ]);
    expect(starts("2028-01-31", "2028-03-30", 1)).toEqual([
      "2028-01-31..2028-02-28 29",
      "2028-02-29..2028-03-30 31",
    ]);
  });

  it("end with the contract and still count the days of the whole period", () => {
    expect(starts("2026-01-15", "2026-02-20", 1)).toEqual([
      "2026-01-15..2026-02-14 31",
      "2026-02-15..2026-02-20 28",
    ]);
  });

  it("may be quarters, half years, years or the whole contract", () => {
    expect(starts("2026-01-01", "2026-06-30", 3)).toHaveLength(2);
    expect(starts("2025-07-01", "2026-06-30", 12)).toEqual(["2025-07-01..2026-06-30 365"]);
    expect(starts("2026-01-01", "2027-12-31", null)).toEqual(["2026-01-01..2027-12-31 730"]);
  });
});

describe("unit rows", () => {
  it("split at a change inside a period, as in the vendor's example", () => {
    const changes = [change("2026-01-15", 10, 4), change("2026-02-25", 5), change("2026-03-15", 0, 4.5)];
    expect(rows({ changes })).toEqual([
      "2026-01-15 2026-02-14 10 4",
      "2026-02-15 2026-02-24 10 4",
      "2026-02-25 2026-03-14 15 4",
      "2026-03-15 2026-04-14 15 4.5",
    ]);
  });

  it("begin with the line's first change", () => {
    expect(rows({ changes: [change("2026-03-20", 2)] })).toEqual(["2026-03-20 2026-04-14 2 4"]);
    expect(rows({})).toEqual([]);
  });

  it("carry an earlier change into everything later, whatever the order they were made in", () => {
    const changes = [change("2026-03-15", 3), change("2026-02-15", 2)];
    expect(rows({ firstUnits: 10, changes }).map((row) => row.split(" ")[2])).toEqual(["10", "12", "15"]);
  });

  it("stay apart after a posted row that ended inside a period", () => {
    expect(rows({ firstUnits: 1, closedOn: [day("2026-02-20")] })).toEqual([
      "2026-01-15 2026-02-14 1 4",
      "2026-02-15 2026-02-20 1 4",
      "2026-02-21 2026-03-14 1 4",
      "2026-03-15 2026-04-14 1 4",
    ]);
  });
});
