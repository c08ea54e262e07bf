import { describe, expect, test } from "vitest";
import { unitGrid } from "./unit-grid";

const row = (startDate: string, endDate: string, more: object = {}) => ({
  startDate,
  endDate,
  periodStart: startDate,
  units: "10",
  unitPrice: "9.4",
  approveAndPostDate: null,
  ...more,
});
const posted = { approveAndPostDate: "2026-03-01T00:00:00Z" };
const months = ["01-31", "02-28", "03-31", "04-30", "05-31", "06-30", "07-31", "08-31", "09-30", "10-31"].map(
  (end) => row(`2026-${end.slice(0, 2)}-01`, `2026-${end}`),
);

describe("the window of periods", () => {
  test.each([
    ["2026-04-17", ["02", "03", "04", "05", "06", "07", "08"], "04"],
    ["2026-01-31", ["01", "02", "03", "04", "05"], "01"],
    // A contract that ended shows its last periods, one that begins later its first.
    ["2027-01-01", ["08", "09", "10"], undefined],
    ["2025-12-31", ["01", "02", "03", "04", "05"], undefined],
  ])("on %s holds the months %j", (today, expected, current) => {
    const { periods } = unitGrid([{ id: 1, units: months }], today);
    expect(periods.map(({ start }) => start.slice(5, 7))).toEqual(expected);
    expect(periods.find(({ isToday }) => isToday)?.start.slice(5, 7)).toBe(current);
  });
});

describe("a period", () => {
  test("is partly posted while one line of it is open", () => {
    const lines = [
      { id: 1, units: [row("2026-03-01", "2026-03-31", posted)] },
      { id: 2, units: [row("2026-03-01", "2026-03-31")] },
    ];
    expect(unitGrid(lines, "2026-03-17").periods[0]?.posted).toBe("partly");
    expect(unitGrid(lines.slice(0, 1), "2026-03-17").periods[0]?.posted).toBe("yes");
  });

  test("ends with the last of its parts, and a line that begins later has no part in it", () => {
    const split = [
      row("2026-03-01", "2026-03-19"),
      row("2026-03-20", "2026-03-31", { periodStart: "2026-03-01", units: "12" }),
    ];
    const { periods, cells } = unitGrid(
      [
        { id: 1, units: split },
        { id: 2, units: [row("2026-04-01", "2026-04-30")] },
      ],
      "2026-03-17",
    );
    expect(periods[0]).toMatchObject({ start: "2026-03-01", end: "2026-03-31", isToday: true });
    expect(cells.get(1)?.get("2026-03-01")).toMatchObject([
      { toDate: "2026-03-19", quantity: "10" },
      { fromDate: "2026-03-20", quantity: "12" },
    ]);
    expect(cells.get(2)?.get("2026-03-01")).toBeUndefined();
  });

  test("is none for a contract without lines", () => {
    expect(unitGrid([], "2026-03-17").periods).toEqual([]);
  });
});
