import { laterDate } from "@/lib/dates";
import type { ToldLine, ToldUnits } from "./told";

export type GridPeriod = { start: string; end: string; isToday: boolean; posted: "no" | "partly" | "yes" };

/** Days of one period on which quantity and price stay the same; a period that changes inside has several. */
export type GridPart = {
  fromDate: string;
  toDate: string;
  quantity: string;
  unitPrice: string;
  isPosted: boolean;
};

export type UnitGrid = {
  periods: GridPeriod[];
  /** Parts of a line by the period's first day. */
  cells: ReadonlyMap<number, ReadonlyMap<string, readonly GridPart[]>>;
};

/**
 * The units of a contract's lines by billing period, a window of periods around today: of 24 monthly periods in March
 * those from January to July. A contract that has ended or not begun shows its periods next to today.
 */
export function unitGrid(
  lines: readonly Pick<ToldLine, "id" | "units">[],
  today: string,
  window = { before: 2, after: 4 },
): UnitGrid {
  const all = periodsOf(
    lines.flatMap((line) => line.units),
    today,
  );
  const current = all.findIndex((period) => period.end >= today);
  const middle = current === -1 ? all.length - 1 : current;
  const periods = all.slice(Math.max(0, middle - window.before), middle + window.after + 1);
  const starts = new Set(periods.map((period) => period.start));
  const cells = new Map(lines.map((line) => [line.id, cellsOf(line.units, starts)]));
  return { periods, cells };
}

function periodsOf(rows: readonly ToldUnits[], today: string): GridPeriod[] {
  const ends = new Map<string, string>();
  const posted = new Map<string, { yes: number; no: number }>();
  for (const row of rows) {
    ends.set(row.periodStart, laterDate(ends.get(row.periodStart) ?? row.endDate, row.endDate));
    const count = posted.get(row.periodStart) ?? { yes: 0, no: 0 };
    if (row.approveAndPostDate === null) count.no += 1;
    else count.yes += 1;
    posted.set(row.periodStart, count);
  }
  return [...ends]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([start, end]) => {
      const count = posted.get(start);
      const isAny = (count?.yes ?? 0) > 0;
      return {
        start,
        end,
        isToday: start <= today && today <= end,
        posted: !isAny ? "no" : (count?.no ?? 0) > 0 ? "partly" : "yes",
      };
    });
}

function cellsOf(rows: readonly ToldUnits[], starts: ReadonlySet<string>): ReadonlyMap<string, GridPart[]> {
  const cells = new Map<string, GridPart[]>();
  for (const row of rows) {
    if (!starts.has(row.periodStart)) continue;
    const parts = cells.get(row.periodStart) ?? [];
    cells.set(row.periodStart, [...parts, partOf(row)]);
  }
  return cells;
}

const partOf = (row: ToldUnits): GridPart => ({
  fromDate: row.startDate,
  toDate: row.endDate,
  quantity: row.units,
  unitPrice: row.unitPrice,
  isPosted: row.approveAndPostDate !== null,
});
